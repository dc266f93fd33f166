import { describe, expect, it } from 'vitest';
import { OPERATORS } from '#shared/rules/conditionSchema.ts';
import { sentence } from '#shared/rules/render/conditions.ts';
import { termWords } from '#shared/rules/render/terms.ts';
import { vocabulary } from '../conditionVocabulary.ts';
import { conditionOf, termOf, writerOf } from '../kit.ts';

const at = writerOf(vocabulary);

const CONDITIONS: [string, string][] = [
  ['compare: { fact: unit.staff, op: ge, value: 30 }', '员工数不低于 30 人'],
  ['compare: { fact: unit.staff, op: lt, value: 30 }', '员工数低于 30 人'],
  ['compare: { fact: unit.rate, op: gt, value: 2.5 }', '占比高于 2.5%'],
  ['compare: { fact: unit.paidIn, op: le, value: { wan: 300 } }', '到位资金不超过 300 万元'],
  [
    'compare: { fact: unit.paidIn, op: ge, than: { multiply: [{ fact: unit.granted }, { percent: 50 }] } }',
    '到位资金不低于政府支持资金 × 50%',
  ],
  ['compare: { fact: person.male, op: eq, value: true }', '“男性”为“是”'],
  ['compare: { fact: person.male, op: ne, value: true }', '“男性”为“否”'],
  ['compare: { fact: person.male, op: eq, value: false }', '“男性”为“否”'],
  ['compare: { fact: talent.class, op: ge, value: D }', '人才类别不低于“D 类”'],
  ['compare: { fact: unit.kind, op: ne, value: office }', '单位类型不为“党政机关”'],
  ['compare: { fact: house.signedOn, op: ge, value: 2017-05-01 }', '网签日期不早于2017年5月1日'],
  ['compare: { fact: house.signedOn, op: lt, thanDate: { fact: study.graduatedOn } }', '网签日期早于毕业日期'],
  ['compare: { fact: unit.district, op: eq, than: { fact: unit.taxDistrict } }', '注册区县为纳税区县'],
  [
    'compare: { term: { between: { from: { fact: study.graduatedOn }, to: { fact: house.signedOn }, unit: years } }, op: le, value: 5 }',
    '毕业日期至网签日期的整年数不超过 5 年',
  ],
  ['in: { fact: unit.kind, values: [firm, school] }', '单位类型属于企业、高校之一'],
  ['in: { fact: person.honours, values: [x] }', '荣誉含有甲奖'],
  [
    'dateOnOrBefore: { date: { fact: house.signedOn }, limit: { fact: study.graduatedOn, plus: { years: 5 } } }',
    '网签日期不晚于毕业日期后 5 年',
  ],
  [
    'dateOnOrAfter: { date: { fact: house.signedOn }, limit: { date: 2023-06-30, plus: { years: -3, days: -1 } } }',
    '网签日期不早于2023年6月30日前 3 年再前 1 日',
  ],
  [
    'ageAt: { birth: person.birthDate, asOf: { fact: notice.ageDay }, op: le, value: 55 }',
    '按出生日期计算，至年龄基准日不超过 55 周岁',
  ],
  [
    'ratio: { part: { fact: unit.research }, whole: { fact: unit.sales }, op: ge, share: { permille: 35 } }',
    '研发投入占销售收入的比例不低于 35‰',
  ],
  ['exists: house.signedOn', '已登记网签日期'],
  ['judgement: { ask: 技术是否领先, by: expert }', '由专家判断：技术是否领先'],
  [
    'count: { of: awards.won, where: { compare: { fact: item.rank, op: le, value: 3 } }, op: ge, value: 2 }',
    '获奖中符合（名次不超过 3 位）的项数不低于 2 项',
  ],
  ['count: { of: person.honours, op: ge, value: 1 }', '荣誉项数不低于 1 项'],
  [
    'every: { of: awards.won, where: { compare: { fact: item.grade, op: ge, value: second } } }',
    '获奖的每一项均须：等级不低于“二等奖”',
  ],
  ['not: { exists: house.signedOn }', '不属于（已登记网签日期）的情形'],
  [
    'all: [{ exists: house.signedOn }, { any: [{ exists: unit.staff }, { exists: unit.rate }] }]',
    '已登记网签日期，且（已登记员工数，或已登记占比）',
  ],
  [
    'atLeast: { n: 2, of: [{ exists: house.signedOn }, { exists: unit.staff }, { exists: unit.rate }] }',
    '下列 3 项中至少满足 2 项：已登记网签日期；已登记员工数；已登记占比',
  ],
  [
    '{ title: 年轻, force: mayRelax, relaxedBy: { exists: unit.rate }, compare: { fact: unit.staff, op: le, value: 9 } }',
    '年轻（员工数不超过 9 人）（可放宽：已登记占比）',
  ],
  ['{ force: mayRelax, exists: unit.rate }', '已登记占比（可放宽：未达到的，由审核人员核定是否放宽）'],
  ['{ force: priority, exists: unit.rate }', '已登记占比（优先）'],
];

