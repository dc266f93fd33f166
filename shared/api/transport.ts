import type { ApiEvent } from './events.ts';
import type { ApiResult } from './result.ts';

/** Bytes the screen can read by range. `crop` ids are SHA-256 of evidence crops, `source` ids those of `ClauseSource`. */
export type ByteSource = { kind: 'attachment' | 'crop' | 'source'; id: string };

/**
 * What a shell gives the screen. JSON requests and events on two channels; bytes beside them. `request` never throws for a
 * refusal, it returns the wire result; it throws only when the core cannot be reached.
 */
export interface Transport {
  /** `route` is `domain.name`. */
  request(route: string, input: unknown): Promise<ApiResult<unknown>>;
  /** Bytes [begin, end) of a source; end beyond the file is clipped. */
  readRange(source: ByteSource, begin: number, end: number): Promise<ApiResult<Uint8Array>>;
  /** Keeps at most 8 MiB for the next request that names it; answers its SHA-256. */
  putBlob(bytes: Uint8Array): Promise<ApiResult<string>>;
  subscribe(listener: (event: ApiEvent) => void): () => void;
}

export const MAX_BLOB_BYTES = 8 * 1024 * 1024;
/** Longest range one read may ask for. */
export const MAX_RANGE_BYTES = 4 * 1024 * 1024;
