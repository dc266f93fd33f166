import { z } from 'zod';
import { isoDate, requiredText } from '../domain/primitives.ts';
import { condition } from './conditionSchema.ts';
import { cites, code, factKey, nodeId, share, shortText, wording } from './literalSchema.ts';

/** The parts of a programme besides its conditions. Every part names the clauses it stands on. */

export const cited = { id: nodeId, cite: cites };
/** Part of these tracks only; absent = of all. */
export const tracks = z.array(nodeId).min(1).max(20).optional();

export const material = z.strictObject({
  ...cited,
  name: shortText,
  /** Kind in materials.yaml, so that facts can name what proves them. */
  kind: code.optional(),
  wording: wording.optional(),
  tracks,
  /** Needed only where this holds; absent = always. */
  when: condition.optional(),
  copies: z.int().min(1).max(20).optional(),
  form: z.enum(['original', 'copy', 'originalSeenCopyKept', 'electronic', 'onlineForm']).optional(),
  /** 加盖公章, 翻译件盖翻译机构公章 … */
  sealed: shortText.optional(),
  /** Asked for only if it exists or helps (其他相关材料). */
  optional: z.boolean().optional(),
  /** Ids of the conditions it is evidence for. */
  evidences: z.array(nodeId).max(60).default([]),
});

/**
 * A time limit. `within`: n units after `from` (the first day is not counted); `monthly`: day `day` of the n-th month after
 * `from`; `yearly`: every year until this day; `window`: every year between two days. `from` is a step id, or one of the
 * events `submitted`, `accepted`, `noticeEnd`, `approved`, `agreed`, `paid`, `midterm`, `managementEnd`.
 */
export const EVENTS = [
  'submitted',
  'accepted',
  'noticeEnd',
  'approved',
  'agreed',
  'paid',
  'midterm',
  'managementEnd',
] as const;
/** A step of the procedure or one of the events. */
export const eventName = z.union([z.enum(EVENTS), nodeId]);
export const monthDay = z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) });
export const deadline = z
  .strictObject({
    within: z
      .strictObject({
        n: z.int().min(1).max(400),
        unit: z.enum(['workingDay', 'day', 'month', 'year']),
        from: eventName,
      })
      .optional(),
    monthly: z
      .strictObject({ day: z.int().min(1).max(31), monthsAfter: z.int().min(0).max(24), from: eventName })
      .optional(),
    yearly: monthDay.optional(),
    window: z.strictObject({ from: monthDay, to: monthDay }).optional(),
  })
  .refine((value) => Object.values(value).filter((one) => one !== undefined).length === 1, {
    message: 'exactly one of within | monthly | yearly | window',
  });
export type Deadline = z.infer<typeof deadline>;

export const step = z.strictObject({
  ...cited,
  title: shortText,
  wording: wording.optional(),
  tracks,
  actor: z.strictObject({ unit: shortText, role: shortText.optional() }),
  when: condition.optional(),
  deadline: deadline.optional(),
  /** 公示: how long and where. Starts when the step is done. */
  publicNotice: z
    .strictObject({
      n: z.int().min(1).max(90),
      unit: z.enum(['workingDay', 'day']),
      place: shortText.optional(),
      atLeast: z.boolean().optional(),
    })
    .optional(),
  /** Who moves the money through whom, e.g. 市财政 → 区县财政 → 用人单位. */
  channel: z.array(shortText).max(8).optional(),
  /** 一票否决, 择优, 复审同意: what the step decides. */
  decides: shortText.optional(),
});

/**
 * notTogether 不同时享受 · notAfter 享受过即不再享受 · higherOf 就高不重复 · topUp 补齐差额 · deduct 扣减已享受 · timesLimit 限 N 次 ·
 * coolingOff 冷却期 · blacklist 名单或不良记录 · sameProject 同一项目/人选不得重复申报.
 */
export const EXCLUSION_KINDS = [
  'notTogether',
  'notAfter',
  'higherOf',
  'topUp',
  'deduct',
  'timesLimit',
  'coolingOff',
  'blacklist',
  'sameProject',
] as const;

