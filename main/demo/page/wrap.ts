/** Marks that must not begin a line; they hang on to the character before them (避头). */
const NOT_FIRST = new Set('，。、；：？！）〕》”’%』」.,;:)');
/** Opening marks that must not end a line (避尾). */
const NOT_LAST = new Set('（〔《“‘『「(');

/** Breaks Chinese text between characters and Latin words and figures at blanks; `\n` always breaks. Never returns an empty list. */
export function wrapText(text: string, widthOf: (part: string) => number, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, widthOf, width));
}

function wrapParagraph(text: string, widthOf: (part: string) => number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line.trimEnd()];
}

/** The smallest parts a line may be broken between. */
function pieces(text: string): string[] {
  const out: string[] = [];
  for (const character of text) {
    const last = out.at(-1);
    const joins =
      last !== undefined &&
      (NOT_FIRST.has(character) || NOT_LAST.has(last.at(-1)!) || (isWord(character) && isWord(last.at(-1)!)));
    if (joins) out[out.length - 1] = last + character;
    else out.push(character);
  }
  return out;
}

function isWord(character: string): boolean {
  return /[A-Za-z0-9./\-_#@:]/.test(character);
}
