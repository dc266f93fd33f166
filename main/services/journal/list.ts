import type { ReadableDb } from '#db/database.ts';
import {
  caseNumbers,
  casesByNumber,
  countJournal,
  eventsAt,
  findEvents,
  type JournalListRow,
  newestEvents,
} from '#db/queries/journal.ts';
import { personNames } from '#db/queries/review.ts';
import type { JournalFilter, JournalRow } from '#shared/api/journal.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { isEventType } from '#shared/domain/events.ts';
import { GROUP_OF, type JournalGroup, typesOf } from '#shared/domain/journalGroups.ts';
import type { Rules } from '../policies/rules.ts';
import { openCase } from '../review/checklist.ts';
import { type Hidden, hiddenFrom } from '../second/blind.ts';
import { hiddenAuthors } from '../second/ownSide.ts';
import type { Session } from '../session.ts';
import { createPace } from '../transfer/pace.ts';
import { sentenceOf } from './sentences.ts';

/** Jinan's midnight as an ISO instant; `days` later. */
export function midnight(day: string, days = 0): string {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + days * 86_400_000).toISOString();
}

interface Found {
  db: ReadableDb;
  key: string;
  places: Promise<number[]>;
  stop: AbortController;
}

/** The journal as people read it. What a filter found is kept while pages of it are asked for; another search ends the one before. */
export function createJournalList(rules: Rules) {
  let last: Found | null = null;

  const placesOf = (session: Session, filter: JournalFilter): Promise<number[]> => {
    const { read } = session.db;
    const hidden = hiddenFrom(session);
    const key = JSON.stringify([countJournal(read), filter, [...hidden.blind], [...hidden.others]]);
    if (last?.db === read && last.key === key) return last.places;
    last?.stop.abort();
    const stop = new AbortController();
    last = { db: read, key, places: search(read, filter, hidden, stop.signal), stop };
    return last.places;
  };

  return async (session: Session, filter: JournalFilter, offset: number, limit: number) => {
    const { read } = session.db;
    const filtered = Object.values(filter).some((value) => value !== undefined && value !== '');
    const places = filtered ? await placesOf(session, filter) : null;
    const rows = places ? eventsAt(read, places.slice(offset, offset + limit)) : newestEvents(read, offset, limit);
    return { total: places?.length ?? countJournal(read), rows: rowsOf(session, rules, rows) };
  };
}

async function search(db: ReadableDb, filter: JournalFilter, hidden: Hidden, signal: AbortSignal): Promise<number[]> {
  const places = findEvents(db, queryOf(db, filter));
  const words = filter.text?.trim().toLowerCase();
  return words ? withWords(db, places, words, hidden, signal) : places;
}

/** Rows read at once while sentences are searched. */
const SLICE = 500;

/**
 * Of these places those whose sentence holds the words, letting others in between. What a blind reviewer must not know is never
 * searched: even the number of hits would tell it.
 */
async function withWords(
  db: ReadableDb,
  places: readonly number[],
  words: string,
  { blind, others }: Hidden,
  signal: AbortSignal,
): Promise<number[]> {
  const pace = createPace(signal);
  const found: number[] = [];
  const secret = blind.size + others.size > 0;
  for (let from = 0; from < places.length; from += SLICE) {
    const slice = places.slice(from, from + SLICE);
    for (const [index, row] of eventsAt(db, slice).entries()) {
      const { type, payload, personId } = row;
      if (!isEventType(type) || payload === '') continue;
      const said = JSON.parse(payload) as { caseId?: string };
      const { caseId } = said;
      const group = GROUP_OF[type];
      if (caseId === undefined ? secret && HUSHED.includes(group) : blind.has(caseId) || others.has(caseId)) continue;
      if (caseId !== undefined && FINDINGS.includes(group) && hiddenAuthors(db, caseId)?.(personId)) continue;
      const sentence = sentenceOf(type, said, () => '').toLowerCase();
      if (sentence.includes(words)) found.push(slice[index]!);
    }
    await pace();
  }
  return found;
}

/** Groups whose acts on many cases may speak of a hidden one without naming it. */
const HUSHED: readonly JournalGroup[] = ['review', 'second', 'queue'];

function queryOf(db: ReadableDb, { personId, group, number, from, to }: JournalFilter) {
  return {
    personId: personId ?? null,
    types: group ? typesOf(group) : [],
    from: from ? midnight(from) : null,
    to: to ? midnight(to, 1) : null,
    caseIds: number?.trim() ? casesByNumber(db, number) : null,
  };
}

const asIs = (id: string): string => id;

/** Groups whose sentences tell what a reviewer found. */
const FINDINGS: readonly JournalGroup[] = ['review', 'second'];

function rowsOf(session: Session, rules: Rules, rows: readonly JournalListRow[]): JournalRow[] {
  const payloads = rows.map(({ payload }) => (payload === '' ? null : (JSON.parse(payload) as { caseId?: string })));
  const ids = [...new Set(payloads.flatMap((payload) => payload?.caseId ?? []))];
  const numbers = caseNumbers(session.db.read, ids);
  const names = personNames(session.db.read);
  const titles = createTitles(session, rules);
  return rows.map((row, index): JournalRow => {
    const { stream, seq, at, personId, type, hash } = row;
    if (!isEventType(type)) throw new Refusal('WORKSPACE_NEWER', { version: type });
    const payload = payloads[index]!;
    const caseId = payload?.caseId;
    const about = caseId === undefined ? undefined : numbers.get(caseId);
    const group = GROUP_OF[type];
    const findings = caseId !== undefined && FINDINGS.includes(group);
    const title = findings ? (hiddenAuthors(session.db.read, caseId)?.(personId) ? null : titles(caseId)) : asIs;
    return {
      ...{ stream, seq, time: at, group, hash },
      actor: names.get(personId) ?? '未知人员',
      sentence: sentence(type, payload, title),
      case: about ? { caseId: about.caseId, number: about.number, erased: about.erased === 1 } : null,
      erased: payload === null,
    };
  });
}

function sentence(type: keyof typeof GROUP_OF, payload: unknown, title: ((id: string) => string) | null): string {
  if (payload === null) return '内容已随案卷清除';
  if (title === null) return '复核未办结，内容暂不显示';
  return sentenceOf(type, payload, title);
}

/**
 * Names of the items of a case, worked out once a page; `null` where the person must not know what was found (a blind second review).
 * An id stays an id where the case is gone.
 */
function createTitles(session: Session, rules: Rules): (caseId: string) => ((id: string) => string) | null {
  const known = new Map<string, Map<string, string> | null>();
  return (caseId) => {
    if (!known.has(caseId)) known.set(caseId, titlesOf(session, rules, caseId));
    const titles = known.get(caseId) ?? null;
    return titles && ((id) => titles.get(id) ?? '审核项');
  };
}

function titlesOf(session: Session, rules: Rules, caseId: string): Map<string, string> | null {
  try {
    const { items } = openCase(session, rules.ofCase(caseId), caseId);
    return new Map([
      ...items.flatMap(({ declared }) => declared.map(({ key, label }) => [key, label] as const)),
      ...items.map(({ itemId, title }) => [itemId, title] as const),
    ]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code.startsWith('SECOND_') ? null : new Map();
  }
}
