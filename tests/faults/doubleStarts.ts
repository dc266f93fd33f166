/** Proof 16: of two programs started at once on one workspace exactly one gets in; the other says so at once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { errorMessage } from '#shared/domain/errors.ts';

const START = fileURLToPath(new URL('../support/faultDriverStart.ts', import.meta.url));

interface Program {
  child: ChildProcess;
  lines: AsyncIterator<string>;
}

async function startProgram(home: string): Promise<Program> {
  const cache = path.join(path.dirname(home), 'compile-cache');
  const child = spawn(process.execPath, [START, home], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, VITEST: undefined, NODE_COMPILE_CACHE: cache },
  });
  const output: Interface = createInterface({ input: child.stdout! });
  const program = { child, lines: output[Symbol.asyncIterator]() };
  if ((await nextLine(program)) !== 'ready') throw new Error('the program did not start');
  return program;
}

async function nextLine({ lines }: Program): Promise<string> {
  return (await lines.next()).value ?? 'nothing';
}

/** Both are loaded before either may begin, so that they meet at the lock. Answers the loser's milliseconds. */
export async function startTwice(home: string): Promise<number> {
  const programs = await Promise.all([startProgram(home), startProgram(home)]);
  for (const { child } of programs) child.stdin!.write('x');
  const said = await Promise.all(programs.map(nextLine));
  for (const { child } of programs) child.stdin!.end();
  await Promise.all(programs.map(({ child }) => child.exitCode ?? once(child, 'close')));
  const [first, second] = said.map((line) => line.split(' ')).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const [state, code, milliseconds, sentence] = first!;
  const told = state === 'busy' && code === 'WORKSPACE_BUSY' && sentence === errorMessage('WORKSPACE_BUSY');
  if (!told || second![0] !== 'open') throw new Error(`two programs at once: ${said.join(' | ')}`);
  return Number(milliseconds);
}
