import type { Condition } from '../conditionSchema.ts';
import { SECTIONS, type SectionId } from '../render/model.ts';
import { conditionTrees, type Programme, visitConditions } from '../schema.ts';

/** A programme, or any other part of the catalogue, as a flat list of the parts that can change by themselves. */

export interface Node {
  key: string;
  section: string;
  title: string;
  /** Without the nodes below it. */
  own: unknown;
}

type Titled = { id: string; title?: string | undefined; name?: string | undefined };

function conditionNodes(definition: Programme): Node[] {
  const nodes: Node[] = [];
  for (const { track, root } of conditionTrees(definition)) {
    visitConditions(root, (node, parent) => {
      const { all, any, not, atLeast, ...own } = node;
      const shape = { all: all && true, any: any && true, not: not && true, atLeast: atLeast?.n };
      nodes.push({
        key: `condition:${node.id ?? ''}`,
        section: SECTIONS.conditions,
        title: titleOf(node),
        own: { ...own, ...shape, parent: parent === null ? (track ?? '') : (parent.id ?? '') },
      });
    });
  }
  return nodes;
}

function titleOf(node: Condition): string {
  return node.title ?? node.wording ?? node.id ?? '';
}

const listed = (section: SectionId, prefix: string, list: readonly Titled[]): Node[] =>
  list.map((one) => ({
    key: `${prefix}:${one.id}`,
    section: SECTIONS[section],
    title: one.title ?? one.name ?? one.id,
    own: one,
  }));

function supportNodes({ support }: Programme): Node[] {
  return support.flatMap(({ instalments, limits, deductions, ...own }) => [
    ...listed('support', 'support', [own]),
    ...listed('support', `support:${own.id}/deduction`, deductions),
    ...listed('support', `support:${own.id}/limit`, limits),
    ...listed('support', `support:${own.id}/instalment`, instalments),
  ]);
}

function judgedNodes({ scoring, inspection }: Programme): Node[] {
  return [
    ...scoring.flatMap(({ criteria, ...own }, index) => [
      { key: `scoring:${index + 1}`, section: SECTIONS.scoring, title: '评审方式', own },
      ...listed('scoring', `criterion:${index + 1}`, criteria),
    ]),
    ...inspection.flatMap(({ items, ...own }, index) => [
      { key: `inspection:${index + 1}`, section: SECTIONS.inspection, title: own.actor, own },
      ...listed('inspection', `inspected:${index + 1}`, items),
    ]),
  ];
}

const BASICS: readonly [keyof Programme, string, string][] = [
  ['name', 'name', '项目名称'],
  ['document', 'document', '依据文件'],
  ['rule', 'rule', '细则编号'],
  ['target', 'target', '支持对象'],
  ['leadDepartment', 'leadDepartment', '牵头部门'],
  ['inForce', 'inForce', '有效期'],
  ['cycle', 'cycle', '申报周期'],
  ['benefitClasses', 'benefitClasses', '政策类别'],
  ['replaces', 'replaces', '替代'],
  ['replacedBy', 'replacedBy', '被替代'],
];

export function programmeNodes(definition: Programme): Node[] {
  const order = {
    tracks: definition.tracks.map((one) => one.id),
    procedure: definition.procedure.map((one) => one.id),
  };
  return [
    ...BASICS.filter(([name]) => definition[name] !== undefined).map(([name, key, title]) => ({
      key,
      section: SECTIONS.basics,
      title,
      own: { [name]: definition[name] },
    })),
    ...listed('basics', 'quota', definition.quota),
    ...listed(
      'conditions',
      'track',
      definition.tracks.map(({ conditions: _conditions, ...own }) => own),
    ),
    { key: 'order:tracks', section: SECTIONS.conditions, title: '类别的先后', own: { order: order.tracks } },
    ...conditionNodes(definition),
    ...listed('materials', 'material', definition.materials),
    ...listed('procedure', 'step', definition.procedure),
    { key: 'order:steps', section: SECTIONS.procedure, title: '步骤的先后', own: { order: order.procedure } },
    ...supportNodes(definition),
    ...listed('exclusions', 'exclusion', definition.exclusions),
    ...listed('duties', 'duty', definition.duties),
    ...judgedNodes(definition),
    ...definition.contacts.map((own, index) => ({
      key: `contact:${index + 1}`,
      section: SECTIONS.contacts,
      title: own.office ?? own.unit,
      own,
    })),
    ...definition.informational.map((own) => ({
      key: `informational:${own.clause}`,
      section: SECTIONS.informational,
      title: own.reason,
      own,
    })),
  ];
}

/** What tells one member of a list from another. */
const IDENTITIES = ['id', 'key', 'value', 'clause', 'number', 'name'] as const;

function identityOf(member: unknown): string | null {
  if (typeof member !== 'object' || member === null || Array.isArray(member)) return null;
  const found = IDENTITIES.map((name) => (member as Record<string, unknown>)[name]).find(
    (one) => typeof one === 'string' || typeof one === 'number',
  );
  return found === undefined ? null : String(found);
}

function nameOf(value: Record<string, unknown>, other: string): string {
  const found = [value.label, value.title, value.name, value.cite].find((one) => typeof one === 'string');
  return typeof found === 'string' ? found : other;
}

/** Any other part: lists whose members have an identity are opened, the rest is compared as it is. */
export function partNodes(value: object, section: string, key = '', title = ''): Node[] {
  const own: Record<string, unknown> = {};
  const below: Node[] = [];
  const here = title === '' ? nameOf(value as Record<string, unknown>, section) : title;
  for (const [name, member] of Object.entries(value)) {
    const ids = Array.isArray(member) && member.length > 0 ? member.map(identityOf) : [];
    const apart = ids.length > 0 && ids.every((id) => id !== null) && new Set(ids).size === ids.length;
    if (!apart) own[name] = member;
    else
      for (const [index, one] of (member as Record<string, unknown>[]).entries())
        below.push(...partNodes(one, section, `${key}/${name}:${ids[index]}`, nameOf(one, ids[index]!)));
  }
  return [{ key: key === '' ? '/' : key, section, title: here, own }, ...below];
}
