import { z } from 'zod';
import { isoDate, programmeId, requiredText } from '../domain/primitives.ts';
import { cites, clauseId, comparison, money, nodeId, share, shortText, wording } from './literalSchema.ts';

/** A task ledger (policies/<document>/tasks.yaml): what a document tells units to do by when. Nobody applies for these. */

const unit = requiredText(40);
const cited = { id: nodeId, cite: cites };

/** A figure with its unit: `{ count: 30, unit: 个 }`, money, a share, a span, or a class of talent (`D`, with `ge`: D 类及以上). */
export const figure = z.union([
  z.strictObject({ count: z.int().min(0).max(1_000_000_000), unit: requiredText(12) }),
  z.strictObject({ years: z.int().min(1).max(100) }),
  z.strictObject({ talentClass: z.enum(['A', 'B', 'C', 'D', 'E']) }),
  share,
  money,
]);
export type Figure = z.infer<typeof figure>;

/** 超过 is `gt`, 以上 and 达到 `ge`, 最高 and 以内 `le`, a plain number `eq`; `upTo` makes a range of it (1—2 个). */
const bounded = { op: comparison, value: figure, upTo: figure.optional() };

/**
 * One aim of one year. `basis`: `level` is the figure of that year or at its end, `total` counts up over the years, `added` is new in
 * the year, `yearly` is done in every year.
 * `from`: the running text, or the schedule appended to the document. `year` is null where the source does not show
 * which year is meant; `doubt` then says so.
 */
export const target = z
  .strictObject({
    title: shortText,
    year: z.int().min(2000).max(2100).nullable().optional(),
    basis: z.enum(['level', 'total', 'added', 'yearly']),
    ...bounded,
    from: z.enum(['text', 'schedule']).default('text'),
    doubt: shortText.optional(),
  })
  .refine((one) => one.basis === 'yearly' || one.year !== undefined, { message: 'a target needs its year' })
  .refine((one) => one.year !== null || one.doubt !== undefined, { message: 'a year left open needs a `doubt`' })
  .refine((one) => one.upTo === undefined || sameKind(one.value, one.upTo), { message: 'a range has one unit' });
export type Target = z.infer<typeof target>;

function sameKind(a: Figure, b: Figure): boolean {
  const kind = (one: Figure) => ('unit' in one ? `count ${one.unit}` : Object.keys(one)[0]);
  return kind(a) === kind(b);
}

/** Something a task gives to people or units, with its figures; `programme` where the catalogue holds it as a programme. */
const benefit = z.strictObject({
  ...cited,
  title: shortText,
  who: shortText,
  wording: wording.optional(),
  programme: programmeId.optional(),
  caseByCase: shortText.optional(),
  figures: z
    .array(z.strictObject({ title: shortText, ...bounded, relaxedBy: shortText.optional() }))
    .max(12)
    .default([]),
});

/** 出台细则 · 阶段性成效 · 显著成效 · 完成. */
export const MILESTONES = ['rules', 'interim', 'marked', 'done'] as const;

/**
 * `date`: ends with its last milestone; `byRules`: goes on under the rules its milestone names; `longTerm`: no end;
 * `yearly`: again in each of the years.
 */
export const due = z
  .strictObject({
    term: z.enum(['date', 'byRules', 'longTerm', 'yearly']),
    milestones: z
      .array(z.strictObject({ what: z.enum(MILESTONES), by: isoDate, reading: shortText.optional() }))
      .max(4)
      .default([]),
    years: z.strictObject({ from: z.int().min(2000), to: z.int().max(2100) }).optional(),
    note: shortText.optional(),
  })
  .refine((one) => one.milestones.length > 0 || one.term === 'longTerm' || one.term === 'yearly', {
    message: '`date` and `byRules` need a milestone',
  })
  .refine((one) => one.term !== 'byRules' || one.milestones.some(({ what }) => what === 'rules'), {
    message: '`byRules` needs the milestone `rules`',
  })
  .refine((one) => (one.term === 'yearly') === (one.years !== undefined), { message: 'years go with `yearly`' })
  .refine((one) => one.years === undefined || one.years.from <= one.years.to, { message: 'years run backwards' })
  .refine((one) => one.milestones.every(({ by }, index, all) => index === 0 || all[index - 1]!.by < by), {
    message: 'milestones are not in order of their days',
  });
export type Due = z.infer<typeof due>;

export const TASK_KINDS = [
  'attract',
  'platform',
  'transfer',
  'education',
  'finance',
  'evaluation',
  'service',
  'enterprise',
  'mechanism',
] as const;

