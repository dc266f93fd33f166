/** What a command of the `quanping` program is made of. */
import { parseArgs } from 'node:util';
import { type ErrorCode, Refusal } from '#shared/domain/errors.ts';

export interface CommandIo {
  /** A line of result, standard output. */
  out(line: string): void;
  /** A line for the person at the keyboard, standard error. */
  note(line: string): void;
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Aborted by Ctrl+C. */
  signal: AbortSignal;
}

export interface OptionSpec {
  type: 'string' | 'boolean';
  short?: string;
  multiple?: boolean;
  required?: boolean;
  /** What follows the option in the help, e.g. `<file>`. */
  value?: string;
  help: string;
}

export interface Command {
  /** One or two words: `verify`, `central init`. */
  name: string;
  /** Names of the positional arguments, all required. */
  positionals: readonly string[];
  options: Readonly<Record<string, OptionSpec>>;
  summary: string;
  /** Paragraphs under the options in `--help`. */
  details?: string;
  /** The exit code: 0 done, 1 refused. */
  run(args: Arguments, io: CommandIo): Promise<number>;
}

export interface Arguments {
  positionals: readonly string[];
  values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

/** The command line itself is wrong: exit code 2 and one line that says where to read on. */
export class UsageError extends Error {}

/** Refusals that mean the caller gave something unusable, not that something was judged: exit code 2. */
const BAD_INPUT: readonly ErrorCode[] = [
  'USAGE',
  'INPUT_INVALID',
  'FILE_NOT_FOUND',
  'FILE_EXISTS',
  'FILE_TOO_LARGE',
  'MEDIUM_READ',
  'SCHEMA_INVALID',
  'CERT_INVALID',
  'CENTRE_MISSING',
  'CENTRE_LOCKED',
  'PROGRAMME_UNKNOWN',
  'FACT_UNKNOWN',
  'FACT_TYPE',
  'DATE_INVALID',
];

export function exitCodeOf(refusal: Refusal): 1 | 2 {
  return BAD_INPUT.includes(refusal.code) ? 2 : 1;
}

/** Checks the words after the command's name against its options. Throws {@link UsageError}. */
export function readArguments(command: Command, words: readonly string[]): Arguments {
  const parsed = parse(command, words);
  const { positionals, values } = parsed;
  const wanted = command.positionals;
  if (positionals.length < wanted.length) throw new UsageError(`missing ${wanted[positionals.length]}`);
  if (positionals.length > wanted.length) {
    throw new UsageError(`unexpected argument "${positionals[wanted.length]}"`);
  }
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required && values[name] === undefined)
      throw new UsageError(`missing --${name} ${option.value ?? ''}`.trim());
    if (values[name] === '') throw new UsageError(`--${name} is empty`);
  }
  if (positionals.includes('')) throw new UsageError('an argument is empty');
  return parsed;
}

function parse(command: Command, words: readonly string[]): Arguments {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short && { short }), ...(multiple && { multiple }) },
    ]),
  );
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    // parseArgs explains over two lines where an option is unknown; the first one is enough.
    throw new UsageError((error as Error).message.split(/[\n.]/)[0]!);
  }
}

/** The value of a string option that is required or has been checked to be there. */
export function textOf(args: Arguments, name: string): string {
  const value = args.values[name];
  if (typeof value !== 'string') throw new UsageError(`missing --${name}`);
  return value;
}

export function optionalTextOf(args: Arguments, name: string): string | null {
  return args.values[name] === undefined ? null : textOf(args, name);
}

export function textsOf(args: Arguments, name: string): string[] {
  const value = args.values[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function isSet(args: Arguments, name: string): boolean {
  return args.values[name] === true;
}

/** One of a closed list, or a usage error that names the list. */
export function choiceOf<T extends string>(args: Arguments, name: string, choices: readonly T[]): T {
  const value = textOf(args, name);
  if (!choices.includes(value as T)) throw new UsageError(`--${name} must be one of ${choices.join(', ')}`);
  return value as T;
}

export function usageOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => {
    const text = option.value ? `--${name} ${option.value}` : `--${name}`;
    return option.required ? text : `[${text}]`;
  });
  return ['quanping', command.name, ...command.positionals.map((name) => `<${name}>`), ...options].join(' ');
}

export function helpOf(command: Command): string {
  const lines = [`usage: ${usageOf(command)}`, '', command.summary];
  const options = Object.entries(command.options).map(([name, option]) => {
    const names = `${option.short ? `-${option.short}, ` : ''}--${name}${option.value ? ` ${option.value}` : ''}`;
    return `  ${names.padEnd(26)} ${option.help}`;
  });
  if (options.length > 0) lines.push('', ...options);
  if (command.details) lines.push('', command.details);
  return lines.join('\n');
}

/** A wrong value that only the command can judge, as a refusal: exit code 2. */
export function badInput(reason: string): Refusal {
  return new Refusal('INPUT_INVALID', { reason });
}
