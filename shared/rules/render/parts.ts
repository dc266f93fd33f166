import { formatPeriod } from '../deadlines.ts';
import { formatShare } from '../money.ts';
import { conditionTrees, type Programme, visitConditions } from '../schema.ts';
import { whenNote } from './conditions.ts';
import type { Line } from './model.ts';
import { deadlineWords } from './words.ts';
import { citedWithin, makeLine, note, trackNote, type Writer, writerFact } from './writer.ts';

/** Materials, procedure, duties, scoring and inspection. */

const FORM_WORDS = {
  original: '原件',
  copy: '复印件',
  originalSeenCopyKept: '复印件（核验原件）',
  electronic: '电子件',
  onlineForm: '网上填报',
} as const;

/** Titles of conditions, for the materials and inspections that bear on them. */
function conditionTitles(definition: Programme): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const { root } of conditionTrees(definition))
    visitConditions(root, (node) => titles.set(node.id ?? '', node.title ?? node.wording ?? ''));
  return titles;
}

function titled(ids: readonly string[], titles: ReadonlyMap<string, string>): string {
  return [...new Set(ids.map((id) => titles.get(id) ?? '').filter((title) => title !== ''))].join('、');
}

export function materialLines(materials: Programme['materials'], at: Writer): Line[] {
  const titles = conditionTitles(at.definition);
  return materials.map((one) => {
    const form = [
      ...(one.form === undefined ? [] : [FORM_WORDS[one.form]]),
      ...(one.copies === undefined ? [] : [`${one.copies} 份`]),
    ];
    return makeLine(at, {
      key: `material:${one.id}`,
      tag: one.optional === true ? '可选' : one.when === undefined ? '必交' : '视情形',
      text: one.name,
      notes: [
        note(null, one.wording),
        note('形式', form.join('，')),
        note('签章', one.sealed),
        trackNote(at, one.tracks),
        whenNote('适用情形', one.when, at),
        note('证明', titled(one.evidences, titles)),
      ],
      cite: citedWithin(one),
    });
  });
}

function noticeWords({ n, unit, place, atLeast }: NonNullable<Programme['procedure'][number]['publicNotice']>): string {
  return `${atLeast === true ? '不少于 ' : ''}${formatPeriod({ n, unit })}${place === undefined ? '' : `，${place}`}`;
}

export function stepLines(steps: Programme['procedure'], at: Writer): Line[] {
  return steps.map((one) =>
    makeLine(at, {
      key: `step:${one.id}`,
      tag: one.actor.role === undefined ? one.actor.unit : `${one.actor.unit}（${one.actor.role}）`,
      text: one.title,
      notes: [
        note(null, one.wording),
        trackNote(at, one.tracks),
        whenNote('适用情形', one.when, at),
        note('期限', one.deadline === undefined ? null : deadlineWords(one.deadline, at)),
        note('公示', one.publicNotice === undefined ? null : noticeWords(one.publicNotice)),
        note('决定', one.decides),
        note('资金渠道', one.channel?.join(' → ')),
      ],
      cite: citedWithin(one),
    }),
  );
}

const DUTY_WORDS: Record<Programme['duties'][number]['kind'], string> = {
  assessment: '考核',
  report: '报告',
  renewal: '续期',
  service: '履约',
  accounts: '账目',
  stop: '停发',
  cancel: '取消',
  recover: '追回',
  change: '变更',
  supervision: '监督',
  liability: '责任',
};

const EVERY_UNITS = { month: '个月', quarter: '个季度', year: '年' } as const;

function mendWords({ from, to }: { from: number; to: number }): string {
  return from === to ? `${from} 个月` : `${from} 至 ${to} 个月`;
}

export function dutyLines(duties: Programme['duties'], at: Writer): Line[] {
  const instalments = new Map(
    at.definition.support.flatMap((one) => one.instalments.map((part) => [part.id, part.title])),
  );
  return duties.map((one) =>
    makeLine(at, {
      key: `duty:${one.id}`,
      tag: DUTY_WORDS[one.kind],
      text: one.title,
      notes: [
        note(null, one.wording),
        note('责任方', one.actor),
        trackNote(at, one.tracks),
        whenNote('适用情形', one.when, at),
        note('频次', one.every === undefined ? null : `每 ${one.every.n} ${EVERY_UNITS[one.every.unit]}一次`),
        note('期限', one.deadline === undefined ? null : deadlineWords(one.deadline, at)),
        note('涉及拨付', titled(one.releases, instalments)),
        note('整改期限', one.mendMonths === undefined ? null : mendWords(one.mendMonths)),
        note('追回比例', one.recovers === undefined ? null : formatShare(one.recovers)),
        note('限制申报', one.barredYears === undefined ? null : `${one.barredYears} 年内不得申报`),
      ],
      cite: citedWithin(one),
    }),
  );
}

const METHOD_WORDS: Record<Programme['scoring'][number]['method'], string> = {
  panel: '专家组评审',
  online: '网络评审',
  expertOpinion: '专家意见',
  thirdParty: '第三方评估',
  comprehensive: '综合评定',
};

export function scoringLines(scoring: Programme['scoring'], at: Writer): Line[] {
  return scoring.map((one, index) =>
    makeLine(at, {
      key: `scoring:${index + 1}`,
      text: METHOD_WORDS[one.method],
      notes: [
        trackNote(at, one.tracks),
        note('合格线', one.passMark === undefined ? null : `${one.passMark} 分`),
        note('专家', one.experts === undefined ? null : `不少于 ${one.experts.least} 人`),
        note('专家领域', one.experts?.fields.join('、')),
        note('等次', one.grades.map((grade) => grade.label).join('、')),
      ],
      cite: one.cite,
      children: one.criteria.map((criterion) =>
        makeLine(at, {
          key: `criterion:${index + 1}/${criterion.id}`,
          text: criterion.title,
          notes: [
            note(null, criterion.wording),
            note('权重', criterion.weight === undefined ? null : formatShare(criterion.weight)),
            note('满分', criterion.most === undefined ? null : `${criterion.most} 分`),
          ],
          cite: criterion.cite,
        }),
      ),
    }),
  );
}

export function inspectionLines(inspection: Programme['inspection'], at: Writer): Line[] {
  const titles = conditionTitles(at.definition);
  return inspection.map((one, index) =>
    makeLine(at, {
      key: `inspection:${index + 1}`,
      tag: one.actor,
      text: '现场核实下列内容',
      notes: [trackNote(at, one.tracks)],
      cite: one.cite,
      children: one.items.map((item) =>
        makeLine(at, {
          key: `inspected:${index + 1}/${item.id}`,
          text: item.title,
          notes: [
            note(null, item.wording),
            note('核对数据', item.facts.map((key) => writerFact(at, key).label).join('、')),
            note('关系条件', titled(item.conditions, titles)),
          ],
          cite: item.cite,
        }),
      ),
    }),
  );
}
