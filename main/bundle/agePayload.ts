/**
 * The payload of an age file: STREAM over ChaCha20-Poly1305, 64 KiB of plaintext per chunk, nonce = 11-byte counter and a flag on the
 * last chunk. Chunks are independent, so where the runtime lacks the cipher (Electron) batches of them go to worker threads.
 */
import { hasNativeChaCha20Poly1305 } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import {
  type BatchResult,
  type ChunkBatch,
  PLAIN_CHUNK,
  runBatch,
  SEALED_CHUNK,
  type StreamMode,
} from './ageChunks.ts';
import { createAgeThreads } from './ageThreads.ts';
import type { AgeOptions, ByteSink, ByteSource } from './encryption.ts';

/** 1 MiB of plaintext: large enough to hide a thread's message, small enough to keep memory flat. */
const CHUNKS_PER_BATCH = 16;

interface Pipeline {
  /** Hands a batch on; resolves when another may be handed on. Output reaches the sink in order. */
  push(batch: ChunkBatch): Promise<void>;
  /** Resolves when everything has reached the sink. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Seals or opens everything `source` yields. Refuses BUNDLE_TRUNCATED, BUNDLE_ENCRYPTION_DAMAGED, CANCELLED. */
export async function runPayload(
  mode: StreamMode,
  key: Uint8Array,
  source: ByteSource,
  sink: ByteSink,
  options: AgeOptions,
): Promise<void> {
  const inline = hasNativeChaCha20Poly1305();
  const pipeline = inline ? inlinePipeline(mode, key, sink) : threadPipeline(mode, key, sink, options);
  try {
    for await (const batch of batches(mode, source, inline && options.borrows === true)) {
      if (options.signal?.aborted) throw new Refusal('CANCELLED');
      await pipeline.push(batch);
    }
    await pipeline.finish();
  } catch (error) {
    throw error instanceof ChunkError ? new Refusal(error.code, { file: options.file }, { cause: error }) : error;
  } finally {
    await pipeline.close();
  }
}

class ChunkError extends Error {
  readonly code: 'BUNDLE_TRUNCATED' | 'BUNDLE_ENCRYPTION_DAMAGED';

  constructor(code: ChunkError['code']) {
    super(`age chunk: ${code}`);
    this.code = code;
  }
}

/**
 * Cuts the source into batches of whole chunks. The last batch is known only when the source ends, so one is always held back. With
 * `again` every batch is in the same memory: it must be done with when the next one is asked for.
 */
async function* batches(mode: StreamMode, source: ByteSource, again: boolean): AsyncGenerator<ChunkBatch> {
  const full = CHUNKS_PER_BATCH * (mode === 'seal' ? PLAIN_CHUNK : SEALED_CHUNK);
  let buffer = new Uint8Array(CHUNKS_PER_BATCH * SEALED_CHUNK);
  let used = 0;
  let firstChunk = 0;
  for await (const bytes of source) {
    for (let offset = 0; offset < bytes.length; ) {
      if (used === full) {
        yield { buffer, used, firstChunk, last: false };
        firstChunk += CHUNKS_PER_BATCH;
        // The old one belongs to the sink by now.
        if (!again) buffer = new Uint8Array(CHUNKS_PER_BATCH * SEALED_CHUNK);
        used = 0;
      }
      const count = Math.min(full - used, bytes.length - offset);
      buffer.set(bytes.subarray(offset, offset + count), used);
      used += count;
      offset += count;
    }
  }
  yield { buffer, used, firstChunk, last: true };
}

function inlinePipeline(mode: StreamMode, key: Uint8Array, sink: ByteSink): Pipeline {
  return {
    push: (batch) => deliver(runBatch(mode, key, batch), sink),
    finish: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

async function deliver({ bytes, failure }: BatchResult, sink: ByteSink): Promise<void> {
  if (bytes.length > 0) await sink(bytes);
  if (failure) throw new ChunkError(failure);
}

/** The first batch runs here, so that a small file starts no thread; from the second on they are spread, delivered in order. */
function threadPipeline(mode: StreamMode, key: Uint8Array, sink: ByteSink, options: AgeOptions): Pipeline {
  const inline = inlinePipeline(mode, key, sink);
  const waiting: Promise<BatchResult>[] = [];
  let threads: ReturnType<typeof createAgeThreads> | undefined;
  return {
    async push(batch) {
      if (batch.firstChunk === 0) return inline.push(batch);
      threads ??= createAgeThreads(mode, key, options.threads);
      const result = threads.run(batch);
      // A failure is reported when its turn comes; until then nobody listens.
      result.catch(() => undefined);
      waiting.push(result);
      if (waiting.length > threads.count * 2) await deliver(await waiting.shift()!, sink);
    },
    async finish() {
      while (waiting.length > 0) await deliver(await waiting.shift()!, sink);
    },
    close: async () => threads?.close(),
  };
}
