import { z } from 'zod';
import { isoDate, sha256, uuid } from '../domain/primitives.ts';
import { TARGETS } from '../domain/targets.ts';
import { FACT_TYPES } from '../rules/factSchema.ts';
import { caseInput } from './cases.ts';
import { type OutputOf, route } from './route.ts';

const nothing = z.strictObject({});
const fen = z.int();
const truth = z.enum(['true', 'false', 'unknown', 'needsHuman']);
export const matchTarget = z.enum(TARGETS);

/** A figure as it was typed, with its unit where it has one: `{ value: '186', unit: '万元' }`. */
const quantity = z.strictObject({ value: z.union([z.number(), z.string().max(40)]), unit: z.string().max(12) });
const scalar = z.union([z.boolean(), z.number(), z.string().max(2000), quantity]);
/** A fact as a form sends it; which value is right for a key is decided by the vocabulary. */
export const factInput = z.union([
  scalar,
  z.array(z.string().max(200)).max(400),
  z.array(z.record(z.string().max(80), scalar)).max(200),
]);
/** Facts by key. */
export const matchFacts = z.record(z.string().max(80), factInput).refine((facts) => Object.keys(facts).length <= 2000);
export type MatchFacts = z.infer<typeof matchFacts>;

const fieldShape = {
  key: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  /** In the fact's unit, money in 元. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Decimal places of a decimal. */
  places: z.int(),
  /** Cannot lie after the day of application. */
  past: z.boolean(),
  values: z.array(z.strictObject({ value: z.string(), label: z.string() })),
};
const formField = z.strictObject({ ...fieldShape, type: z.enum(FACT_TYPES) });
export type FormField = z.infer<typeof formField>;

/** A fact as a form asks for it. */
const formFact = z.strictObject({
  ...fieldShape,
  type: z.enum(FACT_TYPES),
  /** Fields of a row of records. */
  fields: z.array(formField),
  note: z.string().nullable(),
  /** Whose programmes read it. */
  targets: z.array(matchTarget),
});
export type FormFact = z.infer<typeof formFact>;
export type FormGroup = OutputOf<(typeof matchingApi)['form']>['groups'][number];
export type MatchAnswer = OutputOf<(typeof matchingApi)['match']>;

const reason = z.strictObject({
  id: z.string(),
  title: z.string(),
  sentence: z.string(),
  cites: z.array(z.strictObject({ id: z.string(), label: z.string() })),
});

const matched = z.strictObject({
  id: z.string(),
  name: z.string(),
  document: z.string(),
  rule: z.string(),
  leadDepartment: z.string(),
  target: matchTarget,
  groups: z.array(z.string()),
  verdict: z.enum(['qualifies', 'may', 'not']),
  eligibility: truth,
  track: z.string().nullable(),
  reasons: z.array(reason),
  missing: z.array(z.strictObject({ key: z.string(), label: z.string() })),
  judgements: z.array(z.string()),
  support: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      state: z.enum(['amount', 'rate', 'granted', 'none', 'unknown', 'needsHuman']),
      amountFen: fen.nullable(),
      sentence: z.string(),
    }),
  ),
  worth: z.strictObject({ settledFen: fen, estimatedFen: fen, open: z.array(z.string()) }),
});
export type MatchedProgramme = z.infer<typeof matched>;

const question = z.strictObject({
  key: z.string(),
  label: z.string(),
  settles: z.array(z.string()),
  narrows: z.array(z.string()),
  amounts: z.array(z.string()),
});
export type MatchQuestion = z.infer<typeof question>;

const best = z.strictObject({
  chosen: z.array(z.string()),
  settledFen: fen,
  estimatedFen: fen,
  open: z.array(z.string()),
  deductions: z.array(z.strictObject({ programme: z.string(), amountFen: fen, sentence: z.string() })),
  leftOut: z.array(
    z.strictObject({
      programme: z.string(),
      against: z.array(z.string()),
      sentence: z.string(),
      cite: z.array(z.string()),
    }),
  ),
  proven: z.boolean(),
});

/** A personal fact of a case: the core uses it, the screen sees its mask. */
const heldFact = z.strictObject({ key: z.string(), label: z.string(), masked: z.string() });
export type HeldFact = z.infer<typeof heldFact>;

/** A span of days on which so many programmes for one kind of applicant are in force. */
const formPeriod = z.strictObject({
  from: isoDate,
  to: isoDate.nullable(),
  target: matchTarget,
  programmes: z.int(),
});
export type FormPeriod = z.infer<typeof formPeriod>;

export const matchingApi = {
  /** Everything that can be asked, in groups. */
  form: route(
    nothing,
    z.strictObject({
      hash: sha256,
      groups: z.array(z.strictObject({ id: z.string(), title: z.string(), facts: z.array(formFact) })),
      periods: z.array(formPeriod),
    }),
  ),
  /** Facts that do not fit the vocabulary are named with the reason and count as not recorded. */
  match: route(
    z.strictObject({
      on: isoDate,
      target: matchTarget.nullable(),
      facts: matchFacts,
      /** Personal facts of this case are used where `facts` says nothing about them. */
      caseId: uuid.nullable(),
      /** Also name the programmes that are not in force on the day. */
      outside: z.boolean(),
    }),
    z.strictObject({
      on: isoDate,
      catalogueHash: sha256,
      programmes: z.array(matched),
      questions: z.array(question),
      best,
      notInForce: z.array(z.strictObject({ id: z.string(), name: z.string(), sentence: z.string() })),
      problems: z.array(
        z.strictObject({ code: z.enum(['FACT_UNKNOWN', 'FACT_TYPE']), key: z.string(), reason: z.string() }),
      ),
    }),
  ),
  /** The facts of a case to start from; personal ones stay in the core. */
  fromCase: route(
    caseInput,
    z.strictObject({
      caseId: uuid,
      number: z.string(),
      programme: z.string(),
      appliedOn: isoDate,
      target: matchTarget,
      facts: matchFacts,
      held: z.array(heldFact),
    }),
  ),
};
