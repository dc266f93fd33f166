/** `catalogue show`, `catalogue diff`, `catalogue schemas`: the catalogue for readers and editors. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogueSchemas } from '#main/catalogue/jsonSchemas.ts';
import { findPolicies, loadCatalogue } from '#main/catalogue/load.ts';
import { openCatalogue } from '#main/catalogue/readExport.ts';
import { programmePage } from '#main/services/programmePage.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { compareCatalogues } from '#shared/rules/compare/compareCatalogues.ts';
import { type ComparisonGroup, describeChange, GROUP_WORDS } from '#shared/rules/compare/model.ts';
import { type IsoDate, parseDate } from '#shared/rules/dates.ts';
import { toMarkdown } from '#shared/rules/render/markdown.ts';
import { type Arguments, type Command, type CommandIo, isSet, optionalTextOf, textOf, UsageError } from './command.ts';

const policies = {
  type: 'string',
  value: '<folder>',
  help: 'another catalogue than the one that comes with the program',
} as const;

const catalogueOf = (args: Arguments) =>
  loadCatalogue(optionalTextOf(args, 'policies') ?? findPolicies(import.meta.dirname));

function dayOf(args: Arguments): IsoDate | undefined {
  const text = optionalTextOf(args, 'on');
  if (text === null) return undefined;
  const day = parseDate(text);
  if (day === null) throw new Refusal('DATE_INVALID', { value: text.slice(0, 40) });
  return day;
}

async function show(args: Arguments, io: CommandIo): Promise<number> {
  if (isSet(args, 'json') && isSet(args, 'markdown')) throw new UsageError('either --json or --markdown');
  const page = programmePage(catalogueOf(args), { id: args.positionals[0]!, on: dayOf(args) });
  if (isSet(args, 'json')) io.out(JSON.stringify({ ok: true, ...page }, null, 2));
  else {
    if (page.validity !== null) io.out(`${page.validity.sentence}\n`);
    io.out(toMarkdown(page.programme));
  }
  return 0;
}

const GROUP_SIGNS = { added: '+ 新增', removed: '- 删除', changed: '~ 有变' } as const;

const groupHead = ({ kind, title, change }: ComparisonGroup): string =>
  `${GROUP_SIGNS[change]} ${GROUP_WORDS[kind]} ${title}`;

/** Exit code 0 whether they differ or not: a difference is an answer, not a failure. */
async function diff(args: Arguments, io: CommandIo): Promise<number> {
  const [before, after] = args.positionals.map(openCatalogue);
  const comparison = compareCatalogues(before!, after!);
  if (isSet(args, 'json')) io.out(JSON.stringify({ ok: true, ...comparison }, null, 2));
  else {
    io.out(`政策目录 ${comparison.before.slice(0, 16)} → ${comparison.after.slice(0, 16)}`);
    if (comparison.groups.length === 0) io.out('内容相同');
    for (const group of comparison.groups) {
      io.out(groupHead(group));
      for (const change of group.changes) io.out(`    ${describeChange(change)}`);
    }
  }
  return 0;
}

async function schemas(args: Arguments, io: CommandIo): Promise<number> {
  const folder = path.resolve(textOf(args, 'output'));
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, schema] of catalogueSchemas()) {
      writeFileSync(path.join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
      io.out(name);
    }
  } catch (error) {
    throw new Refusal('MEDIUM_WRITE', { file: folder }, { cause: error });
  }
  return 0;
}

export const readingCommands: readonly Command[] = [
  {
    name: 'catalogue show',
    positionals: ['id'],
    options: {
      on: { type: 'string', value: '<date>', help: 'the version for a day of application; without it the newest' },
      markdown: { type: 'boolean', help: 'print Markdown (the default)' },
      json: { type: 'boolean', help: 'print one JSON object' },
      policies,
    },
    summary:
      'Print a programme in words: conditions with figures, materials, amounts, deadlines, each with its clauses.',
    run: show,
  },
  {
    name: 'catalogue diff',
    positionals: ['before', 'after'],
    options: { json: { type: 'boolean', help: 'print one JSON object' } },
    summary: 'Compare two catalogues, each a folder or a file of `catalogue export --json`, part by part.',
    run: diff,
  },
  {
    name: 'catalogue schemas',
    positionals: [],
    options: {
      output: {
        type: 'string',
        short: 'o',
        value: '<folder>',
        required: true,
        help: 'folder to write to, docs/schemas',
      },
    },
    summary: "Write JSON Schemas of the catalogue's files.",
    run: schemas,
  },
];
