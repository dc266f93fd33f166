/** What a newer version of a case does to the work on the earlier one: one rule for the case itself and for its second reviews. */
import type { ReadableDb, WritableDb } from '#db/database.ts';
import type { JournalSeries } from '#db/journal.ts';
import { evidenceOf, itemsOf, observedOf, placeOf } from '#db/queries/review.ts';
import { receivedFirst, secondWorks, type WorkState } from '#db/queries/second.ts';
import {
  type CaseChanges,
  compareVersions,
  type FilePlace,
  type RecordedWork,
  type ReplacedFile,
  touchedAttachments,
} from '#shared/domain/caseChanges.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import type { Actor } from '#shared/domain/journal.ts';
import type { ReviewRecord } from '#shared/domain/review.ts';
import { putChanges, storedChanges } from '../review/changes.ts';
import { isLocked } from '../review/checklist.ts';

/** Work that rests on a version of a case, under the id it stands by. */
export interface Work extends WorkState {
  recorded: RecordedWork;
}

export interface Overtaken {
  work: Work;
  changes: CaseChanges;
  /** What the import itself opens. */
  imported: NonNullable<EventPayload<'case.imported'>['touched']>;
}

/** Signed and sent back for just this (退回补正): the newer version opens it again. */
export const isReturned = ({ state, decision }: Pick<WorkState, 'state' | 'decision'>): boolean =>
  isLocked(state) && decision === 'supplement';

export function recordedWork(db: ReadableDb, id: string): RecordedWork {
  const evidence = evidenceOf(db, id);
  const decided = [...itemsOf(db, id).values()].filter(({ verdict }) => verdict !== null);
  const places = (itemId: string) => evidence.filter((one) => one.itemId === itemId).map(placeOf);
  const placeFor = (evidenceId: string | null) => {
    const found = evidence.find((one) => one.evidenceId === evidenceId);
    return found ? placeOf(found) : null;
  };
  return {
    decided: new Map(decided.map(({ itemId }) => [itemId, { places: places(itemId) }])),
    observed: new Map(
      [...observedOf(db, id).values()].map(({ key, evidenceId }) => [key, { place: placeFor(evidenceId) }]),
    ),
  };
}

/** A first review that another workstation signed: nothing of it stands in the tables here. */
function workOfRecord({ items, observed }: ReviewRecord): RecordedWork {
  const decided = items.filter(({ verdict }) => verdict !== null);
  return {
    decided: new Map(decided.map(({ itemId, evidence }) => [itemId, { places: evidence }])),
    observed: new Map(observed.map(({ key }) => [key, { place: null }])),
  };
}

/** The case's own work first, then every second review under way. */
export function worksOn(db: ReadableDb, own: WorkState): Work[] {
  const received = receivedFirst(db, own.id);
  const first: Work = received
    ? { ...own, state: 'signed', decision: null, recorded: workOfRecord(received) }
    : { ...own, recorded: recordedWork(db, own.id) };
  return [first, ...secondWorks(db, own.id).map((one) => ({ ...one, recorded: recordedWork(db, one.id) }))];
}

/** Pages that anything rests on, whoever took them. */
export function placesOn(db: ReadableDb, caseId: string): FilePlace[] {
  const received = receivedFirst(db, caseId);
  const ids = [caseId, ...secondWorks(db, caseId).map(({ id }) => id)];
  return [
    ...(received?.items.flatMap(({ evidence }) => evidence) ?? []),
    ...ids.flatMap((id) => evidenceOf(db, id).map(placeOf)),
  ];
}

/** Files go by the id the work stands by. */
const filesOf = (id: string, files: readonly ReplacedFile[]): ReplacedFile[] =>
  files.map((file) => ({
    ...file,
    from: id + file.from.slice(id.length),
    attachmentId: id + file.attachmentId.slice(id.length),
  }));

const both = (a: CaseChanges['touched'], b: CaseChanges['touched']): CaseChanges['touched'] => ({
  items: [...new Set([...a.items, ...b.items])],
  facts: [...new Set([...a.facts, ...b.facts])],
});

/**
 * Exactly the decisions that rested on what changed are opened, the others stay. Work that was signed stays signed, unless it was sent
 * back for just this: then it opens again. `otherwise`: items that the rules answer otherwise now; `replaced`: files told page by page.
 */
export function overtake(
  db: ReadableDb,
  work: Work,
  [before, after]: readonly [BundleCase, BundleCase],
  otherwise: readonly string[],
  replaced: readonly ReplacedFile[],
): Overtaken {
  const { id, state } = work;
  const [old, fresh] = [
    { ...before, id },
    { ...after, id },
  ];
  const files = filesOf(id, replaced);
  const changes = compareVersions(old, fresh, work.recorded, otherwise, files);
  const earlier = storedChanges(db, id);
  const touched = earlier?.pending ? both(earlier.touched, changes.touched) : changes.touched;
  const locked = isLocked(state);
  return {
    work,
    changes: { ...changes, touched, pending: locked && !isReturned(work) },
    imported: {
      attachments: touchedAttachments(old, fresh),
      ...(locked ? { items: [], facts: [] } : touched),
      ...(files.length > 0 && { files }),
    },
  };
}

/** Keeps what is new for whoever opens the work next; what was sent back opens. */
export function settleOvertaken(
  tx: WritableDb,
  actor: Actor,
  journal: JournalSeries,
  { work, changes }: Overtaken,
): void {
  putChanges(tx, work.id, changes);
  if (!isReturned(work)) return;
  const { touched } = changes;
  const payload = { caseId: work.id, version: work.version, reason: 'correction' as const, note: '', touched };
  journal.record({ type: 'case.reopened', payload, actor });
}
