import type { MessagePort } from 'node:worker_threads';
import { receive, runWorker } from '#main/workers.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type ByteReader, EndOfData, fileReader } from './byteReader.ts';
import { withMediumFile } from './medium.ts';
import { addBytes, addFile, type SharedCounters } from './progress.ts';
import { layoutRefusal } from './refuse.ts';
import { type EntryDigest, hashContent, type ScannedContainer, scanContainer } from './scan.ts';
import { LOCAL_HEADER_BYTES, localHeader } from './zip.ts';

/** A payload entry and the SHA-256 it must have. */
export interface ExpectedEntry {
  name: string;
  offset: number;
  size: number;
  crc32: number;
  sha256: string;
}

export interface VerifyJob {
  file: string;
  bytes: number;
  /** Whether this thread walks the headers first and sends the {@link ScannedContainer} it found. */
  walks: boolean;
  /** Where the {@link Contents} to hash come from, once the signature holds. */
  port: MessagePort;
  /** Int32: index of the next batch nobody has taken. */
  next: SharedArrayBuffer;
  counters: SharedCounters;
}

export interface Contents {
  top: string;
  /** In container order. */
  entries: ExpectedEntry[];
}

/** An entry whose content is not the expected one. */
export interface Mismatch {
  index: number;
  digest: EntryDigest;
}

const BATCH_BYTES = 4_194_304;
const READ_BYTES = 262_144;
const HEADER_READ_BYTES = 1_024;

/** Indexes where each batch of consecutive entries begins; every thread cuts alike. */
function batchStarts(entries: readonly ExpectedEntry[]): number[] {
  const starts: number[] = [];
  let room = 0;
  entries.forEach(({ size }, index) => {
    if (room <= 0) {
      starts.push(index);
      room = BATCH_BYTES;
    }
    room -= size;
  });
  return starts;
}

/** Returns the entries of this thread's batches that are not what they must be. */
async function verify(job: VerifyJob): Promise<Mismatch[]> {
  if (job.walks) job.port.postMessage(walk(job));
  const contents = await receive<Contents>(job.port);
  job.port.close();
  return hashBatches(job, contents);
}

/** Checks the layout and reads the tag files; payload contents are passed over. */
function walk({ file, bytes }: VerifyJob): ScannedContainer {
  return withMediumFile(file, (fd) => scanContainer(fileReader(fd, 0, bytes, HEADER_READ_BYTES), { payload: 'skip' }));
}

/** Takes batch after batch until none is left. Headers are compared again: the file may have changed since the walk. */
function hashBatches(job: VerifyJob, contents: Contents): Mismatch[] {
  const starts = batchStarts(contents.entries);
  const next = new Int32Array(job.next);
  const mismatches: Mismatch[] = [];
  withMediumFile(job.file, (fd) => {
    for (let batch = Atomics.add(next, 0, 1); batch < starts.length; batch = Atomics.add(next, 0, 1)) {
      const [from, to] = [starts[batch]!, starts[batch + 1] ?? contents.entries.length];
      const { offset, name } = contents.entries[from]!;
      const position = offset - LOCAL_HEADER_BYTES - contents.top.length - 1 - name.length;
      const reader = fileReader(fd, position, job.bytes, READ_BYTES);
      for (let index = from; index < to; index++) {
        const mismatch = checkEntry(contents, index, reader);
        if (mismatch) mismatches.push(mismatch);
        addBytes(job.counters, contents.entries[index]!.size);
        addFile(job.counters);
      }
    }
  });
  return mismatches;
}

function checkEntry(contents: Contents, index: number, reader: ByteReader): Mismatch | null {
  const entry = contents.entries[index]!;
  const header = localHeader({ ...entry, name: `${contents.top}/${entry.name}` });
  try {
    if (Buffer.compare(reader.take(header.length), header) !== 0) throw layoutRefusal('header', { entry: entry.name });
    const digest = hashContent(reader, entry.size, entry.crc32);
    return digest.sha256 === entry.sha256 && digest.crcFits ? null : { index, digest };
  } catch (error) {
    throw error instanceof EndOfData ? new Refusal('BUNDLE_TRUNCATED') : error;
  }
}

runWorker(verify);
