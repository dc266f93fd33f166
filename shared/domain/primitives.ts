import { z } from 'zod';
import { SHA256_PATTERN, UUID_PATTERN } from './ids.ts';

// zod compiles validators with `new Function` unless told not to; the page's content security policy forbids that.
z.config({ jitless: true });

/** Small schemas every part of the contract, the bundles and the journal share. */
export const uuid = z.string().regex(UUID_PATTERN);
export const sha256 = z.string().regex(SHA256_PATTERN);
/** A calendar date that exists, `2023-05-10`. */
export const isoDate = z.iso.date();
/** A UTC instant with milliseconds, `2026-11-21T08:00:00.000Z`. */
export const isoTime = z.iso.datetime();
/** Money in 分 (1/100 yuan): a safe integer, never a float. */
export const fen = z.int().min(0).max(100_000_000_000_000);
/** A programme number of the list of programmes: `01`, `03.1`, `17.3.2`. */
export const programmeId = z.string().regex(/^[0-9a-z]{1,12}(\.[0-9]{1,2}){0,3}$/);
/** Text a person typed or an outside file carries: bounded; shown as text only. */
export const text = (max: number) => z.string().max(max);
export const requiredText = (max: number) => z.string().trim().min(1).max(max);
/** Administrative division code of six digits, Jinan's are 3701xx. */
export const districtCode = z.string().regex(/^\d{6}$/);
