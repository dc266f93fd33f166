import type { ReadableDb } from '#db/database.ts';
import { attachmentsOf, caseRecordText } from '#db/queries/cases.ts';
import { type CrossCaseRow, crossCase, holdersOf, keysOf, placesOf } from '#db/queries/crosscheck.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import {
  type CrossConflict,
  type CrossHit,
  conflictHit,
  fileHit,
  inOrder,
  pageHit,
  personHit,
  type SharedFile,
} from '#shared/domain/crossCheckHits.ts';
import {
  COMMON_FILE_FROM,
  COMMON_FROM,
  type CrossKey,
  holderBetween,
  type KeyMatch,
  matchKeys,
  measureBetween,
} from '#shared/domain/crossCheckKeys.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import { type Conflict, crossExclusions, type OtherBenefit } from '#shared/rules/crossExclusions.ts';
import { readFacts } from '#shared/rules/factValues.ts';
import { isLocked } from '../review/checklist.ts';
import { observedFacts } from '../review/observed.ts';
import { samePagesOf, sharedPages } from './samePages.ts';

/** What is known of the cases while hits are computed; it lives as long as one transaction. */
export interface Finder {
  /** Every hit of a case, the gravest first. */
  hits(caseId: string): CrossHit[];
  /** Cases of the same person or organisation. */
  relatives(caseId: string): string[];
}

interface Relation {
  matches: KeyMatch[];
  holder: 'self' | 'spouse' | null;
}

export function createFinder(db: ReadableDb, catalogue: Catalogue): Finder {
  const kept = <T>(make: (caseId: string) => T) => {
    const known = new Map<string, T>();
    return (caseId: string): T => {
      const found = known.get(caseId) ?? make(caseId);
      known.set(caseId, found);
      return found;
    };
  };
  const keys = kept((caseId) => keysOf(db, caseId));
  const subject = kept((caseId) => crossCase(db, caseId) ?? null);
  const relations = kept((caseId) => relationsOf(db, caseId, keys));
  const conflicts = kept((caseId) => conflictsOf(db, catalogue, subject(caseId), relations(caseId), subject));
  const hits = (caseId: string): CrossHit[] => {
    const own = subject(caseId);
    if (!own) return [];
    const files = filesOf(db, caseId);
    const samePages = samePagesOf(db, caseId);
    const others = new Set([...relations(caseId).keys(), ...files.keys(), ...samePages.keys()]);
    return [...others].flatMap((otherId) => {
      const other = subject(otherId);
      if (!other) return [];
      const pair = inOrder(own, other);
      const ownFirst = pair[0].caseId === caseId;
      const twins = samePages.get(otherId);
      const matches = relations(caseId).get(otherId)?.matches ?? [];
      const between = [
        ...of(conflicts(caseId), caseId, other),
        ...(otherId === caseId ? [] : of(conflicts(otherId), otherId, own)),
      ];
      const ofKind = (blocking: boolean) =>
        between.filter((one) => one.blocking === blocking).map(({ conflict }) => conflict);
      return [
        conflictHit('exclusion', pair, matches, ofKind(true)),
        conflictHit('deduction', pair, matches, ofKind(false)),
        otherId === caseId ? null : personHit(pair, matches),
        fileHit(pair, sharedFiles(files.get(otherId) ?? [], ownFirst)),
        twins ? pageHit(pair, sharedPages(twins, ownFirst), twins.marks) : null,
      ].filter((hit) => hit !== null);
    });
  };
  return { hits, relatives: (caseId) => [...relations(caseId)].flatMap(([id, { holder }]) => (holder ? [id] : [])) };
}

/** The conflicts of one case that the other is the reason of, in a fixed order. */
function of(conflicts: readonly Conflict[], owner: string, other: CrossCaseRow) {
  return conflicts
    .filter(({ caseId }) => caseId === other.caseId)
    .map(({ exclusion, title, cite, certain, blocking }) => {
      const conflict: CrossConflict = {
        owner,
        exclusion,
        title,
        cite,
        certain,
        granted: standingOf(other) === 'granted',
      };
      return { blocking, conflict };
    })
    .sort((a, b) => (a.conflict.owner + a.conflict.exclusion < b.conflict.owner + b.conflict.exclusion ? -1 : 1));
}

function standingOf({ state, decision }: CrossCaseRow): 'granted' | 'pending' | 'rejected' {
  if (!isLocked(state)) return 'pending';
  if (decision === 'reject') return 'rejected';
  return decision === 'recommend' ? 'granted' : 'pending';
}