describe('a condition in words', () => {
  it.each(CONDITIONS)('%s', (yaml, words) => expect(sentence(conditionOf(yaml), at)).toBe(words));
  it('has a sentence for every operator', () => {
    const said = CONDITIONS.flatMap(([yaml]) => OPERATORS.filter((name) => yaml.includes(`${name}: `)));
    expect(OPERATORS.filter((name) => !said.includes(name))).toEqual([]);
  });
});

describe('a term in words', () => {
  it.each<[string, string]>([
    ['value: 3', '3'],
    ['wan: 150', '150 万元'],
    ['yuan: 8000.5', '8,000.50 元'],
    ['percent: 2.5', '2.5%'],
    ['permille: 1.5', '1.5‰'],
    ['fact: unit.sales', '销售收入'],
    ['age: { birth: person.birthDate, asOf: { date: 2023-01-01 } }', '按出生日期计算、至2023年1月1日的周岁数'],
    [
      'between: { from: { fact: study.graduatedOn }, to: { fact: case.applicationDate, plus: { months: 1 } }, unit: months }',
      '毕业日期至申报日期后 1 个月的整月数',
    ],
    [
      'add: [{ fact: unit.research }, { multiply: [{ fact: unit.sales }, { percent: 3 }] }]',
      '研发投入 + （销售收入 × 3%）',
    ],
    ['subtract: [{ fact: unit.sales }, { wan: 10 }]', '销售收入 − 10 万元'],
    ['divide: [{ fact: unit.sales }, { fact: unit.staff }]', '销售收入 ÷ 员工数'],
    ['min: [{ fact: unit.sales }, { wan: 10 }]', '取较低者（销售收入；10 万元）'],
    ['max: [{ fact: unit.sales }, { wan: 10 }]', '取较高者（销售收入；10 万元）'],
    ['units: { of: { fact: unit.staff }, per: 12, countFrom: 6 }', '员工数折算的期数（每满 12 计 1，余数满 6 再计 1）'],
    [
      '{ tiers: [{ when: { exists: unit.rate }, amount: { wan: 3 } }], otherwise: { wan: 1 } }',
      '已登记占比的，为 3 万元；其他情形为 1 万元',
    ],
    [
      'cases: { fact: talent.class, of: { B: { wan: 100 }, C: { wan: 70 } } }',
      '按人才类别：B 类为 100 万元，C 类为 70 万元',
    ],
    ['sum: { of: unit.years, field: sales }', '近三年收入合计'],
    [
      'average: { of: unit.years, field: sales, where: { compare: { fact: item.sales, op: gt, value: { wan: 1 } } } }',
      '近三年中符合（收入高于 1 万元）的平均收入',
    ],
    ['count: { of: awards.won }', '获奖项数'],
    [
      'decided: { fact: unit.granted, from: { wan: 80 }, to: { wan: 100 }, by: 专家组 }',
      '政府支持资金（由专家组在 80 万元 至 100 万元 之间确定）',
    ],
    [
      'decided: { fact: unit.granted, to: { wan: 100 }, by: 专家组 }',
      '政府支持资金（由专家组在不超过 100 万元 的范围内确定）',
    ],
    ['decided: { fact: unit.granted, by: 专家组 }', '政府支持资金（由专家组确定）'],
    ['caseByCase: 一事一议', '一事一议'],
  ])('%s', (yaml, words) => expect(termWords(termOf(yaml), at, sentence)).toBe(words));
});
