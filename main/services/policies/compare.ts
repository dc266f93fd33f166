/** What differs between two catalogues, in words: by programme and part, then facts, lists, materials, documents, calendars. */
import type { PolicyComparison } from '#shared/api/policies.ts';
import type { Catalogue, CatalogueParts } from '#shared/rules/catalogue.ts';

type Group = PolicyComparison['groups'][number];

const PROGRAMME_PARTS: Record<string, string> = {
  name: '名称',
  document: '依据文件',
  rule: '实施细则编号',
  leadDepartment: '牵头部门',
  contacts: '联系方式',
  inForce: '有效期',
  replaces: '替代的规定',
  replacedBy: '被替代的情况',
  target: '适用对象',
  benefitClasses: '待遇种类',
  cycle: '申报周期',
  quota: '名额',
  conditions: '条件',
  tracks: '类别及其条件',
  materials: '材料',
  procedure: '办理步骤和期限',
  support: '支持标准',
  exclusions: '不重复享受的规定',
  duties: '义务和考核',
  scoring: '评分',
  inspection: '核查',
  informational: '条款说明',
};

interface Entry {
  key: string;
  title: string;
  value: object;
}

/** Everything that can be told apart by a key, in the order it is shown. */
function entriesOf(parts: CatalogueParts): Entry[] {
  return [
    ...parts.programmes.map((one) => ({
      key: `programme ${one.id} ${one.inForce.from}`,
      title: `项目 ${one.id} ${one.name}（${one.inForce.from} 起）`,
      value: one,
    })),
    ...parts.documents.map((one) => ({
      key: `document ${one.id}`,
      title: `文件 ${one.number ?? one.title}`,
      value: one,
    })),
    ...parts.ledgers.map((one) => ({ key: `ledger ${one.document}`, title: `任务台账 ${one.document}`, value: one })),
    ...parts.facts.map((one) => ({ key: `fact ${one.key}`, title: `情况项 ${one.label}`, value: one })),
    ...parts.lists.map((one) => ({ key: `list ${one.id}`, title: `名录 ${one.label}`, value: one })),
    ...parts.materialKinds.map((one) => ({ key: `material ${one.id}`, title: `材料种类 ${one.label}`, value: one })),
    ...parts.calendars.map((one) => ({
      key: `calendar ${one.year}`,
      title: `${one.year} 年工作日安排`,
      value: one,
    })),
    ...parts.clauses.map((one) => ({ key: `clause ${one.id}`, title: `条款 ${one.cite}`, value: one })),
  ];
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? '';

function linesOf(key: string, before: object, after: object): string[] {
  if (!key.startsWith('programme ')) return [];
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = [...new Set([...is.keys(), ...was.keys()])];
  const different = names.filter((name) => textOf(was.get(name)) !== textOf(is.get(name)));
  return different.map((name) => `${PROGRAMME_PARTS[name] ?? name}有变化`);
}

function changesOf(before: CatalogueParts, after: CatalogueParts): Group[] {
  const old = new Map(entriesOf(before).map((entry) => [entry.key, entry]));
  const groups: Group[] = [];
  for (const { key, title, value } of entriesOf(after)) {
    const was = old.get(key);
    old.delete(key);
    if (!was) groups.push({ title, change: 'added', lines: [] });
    else if (textOf(was.value) !== textOf(value)) {
      groups.push({ title, change: 'changed', lines: linesOf(key, was.value, value) });
    }
  }
  const removed = [...old.values()].map(({ title }): Group => ({ title, change: 'removed', lines: [] }));
  return [...groups, ...removed];
}

/** The comparison the screens show. */
export function compareForPeople(base: number, before: Catalogue, number: number, after: Catalogue): PolicyComparison {
  const same = before.hash === after.hash;
  return { base, number, same, groups: same ? [] : changesOf(before.parts, after.parts) };
}
