import { runWorker } from '#main/workers.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { EndOfData, fileReader } from './byteReader.ts';
import { withMediumFile } from './medium.ts';
import { addBytes, addFile, type SharedCounters } from './progress.ts';
import { layoutRefusal } from './refuse.ts';
import { type EntryDigest, hashContent } from './scan.ts';
import { LOCAL_HEADER_BYTES, localHeader } from './zip.ts';

/** A payload entry and the SHA-256 it must have. */
export interface ExpectedEntry {
  name: string;
  offset: number;
  size: number;
  crc32: number;
  sha256: string;
}

export interface HashJob {
  file: string;
  bytes: number;
  top: string;
  /** In container order. */
  entries: ExpectedEntry[];
  /** Int32: index of the next batch nobody has taken. */
  next: SharedArrayBuffer;
  counters: SharedCounters;
}

/** An entry whose content is not the expected one. */
export interface Mismatch {
  index: number;
  digest: EntryDigest;
}

const BATCH_BYTES = 4_194_304;
const READ_BYTES = 262_144;

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

/** Takes batch after batch until none is left. Headers are compared again: the file may have changed since the walk. */
function hashBatches(job: HashJob): Mismatch[] {
  const starts = batchStarts(job.entries);
  const next = new Int32Array(job.next);
  const mismatches: Mismatch[] = [];
  withMediumFile(job.file, (fd) => {
    for (let batch = Atomics.add(next, 0, 1); batch < starts.length; batch = Atomics.add(next, 0, 1)) {
      hashBatch(job, fd, starts[batch]!, starts[batch + 1] ?? job.entries.length, mismatches);
    }
  });
  return mismatches;
}

function hashBatch(job: HashJob, fd: number, from: number, to: number, mismatches: Mismatch[]): void {
  const first = job.entries[from]!;
  const position = first.offset - LOCAL_HEADER_BYTES - job.top.length - 1 - first.name.length;
  const reader = fileReader(fd, position, job.bytes, READ_BYTES);
  try {
    for (let index = from; index < to; index++) {
      const entry = job.entries[index]!;
      const header = localHeader({ ...entry, name: `${job.top}/${entry.name}` });
      if (Buffer.compare(reader.take(header.length), header) !== 0)
        throw layoutRefusal('header', { entry: entry.name });
      const digest = hashContent(reader, entry.size, entry.crc32);
      if (digest.sha256 !== entry.sha256 || !digest.crcFits) mismatches.push({ index, digest });
      addBytes(job.counters, entry.size);
      addFile(job.counters);
    }
  } catch (error) {
    throw error instanceof EndOfData ? new Refusal('BUNDLE_TRUNCATED') : error;
  }
}

runWorker(hashBatches);
