import type { Matched, MatchResult, Question } from '#shared/rules/matchProgrammes.ts';
import { formatYuan } from '#shared/rules/money.ts';

const MARKS = { qualifies: '✓', may: '?', not: '✗' } as const;
const HEADS = { qualifies: '符合', may: '可能符合', not: '不符合' } as const;
const QUESTIONS_SHOWN = 20;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `【${title}】`, ...lines];
}

/** Money of one programme: settled, estimated and open parts side by side. */
export function worthWords({ worth, support }: Matched): string {
  const { settledFen, estimatedFen, open } = worth;
  const parts = [
    settledFen > 0 ? formatYuan(settledFen) : '',
    estimatedFen > 0 ? `按标准估算 ${formatYuan(estimatedFen)}` : '',
    open.length > 0 ? `待定：${open.join('、')}` : '',
  ].filter((part) => part !== '');
  if (parts.length > 0) return parts.join('；');
  return support.length > 0 ? support.map((one) => one.name).join('、') : '—';
}

function line(one: Matched): string {
  const track = one.track === null ? '' : `（${one.track}）`;
  const head = `${MARKS[one.verdict]} ${one.id}\t${one.name}${track}`;
  if (one.verdict === 'qualifies') return `${head}\t${worthWords(one)}`;
  if (one.verdict === 'not') {
    const [first, ...rest] = one.reasons;
    const more = rest.length === 0 ? '' : `；另有 ${rest.length} 项`;
    const cites = first?.cites.map((cite) => cite.label).join('；') ?? '';
    return `${head}\t${first === undefined ? '' : `${first.title}：${first.sentence}　〔${cites}〕`}${more}`;
  }
  const missing = one.missing.length === 0 ? '' : `尚缺 ${one.missing.map(({ label }) => label).join('、')}`;
  const judged = one.judgements.length === 0 ? '' : `待判断 ${one.judgements.join('、')}`;
  return `${head}\t${[missing, judged].filter((part) => part !== '').join('；')}`;
}

function questionLine(one: Question): string {
  const uses = [
    one.settles.length > 0 ? `可定 ${one.settles.length} 项` : '',
    one.narrows.length > 0 ? `涉及 ${one.narrows.length} 项` : '',
    one.amounts.length > 0 ? `影响 ${one.amounts.length} 项金额` : '',
  ].filter((part) => part !== '');
  return `• ${one.label}（${one.key}）\t${uses.join('，')}`;
}

function combination({ best, programmes }: MatchResult): string[] {
  if (best.chosen.length === 0) return [];
  const byId = new Map(programmes.map((one) => [one.id, one]));
  const words = (id: string) => `${id} ${byId.get(id)?.name ?? ''}`;
  return [
    ...best.chosen.map((id) => `• ${words(id)}\t${worthWords(byId.get(id)!)}`),
    ...best.deductions.map((one) => `  ${words(one.programme)}：${one.sentence} ${formatYuan(one.amountFen)}`),
    `合计 ${formatYuan(best.settledFen)}${best.estimatedFen > 0 ? `，另按标准估算 ${formatYuan(best.estimatedFen)}` : ''}`,
    ...(best.open.length > 0 ? [`金额待定：${best.open.join('、')}`] : []),
    ...best.leftOut.map((one) => `✗ ${words(one.programme)}：${one.sentence}`),
    ...(best.proven ? [] : ['互斥关系过多，未能逐一比较，可能还有更优组合，请人工核对']),
  ];
}

/** A result for people at a terminal. */
export function formatMatch(result: MatchResult): string {
  const { programmes, questions, notInForce } = result;
  const of = (verdict: Matched['verdict']) => programmes.filter((one) => one.verdict === verdict);
  const verdicts = ['qualifies', 'may', 'not'] as const;
  const asked = questions.slice(0, QUESTIONS_SHOWN).map(questionLine);
  const rest = questions.length - asked.length;
  return [
    `申报日期 ${result.on}，在有效期内的项目 ${programmes.length} 个：${verdicts.map((one) => `${HEADS[one]} ${of(one).length}`).join('，')}`,
    ...section('最优组合', combination(result)),
    ...verdicts.flatMap((one) => section(HEADS[one], of(one).map(line))),
    ...section('待补信息（先补作用大的）', rest > 0 ? [...asked, `等 ${questions.length} 项`] : asked),
    ...section(
      '不在有效期',
      notInForce.map((one) => `${one.id}\t${one.name}\t${one.sentence}`),
    ),
  ].join('\n');
}
