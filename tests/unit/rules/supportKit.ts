import type { SupportResult } from '#shared/rules/evaluateSupport.ts';
import { CLAUSE, evaluateWith, programmeOf, TALENT_CLASS, vocabularyOf } from './kit.ts';

/** Facts that formulas of real clauses read. */
export const vocabulary = vocabularyOf(`
- { key: contract.turnover, label: 年度技术合同成交额, type: money, declaredBy: applicant }
- { key: house.price, label: 购房金额, type: money, declaredBy: applicant }
- { key: spouse.granted, label: 配偶已享受金额, type: money, declaredBy: applicant }
- { key: spouse.receives, label: 配偶享受, type: boolean, declaredBy: applicant }
- { key: rent.received, label: 已领租赁补贴, type: money, declaredBy: applicant }
- { key: unit.grantedThisYear, label: 本年度已补贴, type: money, declaredBy: authority }
- { key: unit.engineers, label: 引进人数, type: integer, unit: 人, declaredBy: applicant }
- { key: stay.months, label: 在站月数, type: integer, unit: 个月, declaredBy: applicant }
- { key: study.months, label: 留学月数, type: integer, unit: 个月, declaredBy: applicant }
- { key: panel.amount, label: 核定金额, type: money, declaredBy: decision }
${TALENT_CLASS}
- { key: unit.public, label: 事业单位, type: boolean, declaredBy: applicant }
`);

/** The result of one benefit given as YAML. */
export function grant(
  support: string,
  facts: Record<string, unknown>,
  dates: Record<string, string> = {},
): SupportResult {
  const compiled = programmeOf(
    vocabulary,
    `support: [{ id: s, cite: [${CLAUSE}], name: 补助, kind: money, ${support} }]`,
  );
  return evaluateWith(compiled, facts, { dates }).support[0]!;
}
