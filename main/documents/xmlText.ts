// Signs with a meaning of their own, what XML 1.0 forbids, halves of pairs, and the `_x0041_` that spreadsheet programs read as a sign.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
const UNSAFE = /[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as it stands between tags or in quotes. What XML cannot hold becomes U+FFFD; nothing is dropped silently. */
export function escapeXml(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The same for a cell of a sheet, where `_x0041_` would be read as `A`. */
export const cellText = (text: string): string =>
  UNSAFE.test(text) ? escapeXml(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : text;
