import { z } from 'zod';
import {
  type Comparison,
  cites,
  code,
  comparison,
  type DateTerm,
  dateTerm,
  factKey,
  type Money,
  money,
  nodeId,
  type Share,
  share,
  shortText,
  wording,
} from './literalSchema.ts';

/** What failing a condition means: 须 · 一般/原则上/可适当放宽 · 优先. */
export const FORCES = ['must', 'mayRelax', 'priority'] as const;
export type Force = (typeof FORCES)[number];

/** What a fact is compared with: checked against the fact's type when the catalogue is compiled. */
export type Literal = number | string | boolean | Money;
const literal = z.union([z.boolean(), z.number(), z.string().max(200), money]);

/** A number or an amount of money; see docs/catalogue.md for each form. Exactly one form per object. */
export interface Term {
  value?: number;
  fen?: number;
  percent?: number;
  permille?: number;
  fact?: string;
  age?: { birth: string; asOf: DateTerm };
  /** Whole units from `from` to `to`, in the calendar sense; negative when `to` is earlier. */
  between?: { from: DateTerm; to: DateTerm; unit: 'years' | 'months' | 'days' };
  add?: Term[];
  subtract?: [Term, Term];
  multiply?: Term[];
  divide?: [Term, Term];
  min?: Term[];
  max?: Term[];
  /** Months into school years and the like: every full `per` counts 1, the rest counts 1 from `countFrom` on. */
  units?: { of: Term; per: number; countFrom: number };
  /** First tier whose condition is true; an undecided earlier tier leaves the term undecided. */
  tiers?: { when: Condition; amount: Term }[];
  otherwise?: Term;
  /** One amount per value of an enum fact; a value without a case is “not applicable”. */
  cases?: { fact: string; of: Record<string, Term> };
  sum?: { of: string; field: string; where?: Condition };
  average?: { of: string; field: string; where?: Condition };
  count?: { of: string; where?: Condition };
  /** Fixed by people between bounds (80–100 万元): the decided fact if recorded, else 需人工核定 with the range. */
  decided?: { fact: string; from?: Term; to?: Term; by: string };
  /** 一事一议: never computed. */
  caseByCase?: string;
}

/** A node of a condition tree. Exactly one operator per node; `id` and `cite` are required wherever a reviewer sees the node. */
export interface Condition {
  id?: string;
  cite?: string[];
  title?: string;
  /** The requirement in our own words, shown beside the item. */
  wording?: string;
  force?: Force;
  /** For `mayRelax`: true here makes up for a failed condition; absent, a failed condition needs a person's decision. */
  relaxedBy?: Condition;
  /** Overrides whether the node is one item of the checklist (default: every node but an `all`). */
  item?: boolean;

  all?: Condition[];
  any?: Condition[];
  not?: Condition;
  atLeast?: { n: number; of: Condition[] };
  compare?: { fact?: string; term?: Term; op: Comparison; value?: Literal; than?: Term; thanDate?: DateTerm };
  in?: { fact: string; values?: string[]; list?: string };
  dateOnOrBefore?: { date: DateTerm; limit: DateTerm };
  dateOnOrAfter?: { date: DateTerm; limit: DateTerm };
  ageAt?: { birth: string; asOf: DateTerm; op: Comparison; value: number };
  ratio?: { part: Term; whole: Term; op: Comparison; share: Share };
  /** True as soon as the fact is recorded, false otherwise: never unknown. */
  exists?: string;
  judgement?: { ask: string; by: 'reviewer' | 'expert' | 'inspector' | 'authority' };
  /** Rows of a records fact (or values of a set) that satisfy `where`, counted. */
  count?: { of: string; where?: Condition; op: Comparison; value: number };
  /** Every row satisfies `where`; true for an empty list. */
  every?: { of: string; where: Condition };
}

export const OPERATORS = [
  'all',
  'any',
  'not',
  'atLeast',
  'compare',
  'in',
  'dateOnOrBefore',
  'dateOnOrAfter',
  'ageAt',
  'ratio',
  'exists',
  'judgement',
  'count',
  'every',
] as const satisfies (keyof Condition)[];
export type Operator = (typeof OPERATORS)[number];

export const TERM_FORMS = [
  'value',
  'fen',
  'percent',
  'permille',
  'fact',
  'age',
  'between',
  'add',
  'subtract',
  'multiply',
  'divide',
  'min',
  'max',
  'units',
  'tiers',
  'cases',
  'sum',
  'average',
  'count',
  'decided',
  'caseByCase',
] as const satisfies (keyof Term)[];
export type TermForm = (typeof TERM_FORMS)[number];

function theOnly<K extends string>(names: readonly K[], node: object, what: string): K {
  const present = names.filter((name) => (node as Record<string, unknown>)[name] !== undefined);
  if (present.length !== 1) {
    const found = present.length === 0 ? 'none' : present.join(', ');
    throw new Error(`${what}: exactly one of ${names.join(' | ')} is needed, found ${found}`);
  }
  return present[0]!;
}