const task = z.strictObject({
  ...cited,
  number: z.int().min(1).max(500),
  title: shortText,
  wording: wording.optional(),
  /** Id of the measure it belongs to. */
  measure: nodeId,
  kind: z.enum(TASK_KINDS),
  /** Empty only where the document names no leads at all (`leads: unnamed`). */
  leadUnits: z.array(unit).max(12).default([]),
  responsibleUnits: z.array(unit).max(24).default([]),
  due,
  targets: z.array(target).max(24).default([]),
  /** What is to be done in a year without a figure. */
  steps: z
    .array(
      z
        .strictObject({ year: z.int().min(2000).max(2100).nullable(), wording, doubt: shortText.optional() })
        .refine((one) => one.year !== null || one.doubt !== undefined, { message: 'a year left open needs a `doubt`' }),
    )
    .max(12)
    .default([]),
  benefits: z.array(benefit).max(12).default([]),
});
export type Task = z.infer<typeof task>;

const measure = z.strictObject({
  ...cited,
  number: z.int().min(1).max(200),
  /** Heading it stands under, in our words. */
  part: shortText,
  title: shortText,
  wording: wording.optional(),
});

const ledgerShape = z.strictObject({
  schema: z.literal('qp-ledger/1'),
  document: z.string().regex(/^[a-z0-9-]{3,24}$/),
  name: shortText,
  /** How many measures and tasks the document counts; their numbers run from 1 without a gap. */
  counts: z.strictObject({ measures: z.int().min(1).max(200), tasks: z.int().min(1).max(500) }),
  leads: z.enum(['named', 'unnamed']),
  /** Collective names of units: 各区县 stands for each of its members. */
  groups: z
    .array(z.strictObject({ name: unit, members: z.array(unit).min(1).max(40) }))
    .max(10)
    .default([]),
  goals: z
    .array(
      z.strictObject({ ...cited, title: shortText, wording: wording.optional(), targets: z.array(target).max(40) }),
    )
    .max(20)
    .default([]),
  measures: z.array(measure).min(1).max(200),
  tasks: z.array(task).min(1).max(500),
  /** How the work is led, checked and safeguarded. */
  safeguards: z
    .array(z.strictObject({ ...cited, title: shortText, wording: wording.optional(), actor: shortText.optional() }))
    .max(30)
    .default([]),
  informational: z
    .array(z.strictObject({ clause: clauseId, reason: shortText }))
    .max(300)
    .default([]),
});

/** One ledger: policies/<document>/tasks.yaml. */
export const taskLedger = ledgerShape.superRefine((value, context) => {
  for (const problem of ledgerProblems(value)) context.addIssue({ code: 'custom', message: problem });
});
export type TaskLedger = z.infer<typeof taskLedger>;

function numberProblems(what: string, numbers: readonly number[], count: number): string[] {
  const wanted = Array.from({ length: count }, (_, index) => index + 1);
  const missing = wanted.filter((one) => !numbers.includes(one));
  const extra = numbers.filter((one, index) => one > count || numbers.indexOf(one) !== index);
  return [
    ...missing.map((one) => `${what}: number ${one} of ${count} is missing`),
    ...extra.map((one) => `${what}: number ${one} is twice or beyond ${count}`),
  ];
}

function ledgerProblems(value: z.infer<typeof ledgerShape>): string[] {
  const measures = new Set(value.measures.map((one) => one.id));
  const ids = [...value.measures, ...value.tasks, ...value.goals, ...value.safeguards].map((one) => one.id);
  const used = new Set(value.tasks.map((one) => one.measure));
  return [
    ...numberProblems(
      'measures',
      value.measures.map((one) => one.number),
      value.counts.measures,
    ),
    ...numberProblems(
      'tasks',
      value.tasks.map((one) => one.number),
      value.counts.tasks,
    ),
    ...[...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `id \`${id}\` is used twice`),
    ...value.tasks.flatMap((one) => taskProblems(one, measures, value.leads === 'named')),
    ...[...measures].filter((id) => !used.has(id)).map((id) => `measure ${id}: no task belongs to it`),
  ];
}

function taskProblems(one: Task, measures: ReadonlySet<string>, leadsNamed: boolean): string[] {
  const units = [...one.leadUnits, ...one.responsibleUnits];
  const years = one.due.years;
  const outside = [...one.targets, ...one.steps].flatMap(({ year }) =>
    years !== undefined && typeof year === 'number' && (year < years.from || year > years.to) ? [year] : [],
  );
  return [
    ...(measures.has(one.measure) ? [] : [`task ${one.id}: no measure \`${one.measure}\``]),
    ...(leadsNamed && one.leadUnits.length === 0 ? [`task ${one.id}: no lead unit`] : []),
    ...(units.length === 0 ? [`task ${one.id}: no unit`] : []),
    ...units.filter((name, index) => units.indexOf(name) !== index).map((name) => `task ${one.id}: ${name} twice`),
    ...outside.map((year) => `task ${one.id}: ${year} lies outside its years`),
  ];
}
