import {
  type EnumValue,
  type FactDefinition,
  type FactType,
  type FieldDefinition,
  type MaterialKind,
  type NamedList,
  RESERVED_FACTS,
} from './factSchema.ts';

/** How one fact (or one field of a row) is read, compared and printed. */
export interface FactKind {
  key: string;
  label: string;
  type: FactType;
  unit: string | null;
  /** Decimal places its numbers are scaled by: 2 for money (分), `places` for decimals, else 0. */
  scale: number;
  min: number | null;
  max: number | null;
  past: boolean;
  /** Values of an enum or set: code → label; for ranked enums in order from the highest. */
  labels: ReadonlyMap<string, string>;
  /** Ranked enums: code → rank, higher is better. */
  ranks: ReadonlyMap<string, number> | null;
  fields: ReadonlyMap<string, FactKind>;
}

/** Stands for a fact the catalogue does not have, so that what refers to it can still be read and printed. */
export const unknownFact = (key: string): FactKind => ({
  key,
  label: key,
  type: 'text',
  unit: null,
  scale: 0,
  min: null,
  max: null,
  past: false,
  labels: new Map(),
  ranks: null,
  fields: new Map(),
});

export interface Vocabulary {
  readonly facts: ReadonlyMap<string, FactKind>;
  /** As written in facts.yaml, for forms: declarer, evidence, sensitivity, notes. */
  readonly definitions: ReadonlyMap<string, FactDefinition>;
  readonly lists: ReadonlyMap<string, NamedList>;
  readonly materialKinds: ReadonlyMap<string, MaterialKind>;
}

const BENEFIT_STATUSES: EnumValue[] = [
  { value: 'applied', label: '正在申报' },
  { value: 'enjoying', label: '正在享受' },
  { value: 'enjoyed', label: '已享受完毕' },
  { value: 'ended', label: '中止或取消' },
];
const BENEFIT_HOLDERS: EnumValue[] = [
  { value: 'self', label: '本人' },
  { value: 'spouse', label: '配偶' },
  { value: 'unit', label: '单位' },
  { value: 'project', label: '项目' },
];

/** Facts the engine provides; see docs/catalogue.md. */
const RESERVED: FactDefinition[] = [
  { key: RESERVED_FACTS[0], label: '申报日期', type: 'date', declaredBy: 'authority', evidencedBy: [] },
  {
    key: RESERVED_FACTS[1],
    label: '已享受或申报的其他政策',
    type: 'records',
    declaredBy: 'authority',
    evidencedBy: [],
    fields: [
      { key: 'programme', label: '项目编号', type: 'text' },
      { key: 'class', label: '政策类别', type: 'text' },
      { key: 'holder', label: '享受人', type: 'enum', values: BENEFIT_HOLDERS },
      { key: 'status', label: '状态', type: 'enum', values: BENEFIT_STATUSES },
      { key: 'from', label: '起始日期', type: 'date' },
      { key: 'to', label: '截止日期', type: 'date' },
      { key: 'amount', label: '已享受金额', type: 'money' },
    ],
  },
];

function factKind(one: FactDefinition | FieldDefinition, lists: ReadonlyMap<string, NamedList>): FactKind {
  const values = one.values ?? (one.list === undefined ? [] : (lists.get(one.list)?.values ?? []));
  const fields = 'fields' in one ? (one.fields ?? []) : [];
  return {
    key: one.key,
    label: one.label,
    type: one.type,
    unit: one.type === 'money' ? '分' : (one.unit ?? null),
    scale: one.type === 'money' ? 2 : (one.places ?? 0),
    min: one.min ?? null,
    max: one.max ?? null,
    past: one.past ?? false,
    labels: new Map(values.map((value) => [value.value, value.label])),
    ranks: one.ranked === true ? new Map(values.map((value, index) => [value.value, values.length - index])) : null,
    fields: new Map(fields.map((field) => [field.key, factKind(field, lists)])),
  };
}

/** What does not fit together: keys twice, lists and kinds of material that are not there. */
export function vocabularyProblems(
  facts: readonly FactDefinition[],
  lists: readonly NamedList[],
  kinds: readonly MaterialKind[],
): string[] {
  const problems: string[] = [];
  const twice = (what: string, ids: string[]) => {
    for (const id of ids.filter((one, index) => ids.indexOf(one) !== index))
      problems.push(`${what} \`${id}\` is defined twice`);
  };
  twice(
    'fact',
    facts.map((one) => one.key),
  );
  twice(
    'list',
    lists.map((one) => one.id),
  );
  twice(
    'kind of material',
    kinds.map((one) => one.id),
  );
  const listIds = new Set(lists.map((one) => one.id));
  const kindIds = new Set(kinds.map((one) => one.id));
  for (const fact of facts) {
    for (const one of [fact, ...(fact.fields ?? [])]) {
      if (one.list !== undefined && !listIds.has(one.list))
        problems.push(`fact \`${fact.key}\`: no list \`${one.list}\``);
    }
    for (const kind of fact.evidencedBy) {
      if (!kindIds.has(kind)) problems.push(`fact \`${fact.key}\`: no kind of material \`${kind}\``);
    }
  }
  return problems;
}

export function makeVocabulary(
  facts: readonly FactDefinition[],
  lists: readonly NamedList[],
  kinds: readonly MaterialKind[],
): Vocabulary {
  const byId = new Map(lists.map((one) => [one.id, one]));
  const all = [...RESERVED, ...facts];
  return {
    facts: new Map(all.map((one) => [one.key, factKind(one, byId)])),
    definitions: new Map(all.map((one) => [one.key, one])),
    lists: byId,
    materialKinds: new Map(kinds.map((one) => [one.id, one])),
  };
}
