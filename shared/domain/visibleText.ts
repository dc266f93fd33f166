/** Text from outside is shown as text only; what would be invisible or turn the line around is named instead. */
export type TextPart = { kind: 'text' | 'mark'; text: string };

// Controls, formats, separators, surrogates, blank letters, and what no XML may hold. Line ends and variation selectors (glyph forms of names) are fine.
const HIDDEN =
  /(?![\n\p{Variation_Selector}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

const codePoint = (sign: string): string => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

export function visibleParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'mark', text: codePoint(match[0]) });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** Characters outside the everyday block that a font may lack: rare characters used in names. */
export function rareCharacters(text: string): string[] {
  return [...text].filter((sign) => /\p{Script=Han}/u.test(sign) && !/[\u4e00-\u9fa5]/.test(sign));
}

export const codePointName = codePoint;

/** The text as one line of signs everybody can see: for paper and sheets, where no mark can be styled. Line ends stay. */
export function legibleText(text: string): string {
  return visibleParts(text.replace(/\r\n?/g, '\n').replaceAll('\t', ' '))
    .map((part) => (part.kind === 'mark' ? `[${part.text}]` : part.text))
    .join('');
}
