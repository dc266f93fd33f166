import { randomBytes } from 'node:crypto';
import { uuidV7 } from '#shared/domain/ids.ts';

/** A fresh UUIDv7 for the time `now` (milliseconds since the epoch). */
export function newId(now: number): string {
  return uuidV7(now, randomBytes(16));
}
