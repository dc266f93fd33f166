import { pinyin } from 'pinyin-pro';
import { formatMoney, formatYuan } from '#shared/rules/money.ts';

/** Text as searches compare it: without spaces, lower case, narrow forms, figures without separators. */

/** Where a found piece begins and ends in the text it was found in, in UTF-16 units. */
export type Mark = [from: number, to: number];

const isSpace = (code: number): boolean =>
  code <= 0x20 || code === 0xa0 || code === 0x3000 || code === 0xfeff || (code >= 0x2000 && code <= 0x200b);

/** One unit of text in its narrow, lower-case form. */
function foldUnit(unit: string, code: number): string {
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code === 0x2014 || code === 0x2013) return '-';
  // Most of a text is Chinese, which has no cases.
  return code >= 0x2e80 ? unit : unit.toLowerCase();
}

const isDigit = (unit: string | undefined): boolean => unit !== undefined && unit >= '0' && unit <= '9';

/** The folded text and, for each of its units, the place in the original. */
function foldWithPlaces(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!;
    const code = text.charCodeAt(i);
    if (isSpace(code) || (unit === ',' && isDigit(text[i - 1]) && isDigit(text[i + 1]))) continue;
    const narrow = foldUnit(unit, code);
    if (narrow.length !== 1) continue;
    folded += narrow;
    places.push(i);
  }
  return { folded, places };
}

export const fold = (text: string): string => foldWithPlaces(text).folded;

/** Figures that are longer than this are found by their beginning, as telephone numbers are typed. */
const WHOLE_FIGURE = 4;

/** Begin of `word` in a folded text; a figure is not found inside a longer one: 70万 is not in 170万. */
function indexOfWord(folded: string, word: string): number {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const before = folded[at - 1];
    const after = folded[at + word.length];
    const startsInside = isDigit(word[0]) && (isDigit(before) || (before === '.' && isDigit(folded[at - 2])));
    const endsInside = isDigit(word.at(-1)) && isDigit(after) && word.length <= WHOLE_FIGURE;
    if (!startsInside && !endsInside) return at;
  }
  return -1;
}

const MONEY = /^(\d{1,9}(?:\.\d{1,4})?)(亿|万)?元?$/u;
const UNIT_FEN = { 亿: 10_000_000_000, 万: 1_000_000 } as const;

/** Other ways to write an amount: 700000 and 70万 are the same. */
function sameAmount(word: string): string[] {
  const [, digits, unit] = MONEY.exec(word) ?? [];
  if (digits === undefined || (unit === undefined && Number(digits) < 10_000)) return [];
  const fen = Math.round(Number(digits) * (unit === undefined ? 100 : UNIT_FEN[unit as keyof typeof UNIT_FEN]));
  if (!Number.isSafeInteger(fen)) return [];
  return [...new Set([formatMoney(fen), formatYuan(fen)].map(fold))];
}

/** One word of a query with everything it may stand as. */
export interface Word {
  text: string;
  spellings: readonly string[];
  /** Letters only: it may be pinyin. */
  letters: boolean;
}

/** The words of a query; all of them must be found. */
export function wordsOf(query: string): Word[] {
  const words = query.split(/\s+/u).map(fold).filter(Boolean);
  return [...new Set(words)].map((text) => ({
    text,
    spellings: [...new Set([text, ...sameAmount(text)])],
    letters: /^[a-z']+$/.test(text),
  }));
}

/** How a name sounds, character by character. */
interface Sound {
  full: string;
  initials: string;
  /** Begin of each character's syllable in `full`. */
  starts: readonly number[];
  /** Begin and end of each character in the name. */
  places: readonly Mark[];
}

function soundOf(text: string): Sound {
  const characters = Array.from(text);
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'spaced', surname: 'off', v: true });
  const sound = { full: '', initials: '', starts: [] as number[], places: [] as Mark[] };
  if (syllables.length !== characters.length) return sound;
  let at = 0;
  for (const [i, character] of characters.entries()) {
    const syllable = fold(syllables[i]!);
    if (/^[\p{L}\p{N}]/u.test(syllable)) {
      sound.starts.push(sound.full.length);
      sound.places.push([at, at + character.length]);
      sound.full += syllable;
      sound.initials += syllable[0];
    }
    at += character.length;
  }
  return sound;
}

function findSound(word: string, { full, initials, starts, places }: Sound): Mark | null {
  const letters = word.replaceAll("'", '');
  if (letters === '') return null;
  const i = initials.indexOf(letters);
  if (i >= 0) return [places[i]![0], places[i + letters.length - 1]![1]];
  if (!full.includes(letters)) return null;
  const first = starts.findIndex((start) => full.startsWith(letters, start));
  if (first < 0) return null;
  const last = starts.findLastIndex((start) => start < starts[first]! + letters.length);
  return [places[first]![0], places[last]![1]];
}

/** A text that can be searched. */
export interface Searchable {
  text: string;
  folded: string;
  sound: Sound | null;
}

/** `name`: it is also found by its pinyin, in full or by initials. */
export const searchable = (text: string, { name = false } = {}): Searchable => ({
  text,
  folded: fold(text),
  sound: name ? soundOf(text) : null,
});

export const holds = ({ folded, sound }: Searchable, word: Word): boolean =>
  word.spellings.some((spelling) => indexOfWord(folded, spelling) >= 0) ||
  (word.letters && sound !== null && findSound(word.text, sound) !== null);

/** All texts of an entry in one, to tell at once that a word stands in none of them. */
export interface Whole {
  folded: string;
  sounds: string;
}

export const wholeOf = (texts: readonly Searchable[]): Whole => ({
  folded: texts.map((one) => one.folded).join('\n'),
  sounds: texts.flatMap(({ sound }) => (sound === null ? [] : [sound.full, sound.initials])).join('\n'),
});

/** False where no text of the entry holds the word; true says only that one may. */
export const mayHold = ({ folded, sounds }: Whole, { text, spellings, letters }: Word): boolean =>
  spellings.some((one) => folded.includes(one)) || (letters && sounds.includes(text.replaceAll("'", '')));

/** Where the words stand in the text, in order and without overlaps. */
export function marksOf({ text, sound }: Searchable, words: readonly Word[]): Mark[] {
  const { folded, places } = foldWithPlaces(text);
  const found = words.flatMap((word): Mark[] => {
    for (const spelling of word.spellings) {
      const at = indexOfWord(folded, spelling);
      if (at >= 0) return [[places[at]!, places[at + spelling.length - 1]! + 1]];
    }
    const heard = word.letters && sound !== null ? findSound(word.text, sound) : null;
    return heard === null ? [] : [heard];
  });
  found.sort((a, b) => a[0] - b[0]);
  return found.filter((mark, i) => i === 0 || mark[0] >= found[i - 1]![1]);
}
