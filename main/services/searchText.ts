import { pinyin } from 'pinyin-pro';
import type { BundleCase } from '#shared/domain/caseRecord.ts';

/**
 * The haystack one LIKE looks through: number, name, full pinyin, initials, employer and id number, lower-case, parted by `|`.
 * Names are never normalised; pinyin is only an additional way in.
 */
export function caseSearchText(record: BundleCase): string {
  const { name, idNumber, employer } = record.applicant;
  const parts = [record.number, name, ...pinyinOf(name), idNumber];
  if (employer) parts.push(employer.name, pinyinOf(employer.name)[1]);
  return parts.join('|').toLowerCase();
}

/** Full pinyin without spaces, and the initials: `zhangweimin`, `zwm`. */
function pinyinOf(text: string): [string, string] {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', surname: 'head', v: true });
  return [syllables.join('').replaceAll(' ', ''), syllables.map((s) => s.trim().charAt(0)).join('')];
}

/** A LIKE pattern that finds `query` literally; spaces inside a query part its words, all of which must be found. */
export function likePatterns(query: string): string[] {
  return query
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replace(/[\\%_]/g, (c) => `\\${c}`)}%`);
}
