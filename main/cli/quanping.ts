/** `npm run -s quanping -- <command> …`: the centre's side and the tools around bundles, on the command line. */
import { errorMessage, Refusal } from '#shared/domain/errors.ts';
import { bundleCommands } from './bundleCommands.ts';
import { centralCommands } from './centralCommands.ts';
import { type Command, type CommandIo, exitCodeOf, helpOf, readArguments, UsageError, usageOf } from './command.ts';
import { demoCommand } from './demoCommand.ts';
import { ruleCommands } from './ruleCommands.ts';

const COMMANDS: readonly Command[] = [...centralCommands, ...bundleCommands, ...ruleCommands, demoCommand];

async function main(words: readonly string[], io: CommandIo): Promise<number> {
  const command = COMMANDS.find(({ name }) => isNamed(name, words));
  if (!command) return listCommands(words, io);
  const rest = words.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(helpOf(command));
    return 0;
  }
  try {
    return await command.run(readArguments(command, rest), io);
  } catch (error) {
    return reportError(error, command, io);
  }
}

function isNamed(name: string, words: readonly string[]): boolean {
  return name.split(' ').every((word, i) => words[i] === word);
}

function listCommands(words: readonly string[], io: CommandIo): number {
  const asked = words[0] === '--help' || words[0] === '-h' || words[0] === 'help';
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${words[0]} `));
  if (!asked && words.length > 0 && (group.length === 0 || (words[1] !== undefined && !words[1].startsWith('-')))) {
    io.note(
      `quanping: unknown command "${oneLine(words.slice(0, group.length > 0 ? 2 : 1).join(' '))}" (try quanping --help)`,
    );
    return 2;
  }
  const shown = group.length > 0 ? group : COMMANDS;
  const help = shown.map((command) => `${usageOf(command)}\n    ${command.summary}`).join('\n');
  if (asked || words.includes('--help') || words.includes('-h')) {
    io.out(help);
    return 0;
  }
  io.note('quanping: no command given (try quanping --help)');
  return 2;
}

/** One line, never a stack. */
function reportError(error: unknown, command: Command, io: CommandIo): number {
  if (error instanceof UsageError) {
    io.note(`quanping ${command.name}: ${oneLine(error.message)} (try quanping ${command.name} --help)`);
    return 2;
  }
  if (error instanceof Refusal) {
    io.note(`quanping ${command.name}: ${error.code} ${oneLine(error.message)}`);
    return exitCodeOf(error);
  }
  const { code, message } = error as NodeJS.ErrnoException;
  io.note(
    `quanping ${command.name}: INTERNAL ${oneLine(errorMessage('INTERNAL', { ref: code ?? 'CLI' }))} ${oneLine(String(message))}`,
  );
  return 3;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 600);
}

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
// The reader of our output went away (`… | head`): nothing is left to say.
process.stdout.on('error', () => process.exit(0));
process.exitCode = await main(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  env: process.env,
  now: () => Date.now(),
  signal: interrupt.signal,
});
