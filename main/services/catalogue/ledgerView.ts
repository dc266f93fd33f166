import type { z } from 'zod';
import type { LedgerGoal, TaskView, taskQuery, tasksRoute } from '#shared/api/catalogueViews.ts';
import type { OutputOf } from '#shared/api/route.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { filterTasks, formatAim, formatDue, ledgerUnits, type TaskRow } from '#shared/rules/filterTasks.ts';
import type { Due, Target } from '#shared/rules/ledgerSchema.ts';

type Query = z.output<typeof taskQuery>;

/** Tasks that are long-term or follow rules of their own go on after their last milestone. */
const GOES_ON: readonly Due['term'][] = ['longTerm', 'byRules'];

function stateOf({ term }: Due, days: TaskRow['days'], on: string): TaskView['state'] {
  if (days.some((day) => day >= on)) return 'due';
  return days.length === 0 || GOES_ON.includes(term) ? 'open' : 'past';
}

const refsOf = (catalogue: Catalogue, cite: readonly string[]) =>
  cite.map((id) => ({ id, label: catalogue.clauses.get(id)?.cite ?? id }));

const aimsOf = (targets: readonly Target[]): TaskView['aims'] =>
  targets.map((one) => ({
    ...{ title: one.title, year: one.basis === 'yearly' ? null : (one.year ?? null) },
    ...{ text: formatAim(one).trim(), doubt: one.doubt ?? null },
  }));

const sourceName = (catalogue: Catalogue, document: string): string => {
  const source = catalogue.documents.get(document);
  return source?.number ?? source?.title ?? document;
};

function viewOf(catalogue: Catalogue, { document, measure, part, task, days }: TaskRow, on: string): TaskView {
  const { number, title, wording, leadUnits, responsibleUnits, due, targets, steps, benefits, cite } = task;
  return {
    id: `${document}/${task.id}`,
    document,
    source: sourceName(catalogue, document),
    ...{ number, title, wording: wording ?? null, part, measure },
    ...{ leadUnits: [...leadUnits], responsibleUnits: [...responsibleUnits] },
    due: formatDue(due),
    state: stateOf(due, days, on),
    day: days.find((day) => day >= on) ?? days.at(-1) ?? null,
    aims: aimsOf(targets),
    steps: steps.map((one) => ({ year: one.year, text: one.wording })),
    benefits: benefits.map((one) => ({ title: one.title, who: one.who, programme: one.programme ?? null })),
    cite: refsOf(catalogue, cite),
  };
}

const ofYear = ({ aims, steps }: TaskView, year: number): boolean =>
  [...aims, ...steps].some((one) => one.year === year);

const unitOf = ({ leadUnits, responsibleUnits }: TaskView): string => leadUnits[0] ?? responsibleUnits[0] ?? '';

/** What has no day comes last. */
const SORTS: Record<Query['sort'], (a: TaskView, b: TaskView) => number> = {
  number: () => 0,
  due: (a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999'),
  unit: (a, b) => unitOf(a).localeCompare(unitOf(b), 'zh-CN'),
};

/** The tasks of a query in its order; equal ones stay in the order of documents and numbers. */
export function tasksOf(catalogue: Catalogue, query: Query): TaskView[] {
  const { on, document, unit, as, dueFrom, dueTo, text, state, year, sort } = query;
  return filterTasks(catalogue.parts.ledgers, { document, unit, as, dueFrom, dueTo, text })
    .map((row) => viewOf(catalogue, row, on))
    .filter((one) => state === undefined || one.state === state)
    .filter((one) => year === undefined || ofYear(one, year))
    .sort(SORTS[sort]);
}

function goalsOf(catalogue: Catalogue, document: string | undefined): LedgerGoal[] {
  return catalogue.parts.ledgers
    .filter((one) => one.document === document)
    .flatMap((one) => one.goals)
    .map(({ id, title, wording, targets, cite }) => ({
      ...{ id, title, wording: wording ?? null },
      ...{ aims: aimsOf(targets), cite: refsOf(catalogue, cite) },
    }));
}

export function tasksView(catalogue: Catalogue, query: Query): OutputOf<typeof tasksRoute> {
  const { ledgers } = catalogue.parts;
  const all = ledgers.flatMap((one) => one.tasks);
  const years = all.flatMap((one) => [...one.targets, ...one.steps].map((part) => part.year));
  return {
    tasks: tasksOf(catalogue, query),
    goals: goalsOf(catalogue, query.document),
    total: all.length,
    ledgers: ledgers.map(({ document, name, tasks }) => ({ document, name, tasks: tasks.length })),
    units: ledgerUnits(ledgers),
    years: [...new Set(years)].filter((year) => typeof year === 'number').sort((a, b) => a - b),
  };
}
