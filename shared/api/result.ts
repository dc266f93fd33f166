import { type ErrorCode, type ErrorDetails, errorMessage, Refusal } from '../domain/errors.ts';

/** The wire shape of every answer, on every transport. */
export type ApiResult<T> =
  | { ok: true; value: T }
  | { ok: false; error: { code: ErrorCode; message: string; details: ErrorDetails } };

export function success<T>(value: T): ApiResult<T> {
  return { ok: true, value };
}

export function failure(code: ErrorCode, details: ErrorDetails = {}): ApiResult<never> {
  return { ok: false, error: { code, message: errorMessage(code, details), details } };
}

/** Turns a wire answer back into a value or a thrown `Refusal`. */
export function unwrap<T>(result: ApiResult<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.error.code, result.error.details);
}
