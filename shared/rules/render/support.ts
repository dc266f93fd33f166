import { type Condition, formOf, type Term } from '../conditionSchema.ts';
import { formatShare } from '../money.ts';
import type { Programme } from '../schema.ts';
import type { Support } from '../supportSchema.ts';
import { sentence, whenNote } from './conditions.ts';
import type { Line } from './model.ts';
import { caseLabel, termWords } from './terms.ts';
import { eventWords, monthDayWords } from './words.ts';
import { citedWithin, makeLine, note, trackNote, type Writer, writerFact } from './writer.ts';

/** What a programme grants: how it is worked out, how far it goes, when and by whom it is paid. */

const KIND_WORDS: Record<Support['kind'], string> = { money: '资金', service: '服务', honour: '荣誉', inKind: '实物' };

const PER_WORDS = {
  application: '每次申报',
  person: '每人',
  household: '每个家庭',
  unit: '每家单位',
  unitYear: '每家单位每年',
  project: '每个项目',
  event: '每次活动',
  year: '每年',
} as const;

const RATE_WORDS = { month: '每月', year: '每年', schoolYear: '每学年', unit: '每个', event: '每次' } as const;
const RATE_UNITS = { month: '个月', year: '年', schoolYear: '学年', unit: '个', event: '次' } as const;

type Recurring = NonNullable<Support['recurring']>;

const words = (term: Term, at: Writer): string => termWords(term, at, sentence);

/** One figure of a benefit; a choice between figures is opened into a line each. */
function figureLine(at: Writer, label: string, term: Term, more: { key?: string; notes?: Line['notes'] } = {}): Line {
  const form = formOf(term);
  const cite = citedWithin(term);
  if (form === 'cases') {
    const { fact, of } = term.cases!;
    const children = Object.entries(of).map(([value, one]) => figureLine(at, caseLabel(at, fact, value), one));
    return makeLine(at, { ...more, text: `${label}：按${writerFact(at, fact).label}`, cite, children });
  }
  if (form === 'tiers') {
    const tiers = term.tiers!.map((tier) => figureLine(at, sentence(tier.when, at), tier.amount));
    const rest = term.otherwise === undefined ? [] : [figureLine(at, '其他情形', term.otherwise)];
    return makeLine(at, { ...more, text: `${label}：按下列第一个符合的档次`, cite, children: [...tiers, ...rest] });
  }
  return makeLine(at, { ...more, text: `${label}：${words(term, at)}`, cite });
}

function recurringLine({ rate, per, count, most, least }: Recurring, at: Writer): Line {
  const notes = [
    note('期数', count === undefined ? null : words(count, at)),
    note(null, most === undefined ? null : `最多 ${most} ${RATE_UNITS[per]}`),
    note(null, least === undefined ? null : `最少 ${least} ${RATE_UNITS[per]}`),
  ].filter((one) => one !== null);
  const line = figureLine(at, `标准（${RATE_WORDS[per]}）`, rate, { notes });
  const more = makeLine(at, { text: '', cite: citedWithin(count) }).cite;
  return { ...line, cite: [...line.cite, ...more] };
}

function instalmentTime(part: Support['instalments'][number], at: Writer): string | null {
  const from = eventWords(part.from ?? 'approved', at);
  const after =
    part.monthsAfter === undefined
      ? part.from === undefined
        ? null
        : `“${from}”后`
      : part.monthsAfter === 0
        ? `“${from}”时`
        : `“${from}”后 ${part.monthsAfter} 个月`;
  const by = part.yearlyBy === undefined ? null : `当年${monthDayWords(part.yearlyBy)}前`;
  return after === null && by === null ? null : [after, by].filter((one) => one !== null).join('，');
}

function instalmentLines(support: Support, at: Writer): Line[] {
  return support.instalments.map((part) =>
    makeLine(at, {
      key: `support:${support.id}/instalment:${part.id}`,
      tag: '拨付',
      text: part.title,
      notes: [
        note('比例', part.share === undefined ? null : formatShare(part.share)),
        note('金额', part.amount === undefined ? null : words(part.amount, at)),
        note(null, part.wording),
        note('时间', instalmentTime(part, at)),
        whenNote('拨付条件', part.requires, at),
      ],
      cite: citedWithin(part),
    }),
  );
}

function splitLines(support: Support, at: Writer): Line[] {
  return support.split.map((one) =>
    makeLine(at, {
      tag: '资金分担',
      text: one.shares
        .map((part) => {
          const source = part.source === undefined ? '' : `（${part.source}）`;
          return `${part.payer}${source}承担 ${formatShare(part.share)}`;
        })
        .join('，'),
      notes: [whenNote('适用情形', one.when, at)],
      cite: citedWithin(one),
    }),
  );
}

interface Bounded {
  id: string;
  title: string;
  cite: string[];
  when?: Condition | undefined;
  amount: Term;
}

/** A deduction or a limit. */
function boundLine(at: Writer, key: string, tag: string, one: Bounded, text: string, used?: Term): Line {
  return makeLine(at, {
    key,
    tag,
    text: one.title,
    notes: [
      note(null, text),
      note('已用部分', used === undefined ? null : words(used, at)),
      whenNote('适用情形', one.when, at),
    ],
    cite: citedWithin(one),
  });
}

function calculationLines(support: Support, at: Writer): Line[] {
  const { amount, recurring, floor, cap, uncapped } = support;
  return [
    ...(amount === undefined ? [] : [figureLine(at, '标准', amount)]),
    ...(recurring === undefined ? [] : [recurringLine(recurring, at)]),
    ...(floor === undefined ? [] : [figureLine(at, '最低', floor)]),
    ...(cap === undefined ? [] : [figureLine(at, '最高', cap)]),
    ...(uncapped === undefined ? [] : [makeLine(at, { text: `上限：${uncapped}` })]),
    ...support.deductions.map((one) =>
      boundLine(at, `support:${support.id}/deduction:${one.id}`, '扣减', one, `扣减 ${words(one.amount, at)}`),
    ),
    ...support.limits.map((one) => {
      const text = `${PER_WORDS[one.per]}不超过 ${words(one.amount, at)}`;
      return boundLine(at, `support:${support.id}/limit:${one.id}`, '限额', one, text, one.used);
    }),
  ];
}

/** 支持内容. */
export function supportLines(support: Programme['support'], at: Writer): Line[] {
  return support.map((one) =>
    makeLine(at, {
      key: `support:${one.id}`,
      tag: one.form ?? KIND_WORDS[one.kind],
      text: one.name,
      notes: [
        note(null, one.wording),
        trackNote(at, one.tracks),
        whenNote('适用情形', one.when, at),
        note('用途', one.use.join('、')),
        note('资金来源', one.fundedBy),
      ],
      cite: [...one.cite, ...citedWithin(one.when)],
      children: [...calculationLines(one, at), ...instalmentLines(one, at), ...splitLines(one, at)],
    }),
  );
}
