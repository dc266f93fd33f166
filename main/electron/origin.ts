/** The one address the window ever shows. A scheme of our own instead of file://, which would give pages rights over the disk. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'quanping';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_PAGE = `${APP_ORIGIN}/`;

/** Whether an address is the page itself, whatever its fragment. */
export function isAppPage(address: string): boolean {
  return address.split('#')[0] === APP_PAGE;
}

export function isAppAddress(address: string): boolean {
  return address.startsWith(APP_PAGE);
}
