/** The centre at its own desk: every act is a run of the command line. */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { quanping } from './quanping.ts';

/** Runs a command that must succeed and answers what it printed. */
export async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await quanping(args);
  expect(code, `quanping ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** The sixteen groups a command printed after a word. */
export function printedGroups(output: string, word: string): string {
  const groups = new RegExp(`${word}[^：]*：((?:[0-9a-f]{4} ?){16})`).exec(output)?.[1];
  expect(groups, output).toBeDefined();
  return groups!.trim();
}

/** Copies the cases with these numbers, JSON and files, into a new folder. Answers their names there. */
export function pickCases(
  from: string,
  to: string,
  wanted: (record: { number: string; programme: string }) => boolean,
) {
  mkdirSync(to);
  const picked: string[] = [];
  for (const file of readdirSync(from).filter((name) => name.endsWith('.json'))) {
    const record = JSON.parse(readFileSync(path.join(from, file), 'utf8'));
    if (!wanted(record)) continue;
    const stem = file.slice(0, -'.json'.length);
    for (const name of [file, stem]) cpSync(path.join(from, name), path.join(to, name), { recursive: true });
    picked.push(record.number);
  }
  return picked;
}
