/** What another catalogue would make of the open cases, and making it so. */
import { headOf } from '#db/journal.ts';
import { caseRecordText, findCase } from '#db/queries/cases.ts';
import { openCaseIds, setPrecheck } from '#db/queries/policies.ts';
import type { PolicyEffect } from '#shared/api/policies.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { evaluateCase, summariseCase } from '../review/evaluateCase.ts';
import { type DraftItem, draftItems } from '../review/items.ts';
import { observedFacts } from '../review/observed.ts';
import { requireOpen, type Session } from '../session.ts';
import { createPace } from '../transfer/pace.ts';

/** An item of the checklist whose pre-check another catalogue answers otherwise; null where one of them does not have the item. */
export interface ItemChange {
  title: string;
  before: DraftItem['precheck']['result'] | null;
  after: DraftItem['precheck']['result'] | null;
}

const itemsUnder = (catalogue: Catalogue, record: BundleCase): Map<string, DraftItem> =>
  new Map(
    draftItems(catalogue, record, evaluateCase(catalogue, record), []).map((item) => [
      `${item.group}:${item.itemId}`,
      item,
    ]),
  );

/** Items that come out otherwise. Throws what {@link evaluateCase} refuses. */
export function changedItems(before: Catalogue, after: Catalogue, record: BundleCase): ItemChange[] {
  if (before.hash === after.hash) return [];
  const [old, young] = [itemsUnder(before, record), itemsUnder(after, record)];
  const keys = new Set([...young.keys(), ...old.keys()]);
  return [...keys].flatMap((key) => {
    const [was, is] = [old.get(key), young.get(key)];
    const change = { before: was?.precheck.result ?? null, after: is?.precheck.result ?? null };
    return change.before === change.after ? [] : [{ title: (is ?? was)!.title, ...change }];
  });
}

const EXAMPLES = 20;
const ITEMS_SHOWN = 8;

function recordOf(session: Session, caseId: string): BundleCase | null {
  const text = caseRecordText(session.db.read, caseId);
  return text === undefined ? null : (JSON.parse(text) as BundleCase);
}

interface Known {
  key: string;
  effect: Promise<PolicyEffect>;
}

const lastAsked = new WeakMap<Session['db'], Known>();

/**
 * Compares the pre-checks of every open case under two catalogues; other requests get their turn in between. The last answer stands
 * while nothing was recorded since: a decision follows the look at its effect, and a hundred thousand cases take half a minute.
 */
export function effectOn(session: Session, before: Catalogue, after: Catalogue): Promise<PolicyEffect> {
  const { seq } = headOf(session.db.read, session.journal.stream);
  const key = [before.hash, after.hash, seq].join();
  const known = lastAsked.get(session.db);
  if (known?.key === key) return known.effect;
  const effect = computeEffect(session, before, after);
  lastAsked.set(session.db, { key, effect });
  // What was cut off is no answer.
  effect.catch(() => lastAsked.delete(session.db));
  return effect;
}

async function computeEffect(session: Session, before: Catalogue, after: Catalogue): Promise<PolicyEffect> {
  const pace = createPace(new AbortController().signal);
  const effect: PolicyEffect = { cases: 0, changed: 0, blocked: 0, examples: [] };
  for (const caseId of openCaseIds(session.db.read)) {
    await pace();
    requireOpen(session);
    const record = recordOf(session, caseId);
    if (!record) continue;
    effect.cases += 1;
    const example = exampleOf(session, before, after, record);
    if (!example) continue;
    if (example.obstacle === null) effect.changed += 1;
    else effect.blocked += 1;
    // Cases that cannot be judged come first: they keep the catalogue out.
    if (example.obstacle !== null) effect.examples.unshift(example);
    else effect.examples.push(example);
    effect.examples.length = Math.min(effect.examples.length, EXAMPLES);
  }
  return effect;
}

function exampleOf(
  session: Session,
  before: Catalogue,
  after: Catalogue,
  record: BundleCase,
): PolicyEffect['examples'][number] | null {
  const head = { caseId: record.id, number: record.number, applicant: maskApplicant(record.applicant) };
  try {
    const items = changedItems(before, after, record);
    if (items.length === 0) return null;
    return {
      ...head,
      items: items.slice(0, ITEMS_SHOWN),
      more: Math.max(0, items.length - ITEMS_SHOWN),
      obstacle: null,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A case that neither of the two can judge is no worse off than before.
    if (!isJudged(before, record) || findCase(session.db.read, record.id) === undefined) return null;
    return { ...head, items: [], more: 0, obstacle: error.message.replace(/。$/, '') };
  }
}

function isJudged(catalogue: Catalogue, record: BundleCase): boolean {
  try {
    evaluateCase(catalogue, record);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Cases pre-checked in one transaction. */
const BATCH = 200;

/**
 * Computes the pre-checks that lists show of every open case with `catalogue`. What was cut off is begun again: the caller notes the
 * catalogue when all is done. Answers how many came out otherwise and how many it cannot judge (they stay as they were). CANCELLED.
 */
export async function precheckOpenCases(
  session: Session,
  catalogue: Catalogue,
  signal: AbortSignal,
): Promise<{ cases: number; changed: number; blocked: number }> {
  const ids = openCaseIds(session.db.read);
  const pace = createPace(signal);
  const counts = { cases: ids.length, changed: 0, blocked: 0 };
  for (let at = 0; at < ids.length; at += BATCH) {
    const computed: { caseId: string; summary: ReturnType<typeof summariseCase> }[] = [];
    for (const caseId of ids.slice(at, at + BATCH)) {
      await pace();
      await session.db.busy();
      requireOpen(session);
      const record = recordOf(session, caseId);
      if (!record) continue;
      try {
        computed.push({ caseId, summary: summariseCase(catalogue, record, observedFacts(session.db.read, caseId)) });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        counts.blocked += 1;
      }
    }
    session.db.write((tx) => {
      for (const { caseId, summary } of computed) if (setPrecheck(tx, caseId, summary)) counts.changed += 1;
    });
  }
  return counts;
}
