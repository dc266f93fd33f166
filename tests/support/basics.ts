/** What every test of a workspace stands on: a folder, a clock, a passphrase, and the refusal a step ends with. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { Refusal } from '#shared/domain/errors.ts';
import { mountSmall } from './mounts.ts';

export const NOW = Date.parse('2026-11-21T08:00:00.000Z');
/** Cheap on purpose: what is proven here does not depend on the work factor. */
export const CHEAP = { N: 1024, r: 8, p: 1 };
export const PASSPHRASE = '青石桥 晚风 3 盏灯';

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'qp-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** An empty small disk that is gone after the test; see `canMount`. */
export function smallDisk(bytes: number): string {
  const folder = tempFolder();
  onTestFinished(mountSmall(folder, bytes));
  return folder;
}

export interface TestClock {
  now(): number;
  monotonic(): number;
  advance(milliseconds: number): void;
  /** Somebody puts the clock of the machine elsewhere; the time that has passed stays. */
  set(time: number): void;
}

/** Stands still until it is moved. */
export function testClock(start: number = NOW): TestClock {
  let wall = start;
  let passed = 0;
  return {
    now: () => wall,
    monotonic: () => passed,
    advance: (milliseconds) => {
      wall += milliseconds;
      passed += milliseconds;
    },
    set: (time) => {
      wall = time;
    },
  };
}

/** The refusal a promise ends with; fails the test when it ends otherwise. */
export async function refused(work: Promise<unknown> | unknown): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
