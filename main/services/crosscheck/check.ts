import type { WritableDb } from '#db/database.ts';
import { caseRecordText } from '#db/queries/cases.ts';
import { dropHits, dropStrays, isChecked, putHit, putKeys, setChecked, unchecked } from '#db/queries/crosscheck.ts';
import { dropStrayPages } from '#db/queries/pages.ts';
import { findSecond } from '#db/queries/second.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { weightOf } from '#shared/domain/crossCheckHits.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { requireOpen, type Session } from '../session.ts';
import { createPace } from '../transfer/pace.ts';
import { createFinder, evidenceOf, type Finder, hitIdOf } from './find.ts';
import { digester } from './keys.ts';

/** Longest transaction, milliseconds: other requests wait that long. */
const SLICE_MS = 25;
/** Larger families are only brought up to date by their own cases. */
const FAMILY = 20;

/** Writes what is found about a case in place of what stood there. */
function replaceHits(tx: WritableDb, finder: Finder, caseId: string): void {
  dropHits(tx, caseId);
  for (const hit of finder.hits(caseId)) {
    const [caseA, caseB] = hit.cases;
    const { kind, recent } = hit;
    putHit(tx, {
      ...{ hitId: hitIdOf(hit), kind, weight: weightOf(kind), caseA, caseB, recent },
      ...{ evidence: evidenceOf(hit), detail: canonicalJson(hit) },
    });
  }
}

function replaceKeys(tx: WritableDb, digest: ReturnType<typeof digester>, ids: readonly string[]): void {
  for (const caseId of ids) {
    const record = caseRecordText(tx, caseId);
    putKeys(tx, caseId, record === undefined ? [] : digest(JSON.parse(record) as BundleCase));
  }
}

/** Those who are related now, and those who were: what is found between them can rest on this case too. */
function familyOf(finder: Finder, caseId: string): string[] {
  const relatives = finder.relatives(caseId);
  return relatives.length > FAMILY ? [] : relatives;
}

/** Brings one case and its relatives up to date, if need be: before its hits are shown or keep it from being signed. */
export function checkCase(session: Session, catalogue: Catalogue, caseId: string): void {
  const { read } = session.db;
  // A second review is the same case once more, not another one: it would only be found beside itself.
  if (findSecond(read, caseId)) return;
  const known = createFinder(read, catalogue).relatives(caseId);
  const stale = [caseId, ...known].filter((one) => !isChecked(read, one, catalogue.hash));
  if (stale.length === 0) return;
  session.db.write((tx) => {
    replaceKeys(tx, digester(session), stale);
    const finder = createFinder(tx, catalogue);
    const family = stale.flatMap((one) => familyOf(finder, one));
    for (const one of new Set([...stale, ...family])) replaceHits(tx, finder, one);
    for (const one of stale) setChecked(tx, one, catalogue.hash);
  });
}

/**
 * Brings all cases up to date that changed since they were checked, in slices between which others get their turn: first their keys,
 * then what they have in common. What is cut off goes on the next time. Answers how many were checked; CANCELLED.
 */
export async function checkPending(
  session: Session,
  catalogue: Catalogue,
  signal: AbortSignal,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  const ids = unchecked(session.db.read, catalogue.hash);
  if (ids.length === 0) return 0;
  const pace = createPace(signal);
  const inSlices = async (work: (tx: WritableDb, slice: Slice) => void, done: (count: number) => void) => {
    for (let at = 0; at < ids.length; ) {
      await pace();
      await session.db.busy();
      requireOpen(session);
      const begin = at;
      session.db.write((tx) => {
        const slice = { finder: createFinder(tx, catalogue), next: () => ids[at]! };
        const until = performance.now() + SLICE_MS;
        do {
          work(tx, slice);
          at += 1;
        } while (at < ids.length && performance.now() < until);
      });
      done(at - begin);
    }
  };
  let count = 0;
  const step = (more: number) => {
    count += more;
    progress(Math.floor(count / 2), ids.length);
  };
  session.db.write((tx) => {
    dropStrays(tx);
    dropStrayPages(tx);
  });
  const seen = new Set<string>();
  const digest = digester(session);
  await inSlices((tx, { next }) => replaceKeys(tx, digest, [next()]), step);
  await inSlices((tx, { finder, next }) => {
    const caseId = next();
    for (const one of [caseId, ...familyOf(finder, caseId)]) {
      if (seen.has(one)) continue;
      seen.add(one);
      replaceHits(tx, finder, one);
    }
    setChecked(tx, caseId, catalogue.hash);
  }, step);
  return ids.length;
}

interface Slice {
  finder: Finder;
  next: () => string;
}
