/** `npm run -s quanping -- <command> …`: the centre's side and the tools around bundles, on the command line. */
import { errorMessage, Refusal } from '#shared/domain/errors.ts';
import { type Command, type CommandIo, exitCodeOf, helpOf, readArguments, UsageError, usageOf } from './command.ts';

/** Commands by their first word; only what is asked for is loaded. */
const GROUPS: Readonly<Record<string, () => Promise<readonly Command[]>>> = {
  central: async () => [
    ...(await import('./centralCommands.ts')).centralCommands,
    ...(await import('./policyCommands.ts')).policyCommands,
  ],
  verify: async () => (await import('./bundleCommands.ts')).bundleCommands,
  inspect: async () => (await import('./bundleCommands.ts')).bundleCommands,
  evaluate: async () => (await import('./ruleCommands.ts')).ruleCommands,
  match: async () => (await import('./ruleCommands.ts')).ruleCommands,
  catalogue: async () => (await import('./ruleCommands.ts')).ruleCommands,
  demo: async () => [(await import('./demoCommand.ts')).demoCommand],
  tasks: async () => [(await import('./taskCommand.ts')).taskCommand],
};

async function main(words: readonly string[], io: CommandIo): Promise<number> {
  const [first = ''] = words;
  if (isHelp(first)) return listCommands(Object.keys(GROUPS), io);
  if (first === '') return misused('no command given', io);
  if (!Object.hasOwn(GROUPS, first)) return misused(`unknown command "${oneLine(first)}"`, io);
  const commands = await GROUPS[first]!();
  const command = commands.find(({ name }) => name.split(' ').every((word, i) => words[i] === word));
  if (command) return runCommand(command, words.slice(command.name.split(' ').length), io);
  const [, second = ''] = words;
  if (isHelp(second)) return listCommands([first], io);
  return misused(second === '' ? 'no command given' : `unknown command "${oneLine(`${first} ${second}`)}"`, io);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h' || word === 'help';
}

async function listCommands(groups: readonly string[], io: CommandIo): Promise<number> {
  const commands = new Set((await Promise.all(groups.map((name) => GROUPS[name]!()))).flat());
  for (const command of commands) io.out(`${usageOf(command)}\n    ${command.summary}`);
  return 0;
}

function misused(reason: string, io: CommandIo): number {
  io.note(`quanping: ${reason} (try quanping --help)`);
  return 2;
}

async function runCommand(command: Command, words: readonly string[], io: CommandIo): Promise<number> {
  if (words.includes('--help') || words.includes('-h')) {
    io.out(helpOf(command));
    return 0;
  }
  try {
    return await command.run(readArguments(command, words), io);
  } catch (error) {
    return reportError(error, command.name, io);
  }
}

/** One line, never a stack. */
function reportError(error: unknown, name: string, io: CommandIo): number {
  if (error instanceof UsageError) {
    io.note(`quanping ${name}: ${oneLine(error.message)} (try quanping ${name} --help)`);
    return 2;
  }
  if (error instanceof Refusal) {
    io.note(`quanping ${name}: ${error.code} ${oneLine(error.message)}`);
    return exitCodeOf(error);
  }
  const { code, message } = error as NodeJS.ErrnoException;
  io.note(oneLine(`quanping ${name}: INTERNAL ${errorMessage('INTERNAL', { ref: code ?? 'CLI' })} ${message}`));
  return 3;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 600);
}

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
// The reader of our output went away (`… | head`): nothing is left to say.
process.stdout.on('error', () => process.exit(0));
const io: CommandIo = {
  out: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  env: process.env,
  now: () => Date.now(),
  signal: interrupt.signal,
};
process.exitCode = await main(process.argv.slice(2), io).catch((error) => reportError(error, '', io));