/** The operator of a node. */
export const operatorOf = (node: Condition): Operator => theOnly(OPERATORS, node, 'condition');
/** The form of a term. */
export const formOf = (term: Term): TermForm => theOnly(TERM_FORMS, term, 'term');

function exactlyOne(check: () => unknown, context: z.RefinementCtx): void {
  try {
    check();
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
}

const terms = z
  .array(z.lazy(() => term))
  .min(1)
  .max(40);
const termPair = z.tuple([z.lazy(() => term), z.lazy(() => term)]);

const termShape = z
  .strictObject({
    value: z.number().optional(),
    fen: z.int().min(0).optional(),
    yuan: z.number().min(0).optional(),
    wan: z.number().min(0).optional(),
    percent: z.number().optional(),
    permille: z.number().optional(),
    fact: factKey.optional(),
    age: z.strictObject({ birth: factKey, asOf: dateTerm }).optional(),
    between: z.strictObject({ from: dateTerm, to: dateTerm, unit: z.enum(['years', 'months', 'days']) }).optional(),
    add: terms.optional(),
    subtract: termPair.optional(),
    multiply: terms.optional(),
    divide: termPair.optional(),
    min: terms.optional(),
    max: terms.optional(),
    units: z
      .strictObject({ of: z.lazy(() => term), per: z.int().min(1).max(1200), countFrom: z.int().min(1).max(1200) })
      .optional(),
    tiers: z
      .array(z.strictObject({ when: z.lazy(() => condition), amount: z.lazy(() => term) }))
      .min(1)
      .max(40)
      .optional(),
    otherwise: z.lazy(() => term).optional(),
    cases: z
      .strictObject({
        fact: factKey,
        of: z.record(
          code,
          z.lazy(() => term),
        ),
      })
      .optional(),
    sum: z.strictObject({ of: factKey, field: code, where: z.lazy(() => condition).optional() }).optional(),
    average: z.strictObject({ of: factKey, field: code, where: z.lazy(() => condition).optional() }).optional(),
    count: z.strictObject({ of: factKey, where: z.lazy(() => condition).optional() }).optional(),
    decided: z
      .strictObject({
        fact: factKey,
        from: z.lazy(() => term).optional(),
        to: z.lazy(() => term).optional(),
        by: shortText,
      })
      .optional(),
    caseByCase: wording.optional(),
  })
  .transform(({ yuan, wan, ...rest }, context) => {
    if (yuan === undefined && wan === undefined) return rest;
    const amount = money.safeParse(wan === undefined ? { yuan } : yuan === undefined ? { wan } : { yuan, wan });
    if (amount.success) return { ...rest, fen: amount.data.fen };
    context.addIssue({ code: 'custom', message: 'money: one of yuan | wan, in whole 分' });
    return z.NEVER;
  })
  .superRefine((value, context) => exactlyOne(() => formOf(value as Term), context));

/** A term; money literals may be written `{ yuan: … }` or `{ wan: … }` and come out as `{ fen: … }`. */
export const term: z.ZodType<Term> = z.lazy(() => termShape) as unknown as z.ZodType<Term>;

const conditions = z
  .array(z.lazy(() => condition))
  .min(1)
  .max(120);
const dateLimit = z.strictObject({ date: dateTerm, limit: dateTerm });

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z
    .strictObject({
      id: nodeId.optional(),
      cite: cites.optional(),
      title: shortText.optional(),
      wording: wording.optional(),
      force: z.enum(FORCES).optional(),
      relaxedBy: condition.optional(),
      item: z.boolean().optional(),
      all: conditions.optional(),
      any: conditions.optional(),
      not: condition.optional(),
      atLeast: z.strictObject({ n: z.int().min(1).max(120), of: conditions }).optional(),
      compare: z
        .strictObject({
          fact: factKey.optional(),
          term: term.optional(),
          op: comparison,
          value: literal.optional(),
          than: term.optional(),
          thanDate: dateTerm.optional(),
        })
        .optional(),
      in: z
        .strictObject({ fact: factKey, values: z.array(code).min(1).max(300).optional(), list: code.optional() })
        .optional(),
      dateOnOrBefore: dateLimit.optional(),
      dateOnOrAfter: dateLimit.optional(),
      ageAt: z
        .strictObject({ birth: factKey, asOf: dateTerm, op: comparison, value: z.int().min(0).max(150) })
        .optional(),
      ratio: z.strictObject({ part: term, whole: term, op: comparison, share }).optional(),
      exists: factKey.optional(),
      judgement: z
        .strictObject({ ask: wording, by: z.enum(['reviewer', 'expert', 'inspector', 'authority']) })
        .optional(),
      count: z
        .strictObject({ of: factKey, where: condition.optional(), op: comparison, value: z.int().min(0).max(100_000) })
        .optional(),
      every: z.strictObject({ of: factKey, where: condition }).optional(),
    })
    .superRefine((value, context) => exactlyOne(() => operatorOf(value as Condition), context)),
) as unknown as z.ZodType<Condition>;
