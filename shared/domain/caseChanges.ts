import { z } from 'zod';
import { canonicalJson } from './canonicalJson.ts';
import { type BundleCase, factValue } from './caseRecord.ts';
import { text } from './primitives.ts';
import { attachmentId, itemId } from './review.ts';

const fileChange = z.strictObject({
  change: z.enum(['replaced', 'added', 'removed', 'renamed']),
  /** In the new version; `null` for a file that is gone. */
  attachmentId: attachmentId.nullable(),
  name: text(160),
  /** What stood there before, where it was called otherwise. */
  before: text(160).nullable(),
});
export type FileChange = z.infer<typeof fileChange>;

const touched = z.strictObject({ items: z.array(itemId).max(400), facts: z.array(text(80)).max(600) });

/** What a newer version of a case brought. Whoever opens the case next is told. */
export const caseChanges = z.strictObject({
  files: z.array(fileChange).max(400),
  facts: z
    .array(z.strictObject({ key: text(80), before: factValue.nullable(), after: factValue.nullable() }))
    .max(1200),
  fields: z.array(z.enum(['programme', 'track', 'appliedOn', 'applicant', 'district', 'step', 'dueOn'])).max(7),
  /** Verdicts and observed values that rested on what changed. */
  touched,
  /** They are still to be opened: the case is signed. */
  pending: z.boolean(),
});
export type CaseChanges = z.infer<typeof caseChanges>;

type Files = BundleCase['attachments'];

/** What people recorded on the old version. */
export interface RecordedWork {
  /** Decided items with the files their evidence was taken from. */
  decided: ReadonlyMap<string, { fileHashes: readonly string[] }>;
  /** Observed values by key with the file their evidence was taken from. */
  observed: ReadonlyMap<string, { fileHash: string | null }>;
}

const idAt = (record: BundleCase, index: number): string => `${record.id}.${index + 1}`;
const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** The first new file that may stand for the old one: at its place, else of its name and material, else the only other of its material. */
function successorOf(old: Files[number], index: number, fresh: ReadonlyMap<number, Files[number]>): number | null {
  if (fresh.get(index)?.material === old.material) return index;
  const ofMaterial = [...fresh].filter(([, one]) => one.material === old.material);
  const named = ofMaterial.find(([, one]) => one.name === old.name) ?? (ofMaterial.length === 1 ? ofMaterial[0] : null);
  return named?.[0] ?? null;
}

/** Files are the same while their bytes are: place and name do not matter. */
export function compareFiles(before: BundleCase, after: BundleCase): FileChange[] {
  const fresh = new Map(after.attachments.entries());
  const gone = new Map<number, Files[number]>();
  const changes: FileChange[] = [];
  for (const [index, old] of before.attachments.entries()) {
    const found = [...fresh].find(([, one]) => one.sha256 === old.sha256);
    if (!found) {
      gone.set(index, old);
      continue;
    }
    const [at, { name }] = found;
    fresh.delete(at);
    if (name !== old.name) changes.push({ change: 'renamed', attachmentId: idAt(after, at), name, before: old.name });
  }
  for (const [index, old] of gone) {
    const at = successorOf(old, index, fresh);
    if (at === null) {
      changes.push({ change: 'removed', attachmentId: null, name: old.name, before: null });
      continue;
    }
    const { name } = fresh.get(at)!;
    fresh.delete(at);
    const renamed = name === old.name ? null : old.name;
    changes.push({ change: 'replaced', attachmentId: idAt(after, at), name, before: renamed });
  }
  for (const [at, { name }] of fresh)
    changes.push({ change: 'added', attachmentId: idAt(after, at), name, before: null });
  return changes;
}

/** Ids under which another file stands now, or none any more. */
export function touchedAttachments(before: BundleCase, after: BundleCase): string[] {
  return before.attachments.flatMap(({ sha256 }, index) =>
    after.attachments[index]?.sha256 === sha256 ? [] : [idAt(before, index)],
  );
}

function changedFields(before: BundleCase, after: BundleCase): CaseChanges['fields'] {
  const fields = ['programme', 'track', 'appliedOn', 'applicant', 'district', 'step', 'dueOn'] as const;
  return fields.filter((field) => !same(before[field], after[field]));
}

function changedFacts(before: BundleCase, after: BundleCase): CaseChanges['facts'] {
  const keys = [...new Set([...Object.keys(before.facts), ...Object.keys(after.facts)])].sort();
  return keys.flatMap((key) => {
    const [was, is] = [before.facts[key] ?? null, after.facts[key] ?? null];
    return same(was, is) ? [] : [{ key, before: was, after: is }];
  });
}

const hashesOf = ({ attachments }: BundleCase, material: string): string[] =>
  attachments
    .filter((one) => one.material === material)
    .map(({ sha256 }) => sha256)
    .sort();

/** Who applies for what on which day: with another answer nothing that was decided still stands. */
const isAnother = (before: BundleCase, after: BundleCase): boolean =>
  before.programme !== after.programme ||
  before.track !== after.track ||
  before.appliedOn !== after.appliedOn ||
  before.applicant.idNumber !== after.applicant.idNumber ||
  before.applicant.name !== after.applicant.name;

/**
 * What is different in a newer version of a case, and exactly which decisions rested on it: those whose evidence lies in a file that is
 * no longer there, materials whose files are others, and items that the rules answer otherwise now (`otherwise`). All others stay.
 */
export function compareVersions(
  before: BundleCase,
  after: BundleCase,
  work: RecordedWork,
  otherwise: readonly string[],
): Omit<CaseChanges, 'pending'> {
  const kept = new Set(after.attachments.map(({ sha256 }) => sha256));
  const lost = new Set(before.attachments.map(({ sha256 }) => sha256).filter((sha256) => !kept.has(sha256)));
  const all = isAnother(before, after);
  const facts = changedFacts(before, after);
  const changedKeys = new Set(facts.map(({ key }) => key));
  const changedMaterial = (id: string) =>
    id.startsWith('material:') && !same(hashesOf(before, id.slice(9)), hashesOf(after, id.slice(9)));
  const items = [...work.decided].filter(
    ([id, { fileHashes }]) =>
      all || otherwise.includes(id) || changedMaterial(id) || fileHashes.some((sha256) => lost.has(sha256)),
  );
  const observed = [...work.observed].filter(
    ([key, { fileHash }]) => all || changedKeys.has(key) || (fileHash !== null && lost.has(fileHash)),
  );
  return {
    files: compareFiles(before, after),
    facts,
    fields: changedFields(before, after),
    touched: { items: items.map(([id]) => id).sort(), facts: observed.map(([key]) => key).sort() },
  };
}
