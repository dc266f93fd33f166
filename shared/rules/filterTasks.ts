import type { IsoDate } from './dates.ts';
import type { Due, Figure, Target, Task, TaskLedger } from './ledgerSchema.ts';
import { formatMoney, formatShare } from './money.ts';

/** The task ledgers of a catalogue as rows: what the command line prints and the screen shows. */

export interface TaskFilter {
  /** Id of a document. */
  document?: string | undefined;
  /** Name of a unit, or part of it, … */
  unit?: string | undefined;
  /** … in this part; absent: in either. */
  as?: 'lead' | 'responsible' | undefined;
  /** Days on which a milestone or the end of a year of the task may lie, both included. */
  dueFrom?: IsoDate | undefined;
  dueTo?: IsoDate | undefined;
  /** Words that must all occur: in title, wording, aims, steps, measure or units. */
  text?: string | undefined;
}

export interface TaskRow {
  document: string;
  measure: string;
  part: string;
  task: Task;
  /** Milestones and, of a yearly task, the last day of each year; in order. */
  days: readonly IsoDate[];
}

const dayList = (one: Due): IsoDate[] => {
  const days: IsoDate[] = one.milestones.map(({ by }) => by);
  for (let year = one.years?.from ?? 1; year <= (one.years?.to ?? 0); year += 1) days.push(`${year}-12-31`);
  return days.sort();
};

/** 市住房和城乡建设局 and 市住房城乡建设局 are one unit; so are names that differ in spaces. */
const plain = (text: string): string => text.toLowerCase().replace(/[\s和]/gu, '');

function unitMatches(wanted: string, units: readonly string[], ledger: TaskLedger): boolean {
  const query = plain(wanted);
  return units.some((name) => {
    const members = ledger.groups.find((group) => group.name === name)?.members ?? [];
    return [name, ...members].some((one) => plain(one).includes(query));
  });
}

function textMatches(words: readonly string[], { measure, part, task }: TaskRow): boolean {
  const { title, wording, number, targets, steps, benefits, leadUnits, responsibleUnits } = task;
  const parts = [
    measure,
    part,
    title,
    wording ?? '',
    String(number),
    ...formatTargets(targets),
    ...steps.map((one) => one.wording),
    ...benefits.flatMap((one) => [one.title, one.who, one.wording ?? '']),
    ...leadUnits,
    ...responsibleUnits,
  ];
  const all = plain(parts.join('\n'));
  return words.every((word) => all.includes(word));
}

/** The tasks that meet every part of the filter, in the order of documents and numbers. An empty filter gives all. */
export function filterTasks(ledgers: readonly TaskLedger[], filter: TaskFilter = {}): TaskRow[] {
  const words = (filter.text ?? '').split(/\s+/u).map(plain).filter(Boolean);
  const units = (one: Task) => [
    ...(filter.as === 'responsible' ? [] : one.leadUnits),
    ...(filter.as === 'lead' ? [] : one.responsibleUnits),
  ];
  const inRange = (day: IsoDate) => day >= (filter.dueFrom ?? '') && day <= (filter.dueTo ?? '9999-12-31');
  const ranged = filter.dueFrom !== undefined || filter.dueTo !== undefined;
  return ledgers
    .filter((ledger) => filter.document === undefined || ledger.document === filter.document)
    .flatMap((ledger) => {
      const measures = new Map(ledger.measures.map((one) => [one.id, one]));
      return [...ledger.tasks]
        .sort((a, b) => a.number - b.number)
        .filter((one) => filter.unit === undefined || unitMatches(filter.unit, units(one), ledger))
        .map((one): TaskRow => {
          const { title = '', part = '' } = measures.get(one.measure) ?? {};
          return { document: ledger.document, measure: title, part, task: one, days: dayList(one.due) };
        });
    })
    .filter((row) => !ranged || row.days.some(inRange))
    .filter((row) => textMatches(words, row));
}

/** Every unit that the ledgers name, members of groups too, in alphabetical order of their characters. */
export function ledgerUnits(ledgers: readonly TaskLedger[]): string[] {
  const names = ledgers.flatMap((ledger) => [
    ...ledger.tasks.flatMap((one) => [...one.leadUnits, ...one.responsibleUnits]),
    ...ledger.groups.flatMap((group) => group.members),
  ]);
  return [...new Set(names)].sort((a, b) => a.localeCompare(b, 'zh-CN'));
}

/** 1 亿元 in 分. */
const YI_FEN = 10_000_000_000;

export function formatFigure(one: Figure): string {
  if ('count' in one) return `${one.count} ${one.unit}`;
  if ('years' in one) return `${one.years} 年`;
  if ('talentClass' in one) return `${one.talentClass} 类`;
  if ('fen' in one)
    return one.fen >= YI_FEN && one.fen % YI_FEN === 0 ? `${one.fen / YI_FEN} 亿元` : formatMoney(one.fen);
  return formatShare(one);
}

const COMPARED = { eq: ' ', ne: '不等于 ', ge: '不少于 ', gt: '超过 ', le: '不超过 ', lt: '少于 ' } as const;
const BASIS = { level: '', total: '累计', added: '新增', yearly: '每年' } as const;

/** 2025 年累计超过 100 家: an aim as a phrase; 年度待核 where the source leaves the year open, 存疑 where it was inferred. */
export function formatAim(one: Target): string {
  const year = one.basis === 'yearly' ? '' : one.year === null ? '年度待核，' : `${one.year} 年`;
  const range = one.upTo === undefined ? '' : `至 ${formatFigure(one.upTo)}`;
  const doubt = one.doubt === undefined || one.year === null ? '' : '（存疑）';
  return `${year}${BASIS[one.basis]}${COMPARED[one.op]}${formatFigure(one.value)}${range}${doubt}`;
}

/**
 * All aims of a task, one phrase a subject in the order of years: 新型研发机构：2023 年新增 5 家，2023 年超过 76 家. What is in
 * doubt is explained once, at the end.
 */
export function formatTargets(targets: readonly Target[]): string[] {
  const subjects = [...new Set(targets.map((one) => one.title))];
  const phrases = subjects.map((title) => {
    const aims = targets.filter((one) => one.title === title).sort((a, b) => (a.year ?? 0) - (b.year ?? 0));
    return `${title}：${aims.map(formatAim).join('，')}`;
  });
  const doubts = new Set(targets.flatMap((one) => one.doubt ?? []));
  return [...phrases, ...[...doubts].map((doubt) => `注：${doubt}`)];
}

const MILESTONE_WORDS = { rules: '出台细则', interim: '取得阶段性成效', marked: '取得显著成效', done: '完成' } as const;
const TERM_WORDS = { date: '', byRules: '按细则组织实施', longTerm: '长期', yearly: '' } as const;

/** 长期；2021-12-31 前取得阶段性成效. */
export function formatDue(one: Due): string {
  const years = one.years === undefined ? '' : `${one.years.from}—${one.years.to} 年逐年`;
  const milestones = one.milestones.map(
    ({ what, by, reading }) => `${by} 前${MILESTONE_WORDS[what]}${reading === undefined ? '' : `（${reading}）`}`,
  );
  return [TERM_WORDS[one.term], years, ...milestones, one.note ?? ''].filter((part) => part !== '').join('；');
}
