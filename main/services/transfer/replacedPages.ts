import type { ReadableDb } from '#db/database.ts';
import { attachmentsOf, caseRecordText } from '#db/queries/cases.ts';
import { FILE_LIMITS } from '#main/pages/limits.ts';
import type { FileMarks } from '#main/pages/model.ts';
import { createMarksReader, type MarksReader } from '#main/pages/reader.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import { type ReplacedFile, replacements } from '#shared/domain/caseChanges.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { comparePages, type PageComparison } from '#shared/domain/filePages.ts';
import type { Session } from '../session.ts';
import type { CaseSource, PreparedCase } from './caseContent.ts';
import { placesOn } from './newerVersion.ts';
import type { Steps } from './steps.ts';

type Replacement = ReturnType<typeof replacements>[number];

/** Files that a newer version of a known case replaces and that evidence was taken from. */
function anchored(db: ReadableDb, { record, recordSha256 }: PreparedCase): Replacement[] {
  const hash = db
    .reads<{ hash: string }>('SELECT record_sha256 hash FROM cases WHERE case_id = ?')
    .get(record.id)?.hash;
  if (hash === undefined || hash === recordSha256) return [];
  const marked = new Set(placesOn(db, record.id).map(({ fileSha256 }) => fileSha256));
  if (marked.size === 0) return [];
  const before = JSON.parse(caseRecordText(db, record.id)!) as BundleCase;
  return replacements(before, record).filter(({ old }) => marked.has(old.sha256));
}

/** What becomes of the pages of replaced files, by case; computed before anything is stored. CANCELLED. */
export async function compareReplaced(
  session: Session,
  source: CaseSource,
  cases: readonly PreparedCase[],
  steps: Steps,
  signal: AbortSignal,
): Promise<Map<string, ReplacedFile[]>> {
  const wanted = cases.map((one) => [one.record.id, anchored(session.db.read, one)] as const);
  const total = wanted.reduce((sum, [, files]) => sum + files.length, 0);
  const compared = new Map<string, ReplacedFile[]>();
  if (total === 0) return compared;
  steps.begin('pages', total);
  const reader = createMarksReader();
  try {
    for (const [caseId, files] of wanted) {
      for (const one of files) {
        const pages = await compareFile(session, source, caseId, one, reader, signal);
        const { old, now, from, at } = one;
        const told = { from, attachmentId: at, before: old.sha256, after: now.sha256, pages };
        compared.set(caseId, [...(compared.get(caseId) ?? []), told]);
        steps.done([...compared.values()].flat().length);
      }
    }
    return compared;
  } finally {
    await reader.close();
  }
}

async function compareFile(
  session: Session,
  source: CaseSource,
  caseId: string,
  { old, from, now }: Replacement,
  reader: MarksReader,
  signal: AbortSignal,
): Promise<PageComparison> {
  if (old.extension !== 'pdf' || now.extension !== 'pdf') return { told: false, why: 'format' };
  if (Math.max(old.bytes, now.bytes) > FILE_LIMITS.bytes) return { told: false, why: 'too-large' };
  const before = await readOld(session, caseId, from, reader, signal);
  if (!before.told) return before;
  const bytes = await source.readEntry(attachmentPath(now.sha256, now.extension), Number.MAX_SAFE_INTEGER);
  const after = await reader.read(bytes, signal);
  if (!after.told) return after;
  const wholes = (marks: typeof before) => marks.pages.map(({ whole }) => whole);
  return comparePages(wholes(before), wholes(after));
}

/** A file of the version that is still in the workspace. One that cannot be read there counts as damaged: nothing is told of it. */
async function readOld(
  session: Session,
  caseId: string,
  attachmentId: string,
  reader: MarksReader,
  signal: AbortSignal,
): Promise<FileMarks> {
  const row = attachmentsOf(session.db.read, caseId).find((one) => one.attachmentId === attachmentId)!;
  try {
    const sealed = await session.vault.open(row.vaultId);
    try {
      return await reader.read(await sealed.readRange(row.offset, row.offset + row.bytes), signal);
    } finally {
      await sealed.close();
    }
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'CANCELLED') return { told: false, why: 'damaged' };
    throw error;
  }
}
