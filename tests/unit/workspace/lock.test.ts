import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '#main/workspace/lock.ts';
import { workspacePaths } from '#main/workspace/paths.ts';
import { refused, tempFolder } from './helpers.ts';

interface Holder {
  child: ChildProcess;
  /** `held`, or the refusal's code. */
  outcome: string;
  milliseconds: number;
}

/** Another program that tries to take the folder and, if it can, keeps it until it is killed. */
async function otherProgram(folder: string): Promise<Holder> {
  const script = new URL('./lockHolder.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [line] = await once(child.stdout!, 'data');
  const [outcome = '', milliseconds = ''] = String(line).trim().split(' ');
  return { child, outcome, milliseconds: Number(milliseconds) };
}

describe('the lock of a workspace folder', () => {
  test('lets one program in and tells the other one within two seconds', async () => {
    const folder = tempFolder();
    const lock = lockFolder(folder);
    const other = await otherProgram(folder);
    expect(other.outcome).toBe('WORKSPACE_BUSY');
    expect(other.milliseconds).toBeLessThan(2000);
    lock.release();
    expect((await otherProgram(folder)).outcome).toBe('held');
  });

  test('also inside one program', async () => {
    const folder = tempFolder();
    const lock = lockFolder(folder);
    expect((await refused(Promise.resolve().then(() => lockFolder(folder)))).code).toBe('WORKSPACE_BUSY');
    lock.release();
    lockFolder(folder).release();
  });

  test('is free again when its holder was killed, and leaves nothing but an empty file', async () => {
    const folder = tempFolder();
    const { child, outcome } = await otherProgram(folder);
    expect(outcome).toBe('held');
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual(['lock']);
    expect(statSync(workspacePaths(folder).lock).size).toBe(0);
  });

  test('of many starts at once exactly one holds the folder', async () => {
    const folder = tempFolder();
    const starts = await Promise.all(Array.from({ length: 8 }, () => otherProgram(folder)));
    expect(starts.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);
    expect(starts.filter(({ outcome }) => outcome === 'WORKSPACE_BUSY')).toHaveLength(7);
    for (const { milliseconds } of starts) expect(milliseconds).toBeLessThan(2000);
  });

  test('a file of that name that is no lock is a fault of the disk, not an open door', async () => {
    const folder = tempFolder();
    writeFileSync(workspacePaths(folder).lock, 'not a database, but long enough to look at'.repeat(40));
    const refusal = await refused(Promise.resolve().then(() => lockFolder(folder)));
    expect(refusal.code).toBe('WORKSPACE_DAMAGED');
  });
});
