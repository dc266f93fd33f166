import { z } from 'zod';
import { canonicalJson } from './canonicalJson.ts';
import { type BundleCase, factValue } from './caseRecord.ts';
import { isUnchanged, keptPage, pageComparison } from './filePages.ts';
import { sha256, text } from './primitives.ts';
import { attachmentId, itemId } from './review.ts';

const fileChange = z.strictObject({
  change: z.enum(['replaced', 'added', 'removed', 'renamed']),
  /** In the new version; `null` for a file that is gone. */
  attachmentId: attachmentId.nullable(),
  name: text(160),
  /** What stood there before, where it was called otherwise. */
  before: text(160).nullable(),
  /** Of a replaced file that evidence was taken from: what became of its pages. */
  pages: pageComparison.optional(),
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

/** A page of a file that something rests on. */
export interface FilePlace {
  fileSha256: string;
  pageIndex: number;
}

/** What people recorded on the old version. */
export interface RecordedWork {
  /** Decided items with the pages their evidence stands on. */
  decided: ReadonlyMap<string, { places: readonly FilePlace[] }>;
  /** Observed values by key with the page their evidence stands on. */
  observed: ReadonlyMap<string, { place: FilePlace | null }>;
}

/** A file that was replaced, held against the one that stands for it now. */
export const replacedFile = z.strictObject({
  /** Where they stand, in the old and in the new version. */
  from: attachmentId,
  attachmentId,
  before: sha256,
  after: sha256,
  pages: pageComparison,
});
export type ReplacedFile = z.infer<typeof replacedFile>;

const idAt = (record: BundleCase, index: number): string => `${record.id}.${index + 1}`;
const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** The first new file that may stand for the old one: at its place, else of its name and material, else the only other of its material. */
function successorOf(old: Files[number], index: number, fresh: ReadonlyMap<number, Files[number]>): number | null {
  if (fresh.get(index)?.material === old.material) return index;
  const ofMaterial = [...fresh].filter(([, one]) => one.material === old.material);
  const named = ofMaterial.find(([, one]) => one.name === old.name) ?? (ofMaterial.length === 1 ? ofMaterial[0] : null);
  return named?.[0] ?? null;
}

/** What became of each file of the old version, by place: one of the same bytes, another in its stead, or nothing; then the new ones. */
function matchFiles(before: BundleCase, after: BundleCase) {
  const fresh = new Map(after.attachments.entries());
  const same: [old: number, at: number][] = [];
  const gone: [old: number, at: number | null][] = [];
  for (const [index, old] of before.attachments.entries()) {
    const found = [...fresh].find(([, one]) => one.sha256 === old.sha256);
    if (found) {
      same.push([index, found[0]]);
      fresh.delete(found[0]);
    } else gone.push([index, null]);
  }
  for (const pair of gone) {
    pair[1] = successorOf(before.attachments[pair[0]]!, pair[0], fresh);
    if (pair[1] !== null) fresh.delete(pair[1]);
  }
  return { same, gone, added: [...fresh.keys()] };
}

/** Files that others stand for now, in the order of the old version. */
export function replacements(
  before: BundleCase,
  after: BundleCase,
): { old: Files[number]; from: string; now: Files[number]; at: string }[] {
  return matchFiles(before, after).gone.flatMap(([index, at]) =>
    at === null
      ? []
      : [
          {
            ...{ old: before.attachments[index]!, from: idAt(before, index) },
            ...{ now: after.attachments[at]!, at: idAt(after, at) },
          },
        ],
  );
}

/** Files are the same while their bytes are: place and name do not matter. */
export function compareFiles(
  before: BundleCase,
  after: BundleCase,
  replaced: readonly ReplacedFile[] = [],
): FileChange[] {
  const { same, gone, added } = matchFiles(before, after);
  const [oldName, newName] = [before, after].map(
    ({ attachments }) =>
      (at: number) =>
        attachments[at]!.name,
  ) as [(at: number) => string, (at: number) => string];
  const other = (index: number, at: number) => (newName(at) === oldName(index) ? null : oldName(index));
  const now = (at: number) => ({ attachmentId: idAt(after, at), name: newName(at) });
  return [
    ...same
      .filter(([index, at]) => other(index, at) !== null)
      .map(([index, at]): FileChange => ({ change: 'renamed', ...now(at), before: oldName(index) })),
    ...gone.map(([index, at]): FileChange => {
      if (at === null) return { change: 'removed', attachmentId: null, name: oldName(index), before: null };
      const pages = replaced.find((one) => one.attachmentId === idAt(after, at))?.pages;
      return { change: 'replaced', ...now(at), before: other(index, at), ...(pages && { pages }) };
    }),
    ...added.map((at): FileChange => ({ change: 'added', ...now(at), before: null })),
  ];
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

const hashesOf = ({ attachments }: BundleCase, material: string, stands: (sha256: string) => string): string[] =>
  attachments
    .filter((one) => one.material === material)
    .map((one) => stands(one.sha256))
    .sort();

/** Who applies for what on which day: with another answer nothing that was decided still stands. */
const isAnother = (before: BundleCase, after: BundleCase): boolean =>
  before.programme !== after.programme ||
  before.track !== after.track ||
  before.appliedOn !== after.appliedOn ||
  before.applicant.idNumber !== after.applicant.idNumber ||
  before.applicant.name !== after.applicant.name;

/**
 * What is different in a newer version of a case, and exactly which decisions rested on it: those whose evidence stands on a page that
 * is no longer there or shows something else, materials whose files are others, and items that the rules answer otherwise now
 * (`otherwise`). All others stay. A file that is not among `replaced`, or whose pages cannot be told, is another one on every page.
 */
export function compareVersions(
  before: BundleCase,
  after: BundleCase,
  work: RecordedWork,
  otherwise: readonly string[],
  replaced: readonly ReplacedFile[] = [],
): Omit<CaseChanges, 'pending'> {
  const kept = new Set(after.attachments.map(({ sha256 }) => sha256));
  const standing = new Map(replaced.map((one) => [one.before, one]));
  const lost = new Set(before.attachments.map((one) => one.sha256).filter((one) => !kept.has(one)));
  const isLost = ({ fileSha256, pageIndex }: FilePlace) =>
    lost.has(fileSha256) && keptPage(standing.get(fileSha256)?.pages, pageIndex) === null;
  const resaved = (sha256: string) => {
    const one = standing.get(sha256);
    return one && isUnchanged(one.pages) ? one.after : sha256;
  };
  const all = isAnother(before, after);
  const facts = changedFacts(before, after);
  const changedKeys = new Set(facts.map(({ key }) => key));
  const changedMaterial = (id: string) =>
    id.startsWith('material:') &&
    !same(
      hashesOf(before, id.slice(9), resaved),
      hashesOf(after, id.slice(9), (sha256) => sha256),
    );
  const items = [...work.decided].filter(
    ([id, { places }]) => all || otherwise.includes(id) || changedMaterial(id) || places.some(isLost),
  );
  const observed = [...work.observed].filter(
    ([key, { place }]) => all || changedKeys.has(key) || (place !== null && isLost(place)),
  );
  return {
    files: compareFiles(before, after, replaced),
    facts,
    fields: changedFields(before, after),
    touched: { items: items.map(([id]) => id).sort(), facts: observed.map(([key]) => key).sort() },
  };
}
