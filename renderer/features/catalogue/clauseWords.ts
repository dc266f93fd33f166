/** Kinds of clauses as the index of the documents names them. */
const CLAUSE_KINDS: Record<string, string> = {
  target: '对象',
  condition: '条件',
  procedure: '程序',
  materials: '材料',
  management: '管理',
  contact: '联系方式',
  support: '支持',
  funds: '资金',
  time: '时间',
  other: '其他',
};

export const clauseKindTitle = (kind: string): string => CLAUSE_KINDS[kind] ?? kind;

const ORDER = Object.keys(CLAUSE_KINDS);

export const compareClauseKinds = (a: string, b: string): number => ORDER.indexOf(a) - ORDER.indexOf(b);
