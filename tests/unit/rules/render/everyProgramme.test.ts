import { describe, expect, it } from 'vitest';
import { type Condition, operatorOf } from '#shared/rules/conditionSchema.ts';
import { type Line, linesOf, renderedProgramme, sayLine } from '#shared/rules/render/model.ts';
import { renderProgramme } from '#shared/rules/render/renderProgramme.ts';
import { conditionTrees, type Programme, visitConditions } from '#shared/rules/schema.ts';
import type { FactKind } from '#shared/rules/vocabulary.ts';
import { catalogue } from '../../policies/support.ts';

/**
 * Nothing the catalogue says may be lost on the way to the reader. What must be there is collected from the data by a walk that knows
 * nothing of the sentences: labels of facts and values, figures, dates, clauses.
 */

interface Said {
  texts: Set<string>;
  figures: Set<string>;
  clauses: Set<string>;
}

const day = (iso: string) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

function money(fen: number): string {
  const yuan = fen / 100;
  return fen >= 1_000_000 && Number.isInteger(yuan) && Number.isInteger(fen / 100)
    ? `${(fen / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 4 })} 万元`
    : `${yuan.toLocaleString('en-US', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2 })} 元`;
}

const NOT_SHOWN = new Set([
  'id',
  'schema',
  'kind',
  'item',
  'wording',
  'title',
  'evidences',
  'tracks',
  'form',
  'per',
  'unit',
  'op',
]);

function kindOf(key: string, rows: FactKind | null): FactKind | undefined {
  return key.startsWith('item.') ? rows?.fields.get(key.slice(5)) : catalogue.vocabulary.facts.get(key);
}

function collect(value: unknown, name: string, rows: FactKind | null, said: Said): void {
  if (NOT_SHOWN.has(name)) return;
  if (typeof value === 'number') {
    if (name === 'fen') said.texts.add(money(value));
    else if (name === 'percent') said.texts.add(`${value}%`);
    else if (name === 'permille') said.texts.add(`${value}‰`);
    else if (value !== 0 || name === 'value') said.figures.add(String(Math.abs(value)));
  } else if (typeof value === 'string') {
    if (['fact', 'birth', 'exists', 'since'].includes(name) || (name === 'of' && value.includes('.')))
      said.texts.add(kindOf(value, rows)!.label);
    else if (/^\d{4}-\d\d-\d\d$/.test(value)) said.texts.add(day(value));
    else if (
      ['ask', 'by', 'caseByCase', 'payer', 'source', 'uncapped'].includes(name) &&
      !['reviewer', 'expert', 'inspector', 'authority'].includes(value)
    )
      said.texts.add(value);
  } else if (Array.isArray(value)) {
    for (const one of value) {
      if (name === 'cite') said.clauses.add(one);
      else collect(one, name === 'facts' ? 'fact' : '', rows, said);
    }
  } else if (typeof value === 'object' && value !== null) {
    const object = value as Record<string, unknown>;
    const kind = typeof object.fact === 'string' ? kindOf(object.fact, rows) : undefined;
    const codes = [
      object.value,
      ...(Array.isArray(object.values) ? object.values : []),
      ...Object.keys(name === 'cases' ? (object.of as object) : {}),
    ];
    for (const one of codes) if (kind?.labels.has(String(one))) said.texts.add(kind.labels.get(String(one))!);
    if (typeof object.list === 'string') said.texts.add(catalogue.vocabulary.lists.get(object.list)!.label);
    const counted = typeof object.of === 'string' ? kindOf(object.of, rows) : undefined;
    if (typeof object.field === 'string') said.texts.add(counted!.fields.get(object.field)!.label);
    for (const [key, member] of Object.entries(object)) collect(member, key, key === 'where' ? counted! : rows, said);
  }
}

function saidBy(value: unknown): Said {
  const said: Said = { texts: new Set(), figures: new Set(), clauses: new Set() };
  collect(value, '', null, said);
  return said;
}

/** A node without the nodes below it, which have lines of their own. */
function ownPart(node: Condition): unknown {
  const { all: _all, any: _any, not: _not, atLeast, ...own } = node;
  return atLeast === undefined ? own : { ...own, n: atLeast.n };
}