export const exclusion = z.strictObject({
  ...cited,
  kind: z.enum(EXCLUSION_KINDS),
  title: shortText,
  wording: wording.optional(),
  tracks,
  /** The other programmes and classes of benefits it concerns; absent for timesLimit, coolingOff and blacklist of this one. */
  programmes: z.array(shortText).max(60).default([]),
  classes: z.array(code).max(20).default([]),
  /** Whose benefits count. */
  holders: z
    .array(z.enum(['self', 'spouse', 'unit', 'project']))
    .min(1)
    .default(['self']),
  /** timesLimit: how often in all. */
  times: z.int().min(1).max(20).optional(),
  /** coolingOff: how long after the last grant ended, or after `since`. */
  years: z.int().min(1).max(20).optional(),
  since: factKey.optional(),
  /** Applies only where this holds; for blacklist this is the list itself. */
  when: condition.optional(),
});
export type Exclusion = z.infer<typeof exclusion>;

export const duty = z.strictObject({
  ...cited,
  kind: z.enum([
    'assessment',
    'report',
    'renewal',
    'service',
    'accounts',
    'stop',
    'cancel',
    'recover',
    'change',
    'supervision',
    'liability',
  ]),
  title: shortText,
  wording: wording.optional(),
  tracks,
  actor: shortText.optional(),
  every: z.strictObject({ n: z.int().min(1).max(120), unit: z.enum(['month', 'quarter', 'year']) }).optional(),
  deadline: deadline.optional(),
  when: condition.optional(),
  /** Instalments it releases or stops; months allowed to mend; years barred afterwards; share taken back. */
  releases: z.array(nodeId).max(10).default([]),
  mendMonths: z.strictObject({ from: z.int().min(1).max(36), to: z.int().min(1).max(36) }).optional(),
  barredYears: z.int().min(1).max(50).optional(),
  recovers: share.optional(),
});

export const scoring = z.strictObject({
  cite: cites,
  method: z.enum(['panel', 'online', 'expertOpinion', 'thirdParty', 'comprehensive']),
  tracks,
  criteria: z
    .array(
      z.strictObject({
        ...cited,
        title: shortText,
        wording: wording.optional(),
        weight: share.optional(),
        most: z.int().min(1).max(1000).optional(),
      }),
    )
    .min(1)
    .max(40),
  passMark: z.number().min(0).max(1000).optional(),
  experts: z.strictObject({ least: z.int().min(1).max(50), fields: z.array(shortText).max(20).default([]) }).optional(),
  grades: z
    .array(z.strictObject({ value: code, label: shortText }))
    .max(10)
    .default([]),
});

export const inspection = z.strictObject({
  cite: cites,
  actor: shortText,
  tracks,
  items: z
    .array(
      z.strictObject({
        ...cited,
        title: shortText,
        wording: wording.optional(),
        /** Declared figures to be checked on the spot, and the conditions they decide. */
        facts: z.array(factKey).max(20).default([]),
        conditions: z.array(nodeId).max(20).default([]),
      }),
    )
    .min(1)
    .max(60),
});

export const quota = z.strictObject({
  ...cited,
  title: shortText,
  tracks,
  count: z.int().min(1).max(1_000_000).optional(),
  share: share.optional(),
  about: z.boolean().optional(),
  per: z.enum(['selection', 'year', 'unit', 'unitYear', 'project', 'district', 'total']),
});

export const cycle = z.strictObject({
  cite: cites,
  /** Applications all year round, or a selection every n months. */
  open: z.enum(['always', 'yearly', 'everyTwoYears', 'everyThreeYears', 'quarterly', 'asAnnounced', 'caseByCase']),
  window: z.strictObject({ from: monthDay, to: monthDay }).optional(),
  managementMonths: z.int().min(1).max(240).optional(),
  wording: wording.optional(),
});

export const contact = z.strictObject({
  cite: cites,
  unit: shortText,
  office: shortText,
  phones: z.array(requiredText(40)).max(10).default([]),
  concerns: shortText.optional(),
});

export const inForce = z
  .strictObject({ from: isoDate, to: isoDate.nullable() })
  .refine((value) => value.to === null || value.from <= value.to, { message: 'in force: `to` lies before `from`' });
