import path from 'node:path';
import { heads, lawfullyErased, readRange } from '#db/journal.ts';
import { countJournal } from '#db/queries/journal.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { verifySessionSignatures } from '#main/workspace/journalSignatures.ts';
import type { JournalReport, TransferProgress } from '#shared/api/transfer.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { GENESIS_HASH, isErased, type JournalEntry, verifyChainOf } from '#shared/domain/journal.ts';
import { writeNewFile } from '../newFile.ts';
import type { Session } from '../session.ts';
import { createPace } from '../transfer/pace.ts';
import { createSteps } from '../transfer/steps.ts';

export interface CheckOptions {
  report: (progress: TransferProgress) => void;
  signal: AbortSignal;
  now: number;
  /** Takes checked entries in order, e.g. to write them. */
  take?: (entries: readonly JournalEntry[]) => Promise<void>;
}

const BATCH = 200;
const SIGNATURES = "SELECT count(*) n FROM journal WHERE type = 'session.closed'";

/**
 * Follows every chain from its beginning to its head, letting other requests in between, then checks each signature that ended a
 * session. Refuses JOURNAL_BROKEN with the first entry that does not fit, CANCELLED.
 */
export async function checkJournal(
  { db }: Session,
  { report, signal, now, take }: CheckOptions,
): Promise<JournalReport> {
  const { read } = db;
  const total = countJournal(read);
  const steps = createSteps(report);
  const pace = createPace(signal);
  const lawful = lawfullyErased(read);
  steps.begin('integrity', total);
  const streams: JournalReport['streams'] = [];
  let done = 0;
  // The heads as they are now: what people do meanwhile is checked the next time.
  for (const { stream, seq, hash } of heads(read)) {
    let head = { seq: 0, hash: GENESIS_HASH };
    let erased = 0;
    for (let from = 1; from <= seq; from += BATCH) {
      const entries = [...readRange(read, stream, from, Math.min(seq, from + BATCH - 1))];
      const check = verifyChainOf(entries, sha256Hex, head, lawful);
      if (!check.ok) throw new Refusal('JOURNAL_BROKEN', { seq: check.seq });
      head = check.head;
      erased += entries.filter(isErased).length;
      await take?.(entries);
      done += entries.length;
      steps.done(Math.min(done, total));
      await pace();
    }
    if (head.seq !== seq || head.hash !== hash) throw new Refusal('JOURNAL_BROKEN', { seq: head.seq + 1 });
    streams.push({ stream, entries: seq, erased, hash });
  }
  const signatures = read.reads<{ n: number }>(SIGNATURES).get()?.n ?? 0;
  steps.begin('signature', signatures);
  verifySessionSignatures(read);
  steps.finish(done);
  return { streams, signatures, checkedAt: new Date(now).toISOString(), file: null };
}

/** What a proof says of an entry: its links. Payloads only of signatures and keys, which name nobody's data. */
const OPEN_TYPES: readonly string[] = ['session.closed', 'person.added', 'person.recovered', 'case.erased'];

/** One line of a proof, canonical JSON. */
export function proofLine({ payload, ...link }: JournalEntry): string {
  return canonicalJson(OPEN_TYPES.includes(link.type) && payload !== '' ? { ...link, payload } : link);
}

/**
 * Writes the chain's proof to a new file, one line an entry, while checking it: whoever holds it can follow every link and check every
 * signature without reading a word about anybody. Refuses like {@link checkJournal} and {@link writeNewFile}.
 */
export async function writeProof(session: Session, file: string, options: CheckOptions): Promise<JournalReport> {
  return writeNewFile(file, 0, async (handle) => {
    await handle.appendFile(`${canonicalJson({ profile: 'qp-journal-proof/1' })}\n`);
    const take = async (entries: readonly JournalEntry[]) => {
      await handle.appendFile(entries.map((entry) => `${proofLine(entry)}\n`).join(''));
    };
    return { ...(await checkJournal(session, { ...options, take })), file: path.basename(file) };
  });
}
