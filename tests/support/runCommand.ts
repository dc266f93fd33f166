import { type Command, readArguments } from '#main/cli/command.ts';

/** A command of the program in this process: what it writes, line by line, and its exit code. */
export async function runCommand(command: Command, words: readonly string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const io = {
    out: (line: string) => void out.push(line),
    note: (line: string) => void notes.push(line),
    env: {},
    now: () => 0,
    signal: new AbortController().signal,
  };
  const code = await command.run(readArguments(command, words), io);
  return { code, out, notes };
}
