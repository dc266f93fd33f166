/** `evaluate`, `match` and `catalogue …`: the rule engine and the catalogue on the command line. */
import {
  type CommandOutput,
  catalogueCheckCommand,
  catalogueExportCommand,
  evaluateCommand,
} from './catalogueCommands.ts';
import { type Arguments, type Command, type CommandIo, isSet, optionalTextOf, textOf, textsOf } from './command.ts';
import { matchCommand } from './matchCommand.ts';
import { readingCommands } from './readingCommands.ts';

const json = { type: 'boolean', help: 'print one JSON object' } as const;
const policies = {
  type: 'string',
  value: '<folder>',
  help: 'another catalogue than the one that comes with the program',
} as const;

export const ruleCommands: readonly Command[] = [
  {
    name: 'evaluate',
    positionals: [],
    options: {
      programme: { type: 'string', value: '<id>', required: true, help: 'number of the programme, e.g. 03.1' },
      facts: { type: 'string', value: '<file.json>', required: true, help: 'JSON object of facts by key' },
      on: { type: 'string', value: '<date>', required: true, help: 'day of application, 2023-05-10' },
      track: { type: 'string', value: '<id>', help: 'one class of the programme' },
      date: {
        type: 'string',
        value: '<step=day>',
        multiple: true,
        help: 'day of a step or event; may be given several times',
      },
      policies,
      json,
    },
    summary: 'Pre-check facts against a programme: conditions, materials, amount, deadlines.',
    run: async (args, io) =>
      evaluateCommand(
        {
          ...common(args),
          programme: textOf(args, 'programme'),
          facts: textOf(args, 'facts'),
          on: textOf(args, 'on'),
          track: optionalTextOf(args, 'track') ?? undefined,
          dates: textsOf(args, 'date'),
        },
        outputOf(io, 'evaluate'),
      ),
  },
  {
    name: 'match',
    positionals: [],
    options: {
      facts: { type: 'string', value: '<file.json>', required: true, help: 'JSON object of facts by key' },
      on: { type: 'string', value: '<date>', required: true, help: 'day of application, 2023-05-10' },
      target: { type: 'string', value: '<who>', help: 'person, team, unit, project or district only' },
      outside: { type: 'boolean', help: 'also list the programmes that are not in force on the day' },
      policies,
      json,
    },
    summary: 'Match facts against every programme in force: due, open, ruled out; best legal combination.',
    run: async (args, io) =>
      matchCommand(
        {
          ...common(args),
          facts: textOf(args, 'facts'),
          on: textOf(args, 'on'),
          target: optionalTextOf(args, 'target') ?? undefined,
          outside: isSet(args, 'outside'),
        },
        outputOf(io, 'match'),
      ),
  },
  {
    name: 'catalogue export',
    positionals: [],
    options: { policies, json },
    summary: 'Print the whole catalogue (--json) or the list of its programmes.',
    run: async (args, io) => catalogueExportCommand(common(args), outputOf(io, 'catalogue export')),
  },
  {
    name: 'catalogue check',
    positionals: [],
    options: { policies, json },
    summary: 'Check the catalogue: references, citations, coverage. Exit code 1 while there are problems.',
    run: async (args, io) => catalogueCheckCommand(common(args), outputOf(io, 'catalogue check')),
  },
  ...readingCommands,
];

function common(args: Arguments): { json: boolean; policies: string | undefined } {
  return { json: isSet(args, 'json'), policies: optionalTextOf(args, 'policies') ?? undefined };
}

function outputOf(io: CommandIo, name: string): CommandOutput {
  return { out: io.out, err: (text) => io.note(`quanping ${name}: ${text}`) };
}