/** A rejected application gives no benefit; what was rejected itself only speaks of benefits that were granted. */
function matters(own: CrossCaseRow | null, other: CrossCaseRow): boolean {
  const [mine, others] = [own && standingOf(own), standingOf(other)];
  return others === 'granted' || (others === 'pending' && mine !== 'rejected');
}

/** Other cases with an identifier in common. What too many share is no sign of one person. */
function relationsOf(db: ReadableDb, caseId: string, keys: (caseId: string) => CrossKey[]): Map<string, Relation> {
  const own = keys(caseId);
  const others = new Set<string>();
  const told = own.filter(({ measure, digest }) => {
    const limit = COMMON_FROM[measure];
    // A spouse's number stands beside the id number it answers to.
    const holders = holdersOf(db, digest, 2 * limit + 1);
    const fitting = holders.filter((one) => one.measure === measure || measureBetween(measure, one.measure) !== null);
    if (fitting.length > limit) return false;
    for (const one of fitting) if (measureBetween(measure, one.measure) !== null) others.add(one.caseId);
    return true;
  });
  others.delete(caseId);
  return new Map(
    [...others].map((other) => {
      const matches = matchKeys(told, keys(other));
      return [other, { matches, holder: holderBetween(matches, own, keys(other)) }];
    }),
  );
}

function classesOf(catalogue: Catalogue, { programme, appliedOn }: CrossCaseRow): string[] {
  const known = catalogue.programmes.some(({ definition }) => definition.id === programme);
  return known ? rulesInForce(catalogue, programme, appliedOn).programme.definition.benefitClasses : [];
}

/** What the rules of a case say about the others; nothing where the catalogue cannot judge it any more. */
function conflictsOf(
  db: ReadableDb,
  catalogue: Catalogue,
  own: CrossCaseRow | null,
  relations: ReadonlyMap<string, Relation>,
  subject: (caseId: string) => CrossCaseRow | null,
): Conflict[] {
  const others = [...relations].flatMap(([otherId, { holder }]): OtherBenefit[] => {
    const other = subject(otherId);
    if (!other || holder === null || !matters(own, other)) return [];
    const { programme, appliedOn } = other;
    return [{ caseId: otherId, programme, classes: classesOf(catalogue, other), holder, appliedOn }];
  });
  if (own === null || others.length === 0) return [];
  try {
    const record = JSON.parse(caseRecordText(db, own.caseId)!) as BundleCase;
    const { programme } = rulesInForce(catalogue, record.programme, record.appliedOn);
    const declared = { ...record.facts, ...observedFacts(db, own.caseId) };
    const { facts } = readFacts(programme.vocabulary, declared, record.appliedOn);
    const { appliedOn: on, track } = record;
    return crossExclusions(programme, facts, { on, track, calendar: catalogue.calendar }, others);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

interface Twin {
  sha256: string;
  own: string;
  other: string;
}

/** Files with the same bytes in other cases, or twice in this one. */
function filesOf(db: ReadableDb, caseId: string): Map<string, Twin[]> {
  const found = new Map<string, Twin[]>();
  for (const { sha256, attachmentId } of attachmentsOf(db, caseId)) {
    const places = placesOf(db, sha256, 4 * COMMON_FILE_FROM + 1);
    if (places.length > 4 * COMMON_FILE_FROM) continue;
    if (new Set(places.map((place) => place.caseId)).size > COMMON_FILE_FROM) continue;
    for (const place of places) {
      const once = place.caseId === caseId ? attachmentId < place.attachmentId : true;
      if (!once) continue;
      const twins = found.get(place.caseId) ?? [];
      twins.push({ sha256, own: attachmentId, other: place.attachmentId });
      found.set(place.caseId, twins);
    }
  }
  return found;
}

function sharedFiles(twins: readonly Twin[], ownFirst: boolean): SharedFile[] {
  return twins
    .map(({ sha256, own, other }): SharedFile => ({ sha256, attachments: ownFirst ? [own, other] : [other, own] }))
    .sort((a, b) => (a.sha256 + a.attachments.join() < b.sha256 + b.attachments.join() ? -1 : 1));
}

/** The same pair and kind is the same hit, whatever speaks for it. */
export const hitIdOf = ({ kind, cases }: CrossHit): string => sha256Hex(`${kind} ${cases.join(' ')}`);
export const evidenceOf = ({ kind, basis }: CrossHit): string => sha256Hex(canonicalJson([kind, basis]));
