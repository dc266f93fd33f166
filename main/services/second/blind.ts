/**
 * What two people must not see of each other, kept at the door: every route of the contract passes here, also those written later. A
 * blind reviewer meets nothing of the first review, whoever asks for it by whatever list; a second review is its author's alone until it
 * is signed; and what is being settled is not changed behind the adjudicator's back.
 */
import { findCase } from '#db/queries/cases.ts';
import { findSecond, pendingSecond, type SecondRow, unsignedSeconds } from '#db/queries/second.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import { DECISION_TITLES } from '#shared/domain/review.ts';
import { mayBeSecond, returnedFields } from '#shared/domain/secondReview.ts';
import { storedChanges } from '../review/changes.ts';
import { isLocked } from '../review/checklist.ts';
import type { Session } from '../session.ts';
import { handsOf, isFirst, standingOf } from './rows.ts';

type OpenSession = () => Session | null;

export interface Hidden {
  /** Cases whose first review the person must not know yet. */
  blind: ReadonlySet<string>;
  /** Second reviews that are others' work. */
  others: ReadonlySet<string>;
}

/** Domains that say nothing of single cases, and the one that keeps its own counsel. */
const FREE: readonly string[] = ['workspace', 'host', 'settings', 'catalogue', 'policies', 'second'];

/** What the person must not see now. Whoever could still become the blind reviewer counts as one. */
export function hiddenFrom(session: Session): Hidden {
  const { person, actor, db } = session;
  const blind = new Set<string>();
  const others = new Set<string>();
  for (const row of unsignedSeconds(db.read)) {
    const taken = row.state === 'taken';
    const mine = taken && row.takenBy === actor.personId;
    if (!mine) others.add(row.secondId);
    const mayTake = !taken && person.role === 'approver' && mayBeSecond(actor, handsOf(row));
    if (row.blind === 1 && (mine || mayTake)) blind.add(row.caseId);
  }
  return { blind, others };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Every id of a case an input names, however deep. */
function namedCases(input: unknown): string[] {
  if (Array.isArray(input)) return input.flatMap(namedCases);
  if (!isRecord(input)) return [];
  return Object.entries(input).flatMap(([key, value]) => {
    if (key === 'caseId' && typeof value === 'string') return [value];
    if (key === 'attachmentId' && typeof value === 'string') return [value.slice(0, 36)];
    if (key === 'caseIds' && Array.isArray(value)) return value.filter((one) => typeof one === 'string');
    return namedCases(value);
  });
}

function refuseHidden(hidden: Hidden, input: unknown): void {
  for (const caseId of namedCases(input)) {
    if (hidden.blind.has(caseId)) throw new Refusal('SECOND_BLIND');
    if (hidden.others.has(caseId)) throw new Refusal('SECOND_OTHERS');
  }
}

/** Lists of all cases hold outcomes; one that leaves cases out would be wrong, so none is made. */
function refuseLists(hidden: Hidden, domain: string, input: unknown): void {
  if (domain !== 'documents' || hidden.blind.size === 0 || !isRecord(input) || !isRecord(input.subject)) return;
  const { subject } = input;
  const whole = 'publicityId' in subject || (isRecord(subject.cases) && 'filter' in subject.cases);
  if (whole) throw new Refusal('SECOND_BLIND_LIST', { cases: hidden.blind.size });
}

/** A row of the queue stays in its place, without anything that depends on the first review. */
function withoutReview(row: Record<string, unknown>): Record<string, unknown> {
  const precheck = { pass: 0, fail: 0, open: row.items };
  return { ...row, state: 'signed', precheck, decided: 0, decision: null };
}

const isCaseRow = (value: Record<string, unknown>): boolean => 'precheck' in value && 'decided' in value;

/** A line about many cases at once does not say what was decided: one of them may be the hidden one. */
const DECISIONS_SAID = new RegExp(`：(${Object.values(DECISION_TITLES).join('|')})`, 'g');

/** An answer without what is hidden: rows of the queue are blanked, other entries about such a case left out. */
export function redact(value: unknown, hidden: Hidden): unknown {
  if (Array.isArray(value)) {
    return value.filter((one) => !isHidden(one, hidden)).map((one) => redact(one, hidden));
  }
  if (!isRecord(value)) return value;
  if (value.case === null && typeof value.sentence === 'string') {
    return { ...value, sentence: value.sentence.replace(DECISIONS_SAID, '') };
  }
  if (isCaseRow(value)) return hidden.blind.has(String(value.caseId)) ? withoutReview(value) : value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, redact(part, hidden)]));
}

