import { z } from 'zod';
import { isoDate, requiredText, text } from '../domain/primitives.ts';
import { route } from './route.ts';

/** Clauses, documents and task ledgers as the 政策 room shows them. */

const clauseRef = z.strictObject({ id: z.string(), label: z.string() });

/** Something of ours that stands on a clause. */
const citing = z.strictObject({
  kind: z.enum(['programme', 'task', 'document', 'list']),
  /** Of a programme its number, of a task `document/task`. */
  id: z.string(),
  name: z.string(),
  /** First day of the programme's version. */
  from: isoDate.nullable(),
  part: z.string(),
  /** Of a programme the section its line stands in. */
  section: z.string().nullable(),
  number: z.string(),
  text: z.string(),
  /** The clause decides nothing; the text says why it is listed. */
  informational: z.boolean(),
});
export type Citing = z.infer<typeof citing>;

/** A document's own wording that came in a policy pack. */
const source = z.strictObject({
  /** For reading its bytes. */
  id: z.string(),
  name: z.string(),
  extension: z.enum(['pdf', 'txt']),
  bytes: z.int(),
  pack: z.int(),
  /** Page or line from 1; null where the pack names no place for this clause or one before it. */
  at: z.int().nullable(),
  /** The place is the clause's own, not that of the nearest clause before it. */
  exact: z.boolean(),
});
export type ClauseSource = z.infer<typeof source>;

export const clauseRoute = route(
  z.strictObject({ id: requiredText(60) }),
  z.strictObject({
    id: z.string(),
    label: z.string(),
    kind: z.string(),
    document: z.strictObject({
      id: z.string(),
      number: z.string().nullable(),
      title: z.string(),
      from: isoDate,
      to: isoDate.nullable(),
    }),
    citing: z.array(citing),
    /** In the order of the document, this clause among them; `citing`: how many nodes stand on each. */
    around: z.array(z.strictObject({ ...clauseRef.shape, citing: z.int() })),
    previous: clauseRef.nullable(),
    next: clauseRef.nullable(),
    source: source.nullable(),
  }),
);

/** Lines of a source in text around one of them. */
export const sourceLinesRoute = route(
  z.strictObject({ id: requiredText(40), at: z.int().min(1).max(1_000_000) }),
  z.strictObject({ lines: z.array(z.strictObject({ line: z.int(), text: z.string() })), total: z.int() }),
);

const covered = { clauses: z.int(), cited: z.int(), informational: z.int(), open: z.array(clauseRef) };

export const coverageRoute = route(
  z.strictObject({}),
  z.strictObject({
    total: z.int(),
    covered: z.int(),
    documents: z.array(
      z.strictObject({
        id: z.string(),
        number: z.string().nullable(),
        title: z.string(),
        kinds: z.array(z.strictObject({ kind: z.string(), ...covered })),
      }),
    ),
  }),
);

const replacement = z.strictObject({
  what: z.string(),
  note: z.string().nullable(),
  /** Where the catalogue has that document. */
  document: z.string().nullable(),
  cite: z.array(clauseRef),
});

const documentView = z.strictObject({
  id: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  issuer: z.string(),
  issuedOn: isoDate.nullable(),
  from: isoDate,
  to: isoDate.nullable(),
  trial: z.boolean(),
  replaces: z.array(replacement),
  replacedBy: z.array(replacement),
  clauses: z.int(),
  firstClause: z.string().nullable(),
  tasks: z.int(),
  programmes: z.int(),
  /** Its wording came in a policy pack. */
  source: z.boolean(),
  /** Programmes in force on the day asked about. */
  inForce: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});
export type DocumentView = z.infer<typeof documentView>;

export const documentsRoute = route(
  z.strictObject({ on: isoDate }),
  z.strictObject({ documents: z.array(documentView) }),
);

export const TASK_STATES = ['past', 'due', 'open'] as const;
export const TASK_SORTS = ['number', 'due', 'unit'] as const;

/** Which tasks, in which order. `on` is the day that parts what is past from what is to come. */
export const taskQuery = z.strictObject({
  on: isoDate,
  document: text(24).optional(),
  unit: text(40).optional(),
  as: z.enum(['lead', 'responsible']).optional(),
  dueFrom: isoDate.optional(),
  dueTo: isoDate.optional(),
  text: text(80).optional(),
  /** past: it ended; due: a day of it is still to come; open: it goes on without a day to come. */
  state: z.enum(TASK_STATES).optional(),
  /** With an aim or step for this year. */
  year: z.int().min(2000).max(2100).optional(),
  sort: z.enum(TASK_SORTS).default('number'),
});
export type TaskQuery = z.input<typeof taskQuery>;

const aim = z.strictObject({
  title: z.string(),
  /** Null: every year, or not settled; the text says which. */
  year: z.int().nullable(),
  text: z.string(),
  doubt: z.string().nullable(),
});

const taskView = z.strictObject({
  id: z.string(),
  document: z.string(),
  /** 发文字号, else the title. */
  source: z.string(),
  number: z.int(),
  title: z.string(),
  wording: z.string().nullable(),
  part: z.string(),
  measure: z.string(),
  leadUnits: z.array(z.string()),
  responsibleUnits: z.array(z.string()),
  due: z.string(),
  state: z.enum(TASK_STATES),
  /** The next day to come, else the last one. */
  day: isoDate.nullable(),
  aims: z.array(aim),
  steps: z.array(z.strictObject({ year: z.int().nullable(), text: z.string() })),
  benefits: z.array(z.strictObject({ title: z.string(), who: z.string(), programme: z.string().nullable() })),
  cite: z.array(clauseRef),
});
export type TaskView = z.infer<typeof taskView>;

/** What a whole document is to reach, year by year. */
const goal = z.strictObject({
  id: z.string(),
  title: z.string(),
  wording: z.string().nullable(),
  aims: z.array(aim),
  cite: z.array(clauseRef),
});
export type LedgerGoal = z.infer<typeof goal>;

export const tasksRoute = route(
  taskQuery,
  z.strictObject({
    tasks: z.array(taskView),
    /** Of the ledger asked about; empty where none is chosen. */
    goals: z.array(goal),
    /** Of all ledgers: what the filters offer. */
    total: z.int(),
    ledgers: z.array(z.strictObject({ document: z.string(), name: z.string(), tasks: z.int() })),
    units: z.array(z.string()),
    years: z.array(z.int()),
  }),
);

/** Writes the tasks of a query as a table: .xlsx, or .csv for other programs. */
export const saveTasksRoute = route(
  z.strictObject({ query: taskQuery, path: requiredText(1000) }),
  z.strictObject({ path: z.string(), tasks: z.int() }),
);
