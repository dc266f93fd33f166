/** Everybody may know it: the demo holds invented people only. */
export const DEMO_PASSPHRASE = 'baotuquan-72-mingquan';
