import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { Evaluation } from '#shared/rules/evaluateProgramme.ts';
import { factLabel, TRUTH_WORDS } from '#shared/rules/explain.ts';
import { formatYuan } from '#shared/rules/money.ts';

const MARKS = { true: '✓', false: '✗', unknown: '?', needsHuman: '…' } as const;

function citations(catalogue: Catalogue, cite: readonly string[]): string {
  return cite.map((id) => catalogue.clauses.get(id)?.cite ?? id).join('；');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `【${title}】`, ...lines];
}

/** A result for people at a terminal. */
export function formatEvaluation(result: Evaluation, catalogue: Catalogue): string {
  const items = result.items.map((one) => {
    const force = one.force === 'must' ? '' : one.force === 'priority' ? '（优先）' : '（可放宽）';
    return `${MARKS[one.truth]} ${one.title}${force}：${one.sentence}　〔${citations(catalogue, one.cite)}〕`;
  });
  const materials = result.materials
    .filter((one) => one.needed !== 'false')
    .map((one) => `${one.needed === 'true' ? '•' : '?'} ${one.name}${one.optional ? '（可选）' : ''}`);
  const support = result.support
    .filter((one) => one.state !== 'none')
    .flatMap((one) => [
      `• ${one.sentence}`,
      ...one.instalments.map((part) => {
        const amount = part.amountFen === null ? '待定' : formatYuan(part.amountFen);
        const split = part.split.map((payment) => `${payment.payer} ${formatYuan(payment.amountFen)}`).join('，');
        return `    ${part.title}：${amount}${part.dueOn === null ? '' : `，${part.dueOn}`}${split === '' ? '' : `（${split}）`}`;
      }),
    ]);
  const exclusions = result.exclusions
    .filter((one) => one.applies !== 'false')
    .map((one) => `${MARKS[one.applies]} ${one.sentence}`);
  const steps = result.steps
    .filter((one) => one.applies !== 'false')
    .map(
      (one) =>
        `• ${one.title}（${one.actor.unit}）${[one.due?.sentence, one.notice?.sentence]
          .filter((text) => text !== undefined)
          .map((text) => `：${text}`)
          .join('')}`,
    );
  const missing = result.missing.map((name) => `• ${factLabel(catalogue.vocabulary, name)}（${name}）`);
  return [
    `${result.programme.id} ${result.programme.name}　${result.validity.sentence}`,
    `结论：${result.sentence}`,
    ...section(`申报条件：${TRUTH_WORDS[result.conditions]}`, items),
    ...section('限制情形', exclusions),
    ...section('待补信息', missing),
    ...section('申报材料', materials),
    ...section('支持标准', support),
    ...section('办理程序', steps),
  ].join('\n');
}
