import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { runWorker } from '#main/workers.ts';
import type { SourceJob } from './copySource.worker.ts';
import { decryptTo } from './encryption.ts';
import { fillBuffer, withReadRefusals } from './medium.ts';
import { addBytes } from './progress.ts';
import { BUFFER_BYTES, ringWriter } from './ring.ts';

export interface DecryptJob extends SourceJob {
  identities: string[];
}

/** Reads an encrypted bundle once and puts its plaintext into the ring. Returns the SHA-256 of the file as it lies there. */
async function decryptSource(job: DecryptJob): Promise<string> {
  const ring = ringWriter(job.ring);
  const hash = createHash('sha256');
  const pieces = mediumPieces(job.file, job.bytes, (piece) => {
    hash.update(piece);
    addBytes(job.counters, piece.length);
  });
  const options = { file: path.basename(job.file), borrows: true };
  await decryptTo(pieces, job.identities, (plain) => ring.write(plain), options);
  ring.end();
  return hash.digest('hex');
}

/** The file's bytes in one buffer that is used again for every piece. */
function* mediumPieces(file: string, bytes: number, onPiece: (piece: Uint8Array) => void): Generator<Uint8Array> {
  const buffer = new Uint8Array(BUFFER_BYTES);
  const fd = withReadRefusals(file, () => openSync(file, 'r'));
  try {
    for (let at = 0; at < bytes; ) {
      const length = withReadRefusals(file, () => fillBuffer(fd, buffer, at, bytes));
      if (length === 0) return;
      at += length;
      onPiece(buffer.subarray(0, length));
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(fd);
  }
}

runWorker(decryptSource);
