import type { Citing } from '#shared/api/catalogueViews.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { filterTasks, formatDue } from '#shared/rules/filterTasks.ts';
import type { TaskLedger } from '#shared/rules/ledgerSchema.ts';
import { type Line, sayLine } from '#shared/rules/render/model.ts';
import { citedWithin } from '#shared/rules/render/writer.ts';
import { renderedOf } from './rendered.ts';

/** What stands on which clause, over the whole catalogue. */

type Add = (clauses: Iterable<string>, citing: Citing) => void;

function addLines(lines: readonly Line[], head: Omit<Citing, 'number' | 'text'>, add: Add): void {
  for (const line of lines) {
    const clauses = line.cite.map((one) => one.clause);
    add(clauses, { ...head, number: line.number, text: sayLine(line) });
    addLines(line.children, head, add);
  }
}

function addProgrammes(catalogue: Catalogue, add: Add): void {
  for (const programme of catalogue.programmes) {
    const { id, name, inForce } = programme.definition;
    for (const section of renderedOf(catalogue, programme).sections) {
      const informational = section.id === 'informational';
      addLines(
        section.lines,
        { kind: 'programme', id, name, from: inForce.from, part: section.title, section: section.id, informational },
        add,
      );
    }
  }
}

const ofLedger = { kind: 'task', from: null, section: null, informational: false } as const;

function addTasks(ledger: TaskLedger, add: Add): void {
  for (const { task } of filterTasks([ledger])) {
    const units = [...task.leadUnits, ...task.responsibleUnits].join('、');
    const text = [task.title, task.wording ?? '', units, formatDue(task.due)].filter(Boolean).join('；');
    const number = String(task.number);
    add(citedWithin(task), {
      ...{ ...ofLedger, id: `${ledger.document}/${task.id}`, name: ledger.name, part: '任务', number, text },
    });
  }
}

function addLedger(ledger: TaskLedger, add: Add): void {
  addTasks(ledger, add);
  const head = { ...ofLedger, id: ledger.document, name: ledger.name, number: '' };
  const say = ({ title, wording }: { title: string; wording?: string | undefined }) =>
    [title, wording ?? ''].filter(Boolean).join('；');
  for (const one of ledger.measures) {
    add(one.cite, { ...head, part: '措施', number: String(one.number), text: `${one.part}：${say(one)}` });
  }
  for (const one of ledger.goals) add(one.cite, { ...head, part: '目标', text: say(one) });
  for (const one of ledger.safeguards) add(one.cite, { ...head, part: '保障', text: say(one) });
  for (const { clause, reason } of ledger.informational) {
    add([clause], { ...head, part: '其他条款', text: reason, informational: true });
  }
}

function addDocuments(catalogue: Catalogue, add: Add): void {
  for (const { id, title, replaces, replacedBy, informational } of catalogue.parts.documents) {
    const head = {
      kind: 'document',
      id,
      name: title,
      from: null,
      section: null,
      number: '',
      informational: false,
    } as const;
    const say = ({ what, note }: (typeof replaces)[number]) => (note === undefined ? what : `${what}：${note}`);
    for (const one of replaces) add(one.cite ?? [], { ...head, part: '替代', text: say(one) });
    for (const one of replacedBy) add(one.cite ?? [], { ...head, part: '被替代', text: say(one) });
    for (const { clause, reason } of informational) {
      add([clause], { ...head, part: '其他条款', text: reason, informational: true });
    }
  }
}

function addLists(catalogue: Catalogue, add: Add): void {
  for (const list of catalogue.parts.lists) {
    add(list.cite ?? [], {
      ...{ kind: 'list', id: list.id, name: list.label, from: null, section: null, number: '', informational: false },
      ...{ part: '名单', text: `共 ${list.values.length} 项：${list.values.map((one) => one.label).join('、')}` },
    });
  }
}

const byCatalogue = new WeakMap<Catalogue, ReadonlyMap<string, readonly Citing[]>>();

/** For every clause somebody stands on: who, in the order of programmes, ledgers, documents, lists. Made once a catalogue. */
export function citingByClause(catalogue: Catalogue): ReadonlyMap<string, readonly Citing[]> {
  const known = byCatalogue.get(catalogue);
  if (known !== undefined) return known;
  const found = new Map<string, Citing[]>();
  const add: Add = (clauses, citing) => {
    for (const clause of new Set(clauses)) {
      const list = found.get(clause);
      if (list === undefined) found.set(clause, [citing]);
      else list.push(citing);
    }
  };
  addProgrammes(catalogue, add);
  for (const ledger of catalogue.parts.ledgers) addLedger(ledger, add);
  addDocuments(catalogue, add);
  addLists(catalogue, add);
  byCatalogue.set(catalogue, found);
  return found;
}
