import { z } from 'zod';
import type { Core } from '#main/ports.ts';
import { type ApiResult, failure } from '#shared/api/result.ts';
import { type ByteSource, MAX_BLOB_BYTES, MAX_RANGE_BYTES } from '#shared/api/transport.ts';
import { asFailure } from './dispatcher.ts';

/** What a shell may do with messages of the page. Nothing about them is believed; nothing is ever thrown. */
export interface Wire {
  request(route: unknown, input: unknown): Promise<ApiResult<unknown>>;
  readRange(question: unknown): Promise<ApiResult<Uint8Array>>;
  putBlob(bytes: unknown): Promise<ApiResult<string>>;
}

const offset = z.int().min(0);
const rangeQuestion = z.object({
  source: z.strictObject({ kind: z.enum(['attachment', 'crop', 'source']), id: z.string().min(1).max(80) }),
  begin: offset,
  end: offset,
});

/** `{source, begin, end}` of a byte question, or why it is none. */
function parseRange(question: unknown): { source: ByteSource; begin: number; end: number } | ApiResult<never> {
  const parsed = rangeQuestion.safeParse(question);
  if (!parsed.success) return failure('INPUT_INVALID', { reason: parsed.error.issues[0]?.path.join('.') || 'range' });
  const { begin, end } = parsed.data;
  if (end < begin || end - begin > MAX_RANGE_BYTES) return failure('INPUT_INVALID', { reason: 'end' });
  return parsed.data;
}

/** Puts the checks both shells need in front of the core: shapes of messages, sizes, and no exception across the border. */
export function createWire(core: Core, log: (line: string) => void): Wire {
  const guarded = <T>(where: string, act: () => Promise<ApiResult<T>>): Promise<ApiResult<T>> =>
    act().catch((error: unknown) => asFailure(where, error, log));
  return {
    async request(route, input) {
      if (typeof route !== 'string' || route.length > 100) return failure('ROUTE_UNKNOWN');
      return guarded(route, () => core.request(route, input));
    },
    async readRange(question) {
      const range = parseRange(question);
      if ('ok' in range) return range;
      return guarded('readRange', () => core.readRange(range.source, range.begin, range.end));
    },
    async putBlob(bytes) {
      if (!(bytes instanceof Uint8Array)) return failure('INPUT_INVALID', { reason: 'bytes' });
      if (bytes.byteLength > MAX_BLOB_BYTES) return tooLarge(bytes.byteLength, MAX_BLOB_BYTES);
      return guarded('putBlob', () => core.putBlob(bytes));
    },
  };
}

export function tooLarge(bytes: number, limit: number): ApiResult<never> {
  return failure('FILE_TOO_LARGE', { file: '提交的内容', bytes, limit });
}
