const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s\\/:*?"<>|]/gu;
/** Names Windows keeps for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const MAX_CHARACTERS = 100;

/** A file name every office system and FAT32 stick takes, from parts that people typed. */
export function safeFileName(parts: readonly string[], extension: string): string {
  const stem = parts
    .map((part) => part.normalize('NFC').replace(FORBIDDEN, ''))
    .filter((part) => part !== '')
    .join('-');
  const short = Array.from(stem)
    .slice(0, MAX_CHARACTERS)
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const name = short === '' || DEVICE.test(short) ? `文书${short === '' ? '' : `-${short}`}` : short;
  return `${name}.${extension}`;
}