function isHidden(value: unknown, { blind, others }: Hidden): boolean {
  if (!isRecord(value) || isCaseRow(value)) return false;
  // A hit between two cases says what was found out about both.
  if (Array.isArray(value.sides)) return value.sides.some((side) => isHidden(side, { blind, others }));
  // Lines of the journal name their case one step deeper.
  const caseId = String(isRecord(value.case) ? value.case.caseId : value.caseId);
  return blind.has(caseId) || others.has(caseId);
}

const empty = ({ blind, others }: Hidden): boolean => blind.size === 0 && others.size === 0;

const CHANGES_ITEM: readonly string[] = ['setVerdict', 'clearVerdict', 'observeFact'];

/** The first side opens by itself where fields came back, and where a newer version of the case touched what was signed. */
function mayReopen(session: Session, row: SecondRow): boolean {
  return row.state === 'returned' || (standingOf(session, row).step === 'renew' && isFirst(session, row));
}

/**
 * After some fields went back only they are open to the first person, and what a newer version of the case touched since; the outcome
 * follows from them.
 */
function refuseSettled(session: Session, route: string, input: unknown): void {
  if (!isRecord(input) || typeof input.caseId !== 'string') return;
  const { read } = session.db;
  const row = pendingSecond(read, input.caseId);
  if (route === 'reopen' && (row ? !mayReopen(session, row) : findSecond(read, input.caseId) !== undefined)) {
    throw new Refusal('SECOND_PENDING');
  }
  if (!row?.adjudication || !CHANGES_ITEM.includes(route)) return;
  const current = findCase(read, input.caseId);
  if (!current || isLocked(current.state)) return;
  const returned = returnedFields((JSON.parse(row.adjudication) as EventPayload<'second.adjudicated'>).choices);
  const changed = storedChanges(read, input.caseId)?.touched ?? { items: [], facts: [] };
  const subject = String(route === 'observeFact' ? input.key : input.itemId);
  const open = [...returned.items, ...returned.facts, ...changed.items, ...changed.facts];
  if (returned.outcome || open.includes(subject)) return;
  throw new Refusal('SECOND_RETURNED');
}

type Handle = (input: unknown) => unknown;

function guarded(domain: string, route: string, handle: Handle, openSession: OpenSession): Handle {
  return async (input) => {
    const session = openSession();
    if (!session) return handle(input);
    const before = hiddenFrom(session);
    if (!empty(before)) {
      refuseHidden(before, input);
      refuseLists(before, domain, input);
    }
    if (domain === 'review') refuseSettled(session, route, input);
    const answer = await handle(input);
    const still = openSession();
    const hidden = still ? hiddenFrom(still) : before;
    return empty(hidden) ? answer : redact(answer, hidden);
  };
}

/** The whole contract behind the door. */
export function guardTwoPeople(handlers: Handlers, openSession: OpenSession): Handlers {
  const domains = Object.entries(handlers as unknown as Record<string, Record<string, Handle>>);
  return Object.fromEntries(
    domains.map(([domain, routes]) => {
      if (FREE.includes(domain)) return [domain, routes];
      const inner = Object.entries(routes).map(([route, handle]) => [
        route,
        guarded(domain, route, handle, openSession),
      ]);
      return [domain, Object.fromEntries(inner)];
    }),
  ) as unknown as Handlers;
}

/** Reports of exports reach the screen by events too. */
export function guardEvents(emit: (event: ApiEvent) => void, openSession: OpenSession): (event: ApiEvent) => void {
  return (event) => {
    const session = event.type === 'task' ? openSession() : null;
    const hidden = session ? hiddenFrom(session) : null;
    emit(hidden && !empty(hidden) ? (redact(event, hidden) as ApiEvent) : event);
  };
}
