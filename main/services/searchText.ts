import { pinyin } from 'pinyin-pro';
import type { BundleCase } from '#shared/domain/caseRecord.ts';

/**
 * The haystack a search looks through: number, name, full pinyin, initials, employer and id number, lower-case, parted by `|`.
 * Names are never normalised; pinyin is only an additional way in.
 */
export function caseSearchText(record: BundleCase): string {
  const { name, idNumber, employer } = record.applicant;
  const parts = [record.number, name, ...pinyinOf(name), idNumber];
  if (employer) parts.push(employer.name, employerInitials(employer.name));
  return parts.join('|').toLowerCase();
}

/** Answers of a dictionary that are asked for again and again; it begins anew when it holds `limit` of them. */
function remembered<T>(limit: number, find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= limit) known.clear();
    const found = find(text);
    known.set(text, found);
    return found;
  };
}

/** Many applicants work for the same employer, and names are made of the same few thousand characters. */
const employerInitials = remembered(5_000, (name) => initialsOf(syllablesOf(name, 'off')));
const readingsOf = remembered(20_000, (character): readonly string[] =>
  pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true }),
);

/** Ways to read a name that are kept beside the likeliest: 长 is chang and zhang, 乐 is le and yue. */
const MAX_READINGS = 8;

/** Full pinyin without spaces and the initials, in every likely reading: `zhangweimin`, `zwm`. */
function pinyinOf(name: string): string[] {
  const syllables = syllablesOf(name, 'head');
  const readings = [syllables, ...otherReadings(name, syllables)].slice(0, MAX_READINGS);
  return [...new Set([...readings.map((one) => one.join('')), ...readings.map(initialsOf)])];
}

/** The likeliest reading with one character read in another way. */
function otherReadings(name: string, syllables: readonly string[]): string[][] {
  const characters = Array.from(name);
  if (characters.length !== syllables.length) return [];
  return characters.flatMap((character, i) =>
    readingsOf(character)
      .filter((other) => other !== syllables[i])
      .map((other) => syllables.with(i, other)),
  );
}

/** Dots and spaces inside names are not typed: 买买提·吐尔逊 is `maimaitituerxun`. */
function syllablesOf(text: string, surname: 'head' | 'off'): string[] {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', surname, v: true });
  return syllables.map((syllable) => syllable.replace(/[\s·•・.]/g, '')).filter((syllable) => syllable !== '');
}

/** First characters, by code points: a character without a reading here stands for itself. */
const initialsOf = (syllables: readonly string[]): string => syllables.map((one) => Array.from(one)[0]).join('');

/** The words of a query as the haystack has them, all of which must be found. */
export function searchWords(query: string): string[] {
  return query
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
