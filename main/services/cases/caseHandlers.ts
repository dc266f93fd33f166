import type { ReadableDb } from '#db/database.ts';
import {
  type CaseListRow,
  countBy,
  countDue,
  countStates,
  draftCases,
  findCase,
  listCases,
  nextOpenCase,
} from '#db/queries/cases.ts';
import { arrivedBundles, countAssigned, countDesk } from '#db/queries/desk.ts';
import { personNames } from '#db/queries/review.ts';
import { skippedBy } from '#db/queries/skips.ts';
import { countUnreturned, parkedBundles } from '#db/queries/transfer.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { districtName } from '#shared/domain/districts.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Rules } from '../policies/rules.ts';
import { openCase } from '../review/checklist.ts';
import { searchWords } from '../searchText.ts';
import type { Session } from '../session.ts';
import { caseRowOf, dueBounds } from './caseRows.ts';
import { caseViewOf, revealField } from './caseView.ts';
import { historyOf } from './history.ts';

export interface CaseContext {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  lastBackupAt: () => Promise<string | null>;
}

const DRAFTS_SHOWN = 8;
const ARRIVALS_SHOWN = 4;

export function caseHandlers(context: CaseContext): Handlers['cases'] {
  const { rules, clock, session } = context;
  return {
    home: () => home(context),
    list: ({ filter, sort, offset, limit }) => {
      const catalogue = rules.current();
      const bounds = dueBounds(catalogue, clock.now());
      const { db, person } = session();
      const words = searchWords(filter.text ?? '');
      const { personId } = person;
      const found = listCases(db.read, { filter, words, personId, bounds, sort, offset, limit });
      return { total: found.total, rows: found.rows.map((row: CaseListRow) => caseRowOf(catalogue, bounds, row)) };
    },
    facets: () => ({
      programmes: countBy(session().db.read, 'programme').map(({ value, count }) => {
        const versions = rules.current().programmes.filter((one) => one.definition.id === value);
        return { value, label: versions.at(-1)?.definition.name ?? `项目 ${value}`, count };
      }),
      districts: countBy(session().db.read, 'district').map(({ value, count }) => ({
        value,
        label: districtName(value),
        count,
      })),
      assignees: assigneesOf(session()),
    }),
    get: ({ caseId }) => caseViewOf(session(), rules, clock.now(), caseId),
    next: ({ caseId }) => {
      const { read } = session().db;
      const after = caseId === null ? null : (findCase(read, caseId) ?? null);
      if (caseId !== null && !after) throw new Refusal('CASE_UNKNOWN');
      return { caseId: nextToReview(read, session().person.personId, after)?.caseId ?? null };
    },
    reveal: ({ caseId, field, reason }) => ({
      value: revealField(session(), rules.ofCase(caseId), caseId, field, reason),
    }),
    history: ({ caseId }) => {
      const current = session();
      const { items } = openCase(current, rules.ofCase(caseId), caseId);
      const titles = new Map([
        ...items.flatMap(({ declared }) => declared.map(({ key, label }) => [key, label] as const)),
        ...items.map(({ itemId, title }) => [itemId, title] as const),
      ]);
      return { entries: historyOf(current.db.read, caseId, (itemId) => titles.get(itemId) ?? itemId) };
    },
  };
}

/** The next open case the person did not put off; where they put off all of them, they come again. */
function nextToReview(read: ReadableDb, personId: string, after: CaseListRow | null): CaseListRow | undefined {
  const first = nextOpenCase(read, after);
  const skipped = new Set(skippedBy(read, personId));
  let next = first;
  for (let i = 0; next && i <= skipped.size && skipped.has(next.caseId); i++) next = nextOpenCase(read, next);
  return next && skipped.has(next.caseId) ? first : next;
}

/** Everybody of this workstation with the cases given to them; the person at work stands first. */
function assigneesOf({ db, person }: Session) {
  const counts = countAssigned(db.read);
  const persons = [...personNames(db.read)].map(([value, label]) => ({ value, label, count: counts.get(value) ?? 0 }));
  return persons.sort((a, b) => Number(b.value === person.personId) - Number(a.value === person.personId));
}

async function home({ session, rules, clock, lastBackupAt }: CaseContext) {
  const { db, person } = session();
  const { read } = db;
  const catalogue = rules.current();
  const bounds = dueBounds(catalogue, clock.now());
  const states = countStates(read);
  const next = nextToReview(read, person.personId, null);
  return {
    total: Object.values(states).reduce((sum, n) => sum + n, 0),
    due: countDue(read, bounds),
    states,
    unreturned: countUnreturned(read),
    ...countDesk(read, person.personId),
    arrived: arrivedBundles(read, ARRIVALS_SHOWN),
    drafts: draftCases(read, DRAFTS_SHOWN).map((row) => caseRowOf(catalogue, bounds, row)),
    next: next ? caseRowOf(catalogue, bounds, next) : null,
    parked: parkedBundles(read),
    lastBackupAt: await lastBackupAt(),
  };
}
