/** The command line as a whole process, the way people and scripts run it. */
import { spawn } from 'node:child_process';
import path from 'node:path';

const PROGRAM = path.resolve(import.meta.dirname, '..', '..', 'main', 'cli', 'quanping.ts');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function quanping(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

/** One line on standard error, nothing that looks like a stack. */
export function isOneLine(text: string): boolean {
  return text.trim() !== '' && text.trimEnd().split('\n').length === 1 && !/\n\s+at |node:internal|\.ts:\d+/.test(text);
}
