import { CROSS_KINDS, type CrossKind } from './crossCheck.ts';
import { CROSS_MEASURE_TITLES, type CrossMeasure, type KeyMatch } from './crossCheckKeys.ts';

/** Of a case what lists and sentences say of it; nothing personal. */
export interface CrossSubject {
  caseId: string;
  number: string;
  programme: string;
  appliedOn: string;
}

/** A file that stands in both cases, or twice in one: the bytes are the same. */
export interface SharedFile {
  sha256: string;
  /** Of the first and the second case. */
  attachments: [string, string];
}

/** Pages that show the same in two files that are not: a copy saved again, or a scan put into another file. */
export interface SharedPages {
  /** Of the first and the second case. */
  attachments: [string, string];
  /** Index in the one, index in the other. */
  pages: [number, number][];
}

/** An exclusion between the two cases, as the programme of `owner` has it. */
export interface CrossConflict {
  /** The case it speaks against. */
  owner: string;
  exclusion: string;
  title: string;
  cite: string[];
  certain: boolean;
  /** The other case was signed with 推荐. */
  granted: boolean;
}

/** What was found between two cases. The first is the one with the smaller id. */
export interface CrossHit {
  kind: CrossKind;
  cases: [string, string];
  measures: CrossMeasure[];
  conflicts: CrossConflict[];
  files: SharedFile[];
  /** Missing in hits found before pages were compared. */
  pages?: SharedPages[];
  summary: string;
  recent: string;
  /** Everything the hit rests on; what changes it opens a decided hit again. */
  basis: unknown[];
}

export const weightOf = (kind: CrossKind): number => CROSS_KINDS.indexOf(kind);

type Pair = readonly [CrossSubject, CrossSubject];

/** Both in a fixed order: a hit is the same from wherever it is seen. */
export function inOrder<T extends { caseId: string }>(a: T, b: T): [T, T] {
  return a.caseId <= b.caseId ? [a, b] : [b, a];
}

const said = ({ number, programme, appliedOn }: CrossSubject): string =>
  `案卷 ${number}（项目 ${programme}，${appliedOn} 申报）`;
const recentOf = ([a, b]: Pair): string => (a.appliedOn > b.appliedOn ? a.appliedOn : b.appliedOn);
const idsOf = ([a, b]: Pair): [string, string] => [a.caseId, b.caseId];

/** One person or organisation in two cases; `null` where they have nothing in common. */
export function personHit(pair: Pair, matches: readonly KeyMatch[]): CrossHit | null {
  if (matches.length === 0) return null;
  const measures = [...new Set(matches.map(({ measure }) => measure))];
  const words = measures.map((measure) => CROSS_MEASURE_TITLES[measure]).join('、');
  return {
    ...{ kind: 'person', cases: idsOf(pair), measures, conflicts: [], files: [], recent: recentOf(pair) },
    summary: `${said(pair[0])}与${said(pair[1])}：${words}`,
    basis: matches.map(({ measure, digest }) => `${measure} ${digest}`).sort(),
  };
}

const CERTAINTY = { true: '', false: '，是否适用须人工核定' } as const;
/** Long lists stay sentences. */
const NAMED = 3;

/** Exclusions of one gravity between two cases. The sentence names the case each one speaks against. */
export function conflictHit(
  kind: 'exclusion' | 'deduction',
  pair: Pair,
  matches: readonly KeyMatch[],
  conflicts: readonly CrossConflict[],
): CrossHit | null {
  if (conflicts.length === 0) return null;
  const sentences = conflicts.slice(0, NAMED).map(({ owner, title, certain, granted }) => {
    const [own, other] = owner === pair[0].caseId ? pair : [pair[1], pair[0]];
    const standing = granted ? '已签署推荐' : '在审或尚未推荐';
    return `${said(own)}的规定“${title}”涉及${said(other)}（${standing}${CERTAINTY[`${certain}`]}）`;
  });
  const more = conflicts.length > NAMED ? `等 ${conflicts.length} 处` : '';
  return {
    ...{ kind, cases: idsOf(pair), measures: [...new Set(matches.map(({ measure }) => measure))] },
    ...{ conflicts: [...conflicts], files: [], recent: recentOf(pair) },
    summary: (sentences.join('；') + more).slice(0, 600),
    basis: [
      ...conflicts.map(({ owner, exclusion, certain, granted }) => `${owner} ${exclusion} ${certain} ${granted}`),
      ...matches.map(({ measure, digest }) => `${measure} ${digest}`),
    ].sort(),
  };
}

export function fileHit(pair: Pair, files: readonly SharedFile[]): CrossHit | null {
  if (files.length === 0) return null;
  const inside = pair[0].caseId === pair[1].caseId;
  const where = inside ? `${said(pair[0])}中` : `${said(pair[0])}与${said(pair[1])}`;
  const what = inside ? '重复提交' : '内容完全相同';
  return {
    ...{ kind: 'file', cases: idsOf(pair), measures: [], conflicts: [], files: [...files], recent: recentOf(pair) },
    summary: `${where}有 ${new Set(files.map(({ sha256 }) => sha256)).size} 个文件${what}`,
    basis: files.map(({ sha256 }) => sha256).sort(),
  };
}

/** `marks`: what the pages were found by, which tells one set of them from another. */
export function pageHit(pair: Pair, pages: readonly SharedPages[], marks: readonly string[]): CrossHit | null {
  if (pages.length === 0) return null;
  const count = pages.reduce((sum, one) => sum + new Set(one.pages.map(([index]) => index)).size, 0);
  return {
    ...{ kind: 'page', cases: idsOf(pair), measures: [], conflicts: [], files: [], pages: [...pages] },
    recent: recentOf(pair),
    summary: `${said(pair[0])}与${said(pair[1])}的不同文件中有 ${count} 页内容相同`,
    basis: [...new Set(marks)].sort(),
  };
}
