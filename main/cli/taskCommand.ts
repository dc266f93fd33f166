/** `quanping tasks`: the task ledgers of the catalogue as a table. */
import { findPolicies, loadCatalogue } from '#main/catalogue/load.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { type IsoDate, parseDate } from '#shared/rules/dates.ts';
import {
  filterTasks,
  formatDue,
  formatTargets,
  ledgerUnits,
  type TaskFilter,
  type TaskRow,
} from '#shared/rules/filterTasks.ts';
import { type Arguments, badInput, type Command, type CommandIo, isSet, optionalTextOf } from './command.ts';

const ROLES: Readonly<Record<string, 'lead' | 'responsible'>> = { lead: 'lead', responsible: 'responsible' };

function dayOf(args: Arguments, name: string): IsoDate | undefined {
  const text = optionalTextOf(args, name);
  if (text === null) return undefined;
  const day = parseDate(text);
  if (day === null) throw new Refusal('DATE_INVALID', { value: text.slice(0, 40) });
  return day;
}

/** Throws DATE_INVALID, INPUT_INVALID. */
function filterOf(args: Arguments, catalogue: Catalogue): TaskFilter {
  const document = optionalTextOf(args, 'document') ?? undefined;
  const known = catalogue.parts.ledgers.map((one) => one.document);
  if (document !== undefined && !known.includes(document)) {
    throw badInput(`没有任务台账“${document.slice(0, 40)}”，可用 ${known.join('、')}`);
  }
  const role = optionalTextOf(args, 'as');
  if (role !== null && !Object.hasOwn(ROLES, role)) throw badInput('--as 只能是 lead 或 responsible');
  if (role !== null && optionalTextOf(args, 'unit') === null) throw badInput('--as 要和 --unit 一起用');
  const filter: TaskFilter = {
    document,
    unit: optionalTextOf(args, 'unit') ?? undefined,
    as: role === null ? undefined : ROLES[role],
    dueFrom: dayOf(args, 'due-from'),
    dueTo: dayOf(args, 'due-before'),
    text: optionalTextOf(args, 'text') ?? undefined,
  };
  // A misspelt unit must not look like a unit without tasks.
  if (filter.unit !== undefined && filterTasks(catalogue.parts.ledgers, { unit: filter.unit }).length === 0) {
    const names = ledgerUnits(catalogue.parts.ledgers).join('、');
    throw badInput(`台账里没有单位“${filter.unit.slice(0, 40)}”，可用 ${names}`);
  }
  if (filter.dueFrom !== undefined && filter.dueTo !== undefined && filter.dueFrom > filter.dueTo) {
    throw badInput('--due-from 晚于 --due-before');
  }
  return filter;
}

/** One line a task, columns by tabs: document, number, task, lead units, responsible units, due, aims. */
function line({ document, task }: TaskRow): string {
  return [
    document,
    String(task.number),
    task.title,
    task.leadUnits.join('、') || '—',
    task.responsibleUnits.join('、') || '—',
    formatDue(task.due),
    formatTargets(task.targets).join('；') || '—',
  ].join('\t');
}

function run(args: Arguments, io: CommandIo): number {
  const catalogue = loadCatalogue(optionalTextOf(args, 'policies') ?? findPolicies(import.meta.dirname));
  const rows = filterTasks(catalogue.parts.ledgers, filterOf(args, catalogue));
  if (isSet(args, 'json')) {
    io.out(JSON.stringify({ ok: true, catalogueHash: catalogue.hash, count: rows.length, tasks: rows }, null, 2));
    return 0;
  }
  io.out(['文件', '序号', '任务', '牵头单位', '责任单位', '完成时限', '目标'].join('\t'));
  for (const row of rows) io.out(line(row));
  io.note(`quanping tasks: ${rows.length} 项`);
  return 0;
}

export const taskCommand: Command = {
  name: 'tasks',
  positionals: [],
  options: {
    document: { type: 'string', value: '<id>', help: 'one ledger: jnsyq-2021 or jtz-2023-4' },
    unit: { type: 'string', value: '<name>', help: 'lead or responsible unit, also part of its name' },
    as: { type: 'string', value: '<role>', help: 'with --unit: only as `lead` or only as `responsible`' },
    'due-from': { type: 'string', value: '<date>', help: 'a milestone or end of year on this day or later' },
    'due-before': { type: 'string', value: '<date>', help: 'a milestone or end of year on this day or earlier' },
    text: { type: 'string', value: '<words>', help: 'words that all occur in the task, its aims or its units' },
    policies: { type: 'string', value: '<folder>', help: 'another catalogue than the one that comes with the program' },
    json: { type: 'boolean', help: 'print one JSON object' },
  },
  summary: 'Print the task ledgers: who leads, who is responsible, due when, aims by year.',
  run: async (args, io) => run(args, io),
};