function partsOf(definition: Programme): [string, unknown][] {
  const parts: [string, unknown][] = [];
  for (const { root } of conditionTrees(definition))
    visitConditions(root, (node) => parts.push([`condition:${node.id}`, ownPart(node)]));
  const list = (what: string, all: readonly { id: string }[]) => {
    for (const one of all) parts.push([`${what}:${one.id}`, one]);
  };
  list('material', definition.materials);
  list(
    'step',
    definition.procedure.map(({ deadline, ...rest }) => ({ ...rest, deadline: { ...deadline } })),
  );
  list('support', definition.support);
  list('exclusion', definition.exclusions);
  list('duty', definition.duties);
  list('quota', definition.quota);
  list(
    'track',
    definition.tracks.map(({ conditions: _conditions, ...rest }) => rest),
  );
  for (const [index, one] of definition.scoring.entries()) parts.push([`scoring:${index + 1}`, one]);
  for (const [index, one] of definition.inspection.entries()) parts.push([`inspection:${index + 1}`, one]);
  for (const one of definition.informational) parts.push([`informational:${one.clause}`, { cite: [one.clause] }]);
  return parts;
}

const whole = (line: Line): Line[] => [line, ...line.children.flatMap(whole)];

function missing(key: string, part: unknown, lines: Line[]): string[] {
  const line = lines.find((one) => one.keys.includes(key));
  if (line === undefined) return [`${key}: no line`];
  const isCondition = key.startsWith('condition:') || key.startsWith('track:');
  const shown = isCondition ? [line] : whole(line);
  const text = shown.map(sayLine).join('\n');
  const clauses = new Set(shown.flatMap((one) => one.cite.map((cite) => cite.clause)));
  const said = saidBy(part);
  return [
    ...[...said.texts].filter((one) => !text.includes(one)),
    ...[...said.figures].filter((one) => !new RegExp(`(?<![\\d.])${one.replace('.', '\\.')}(?!\\d|\\.\\d)`).test(text)),
    ...[...said.clauses].filter((one) => !clauses.has(one)),
  ].map((what) => `${key}: “${what}” is not in “${text}”`);
}

describe.each(catalogue.programmes.map((one) => [one.definition.id, one] as const))(
  'programme %s in words',
  (_, programme) => {
    const rendered = renderProgramme(programme, catalogue);
    const lines = linesOf(rendered);

    it('says every fact, figure, date, value and clause of every part', () => {
      expect(partsOf(programme.definition).flatMap(([key, part]) => missing(key, part, lines))).toEqual([]);
    });

    it('cites every clause the programme cites, each by its place in the document', () => {
      const cited = new Set(lines.flatMap((one) => one.cite.map((cite) => cite.clause)));
      const said = saidBy(programme.definition);
      expect([...said.clauses].filter((one) => !cited.has(one))).toEqual([]);
      for (const cite of lines.flatMap((one) => one.cite))
        expect(cite.label).toBe(catalogue.clauses.get(cite.clause)!.cite);
    });

    it('names every line once, numbers it, and keeps to Chinese', () => {
      expect(renderedProgramme.parse(rendered)).toEqual(rendered);
      const keys = lines.flatMap((one) => one.keys);
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
      for (const section of rendered.sections) {
        const numbers = section.lines.flatMap(whole).map((one) => one.number);
        expect(new Set(numbers).size).toBe(numbers.length);
      }
      for (const line of lines) {
        expect(line.text, line.number).not.toBe('');
        expect(sayLine(line)).not.toMatch(/undefined|\[object|null|NaN|[a-z]+\.[a-z]+[A-Z]/);
      }
    });

    it('shows every node of a tree with its operator, at most once', () => {
      for (const { root } of conditionTrees(programme.definition)) {
        visitConditions(root, (node) => {
          const line = lines.find((one) => one.keys.includes(`condition:${node.id}`))!;
          const below = node.all ?? node.any ?? node.atLeast?.of ?? (node.not === undefined ? [] : [node.not]);
          expect(
            line.children.map((one) => one.keys[0]),
            `${operatorOf(node)} ${node.id}`,
          ).toEqual(below.map((one) => `condition:${one.id}`));
        });
      }
    });
  },
);
