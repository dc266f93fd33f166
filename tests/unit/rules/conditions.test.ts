import { describe, expect, it } from 'vitest';
import { sentenceOf } from '#shared/rules/explain.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { missingFacts, openJudgements } from '#shared/rules/trace.ts';
import { vocabulary } from './conditionVocabulary.ts';
import { judge, scopeOf } from './kit.ts';

const say = (yaml: string, facts: Record<string, unknown>, on?: string) => {
  const trace = judge(vocabulary, yaml, facts, on);
  const known = new Map(parseFacts(vocabulary, facts)).set('case.applicationDate', on ?? '2023-05-10');
  return {
    truth: trace.truth,
    sentence: sentenceOf(trace, scopeOf(known), vocabulary),
    missing: missingFacts(trace),
    judgements: openJudgements(trace),
  };
};

const AGE = 'ageAt: { birth: person.birthDate, asOf: { fact: notice.ageDay }, op: le, value: 55 }';
const RATIO = 'ratio: { part: { fact: unit.research }, whole: { fact: unit.sales }, op: ge, share: { percent: 3 } }';
const WITHIN5 =
  'dateOnOrBefore: { date: { fact: house.signedOn }, limit: { fact: study.graduatedOn, plus: { years: 5 } } }';
const TOP2 =
  'count: { of: awards.won, where: { all: [{ compare: { fact: item.grade, op: ge, value: first } }, { compare: { fact: item.rank, op: le, value: 2 } }] }, op: ge, value: 1 }';
const EVERY = 'every: { of: unit.years, where: { compare: { fact: item.sales, op: ge, value: { wan: 30000 } } } }';
const NOT_OFFICE = 'not: { in: { fact: unit.kind, values: [office] } }';

describe('conditions with their figures', () => {
  it.each([
    [
      AGE,
      { 'person.birthDate': '1979-03-02', 'notice.ageDay': '2023-06-30' },
      'true',
      '出生 1979-03-02，基准日 2023-06-30，44 周岁 ≤ 55',
    ],
    [
      AGE,
      { 'person.birthDate': '1967-06-30', 'notice.ageDay': '2023-06-30' },
      'false',
      '出生 1967-06-30，基准日 2023-06-30，56 周岁，要求 ≤ 55，不满足',
    ],
    [
      AGE,
      { 'person.birthDate': '1967-07-01', 'notice.ageDay': '2023-06-30' },
      'true',
      '出生 1967-07-01，基准日 2023-06-30，55 周岁 ≤ 55',
    ],
    [
      'compare: { fact: talent.class, op: ge, value: D }',
      { 'talent.class': 'C' },
      'true',
      '人才类别：C 类，不低于“D 类”',
    ],
    [
      'compare: { fact: talent.class, op: ge, value: D }',
      { 'talent.class': 'E' },
      'false',
      '人才类别：E 类，要求不低于“D 类”，不满足',
    ],
    [
      'compare: { fact: person.male, op: eq, value: true }',
      { 'person.male': false },
      'false',
      '男性：否，要求为“是”，不满足',
    ],
    [
      'compare: { fact: unit.paidIn, op: ge, value: { wan: 100 } }',
      { 'unit.paidIn': 100_000_000 },
      'true',
      '到位资金 100 万元 ≥ 100 万元',
    ],
    [
      'compare: { fact: unit.paidIn, op: ge, value: { wan: 100 } }',
      { 'unit.paidIn': 99_999_999 },
      'false',
      '到位资金 999,999.99 元，要求 ≥ 100 万元，不满足',
    ],
    [
      'compare: { fact: unit.paidIn, op: ge, than: { fact: unit.granted } }',
      { 'unit.paidIn': 200, 'unit.granted': 300 },
      'false',
      '到位资金 2 元，要求 ≥ 政府支持资金 3 元，不满足',
    ],
    [
      'compare: { fact: unit.rate, op: ge, value: 3.5 }',
      { 'unit.rate': '3.49' },
      'false',
      '占比 3.49%，要求 ≥ 3.5%，不满足',
    ],
    [
      'compare: { fact: unit.district, op: eq, than: { fact: unit.taxDistrict } }',
      { 'unit.district': '历下', 'unit.taxDistrict': '市中' },
      'false',
      '注册区县：历下，要求为“纳税区县 市中”，不满足',
    ],
    [
      'compare: { fact: house.signedOn, op: gt, thanDate: { date: 2017-05-01 } }',
      { 'house.signedOn': '2017-05-01' },
      'false',
      '网签日期 2017-05-01，要求 晚于 2017-05-01，不满足',
    ],
    [
      WITHIN5,
      { 'house.signedOn': '2024-06-30', 'study.graduatedOn': '2019-06-30' },
      'true',
      '网签日期 2024-06-30 不晚于 毕业日期 2019-06-30 5 年后（2024-06-30）',
    ],
    [
      WITHIN5,
      { 'house.signedOn': '2024-07-01', 'study.graduatedOn': '2019-06-30' },
      'false',
      '网签日期 2024-07-01，要求 不晚于 毕业日期 2019-06-30 5 年后（2024-06-30），不满足',
    ],
    [RATIO, { 'unit.research': 300, 'unit.sales': 10_000 }, 'true', '研发投入 3 元 ÷ 销售收入 100 元 = 3% ≥ 3%'],
    [
      RATIO,
      { 'unit.research': 299, 'unit.sales': 10_000 },
      'false',
      '研发投入 2.99 元 ÷ 销售收入 100 元 = 2.99%，要求 ≥ 3%，不满足',
    ],
    [
      'in: { fact: unit.kind, values: [firm, school] }',
      { 'unit.kind': 'firm' },
      'true',
      '单位类型：企业，属于企业、高校',
    ],
    [
      'in: { fact: person.honours, values: [x] }',
      { 'person.honours': ['y'] },
      'false',
      '荣誉：乙奖，要求含有甲奖，不满足',
    ],
    ['in: { fact: person.honours, values: [x] }', { 'person.honours': [] }, 'false', '荣誉：无，要求含有甲奖，不满足'],
    [NOT_OFFICE, { 'unit.kind': 'firm' }, 'true', '“单位类型：企业，属于党政机关”不成立，符合要求'],
    [NOT_OFFICE, { 'unit.kind': 'office' }, 'false', '“单位类型：党政机关，属于党政机关”成立，不满足'],
    [
      TOP2,
      {
        'awards.won': [
          { grade: 'second', rank: 1 },
          { grade: 'first', rank: 3 },
        ],
      },
      'false',
      '获奖中符合条件的 0 项，要求 ≥ 1 项，不满足',
    ],
    [TOP2, { 'awards.won': [{ grade: 'first', rank: 2 }] }, 'true', '获奖中符合条件的 1 项 ≥ 1 项'],
    [
      EVERY,
      { 'unit.years': [{ sales: 30_000_000_000 }, { sales: 29_999_999_999 }] },
      'false',
      '近三年共 2 项，其中 1 项满足，不满足',
    ],
    [EVERY, { 'unit.years': [{ sales: 30_000_000_000 }] }, 'true', '近三年 1 项均满足'],
    ['exists: unit.kind', { 'unit.kind': 'firm' }, 'true', '单位类型已登记'],
    ['exists: unit.kind', {}, 'false', '单位类型没有登记，不满足'],
  ])('%s %j', (yaml, facts, truth, sentence) => {
    expect(say(yaml, facts)).toMatchObject({ truth, sentence, missing: [] });
  });
});

describe('terms in conditions', () => {
  it('print their unit', () => {
    const yaml =
      'compare: { term: { age: { birth: person.birthDate, asOf: { fact: notice.ageDay } } }, op: lt, value: 40 }';
    const facts = { 'person.birthDate': '1990-01-01', 'notice.ageDay': '2023-06-30' };
    expect(say(yaml, facts)).toMatchObject({
      truth: 'true',
      sentence: '出生日期 1990-01-01，基准日 年龄基准日 2023-06-30 = 33 周岁 < 40 周岁',
    });
  });
});

describe('groups', () => {
  const staff = (n: number) => `{ compare: { fact: unit.staff, op: ge, value: ${n} } }`;
  it('name what decides them', () => {
    expect(say(`any: [${staff(3)}, ${staff(9)}]`, { 'unit.staff': 5 }).sentence).toBe('满足其一：员工数 5 人 ≥ 3 人');
    expect(say(`any: [${staff(6)}, ${staff(9)}]`, { 'unit.staff': 5 }).sentence).toBe(
      '各项均不满足：员工数 5 人，要求 ≥ 6 人，不满足；员工数 5 人，要求 ≥ 9 人，不满足',
    );
    expect(say(`all: [${staff(3)}, ${staff(9)}]`, { 'unit.staff': 5 }).sentence).toBe(
      '有不满足项：员工数 5 人，要求 ≥ 9 人，不满足',
    );
    expect(say(`all: [${staff(3)}, ${staff(4)}]`, { 'unit.staff': 5 }).sentence).toBe(
      '各项均满足：员工数 5 人 ≥ 3 人；员工数 5 人 ≥ 4 人',
    );
    const two = `atLeast: { n: 2, of: [${staff(3)}, ${staff(4)}, ${staff(9)}] }`;
    expect(say(two, { 'unit.staff': 5 }).sentence).toBe('达到规定项数（2 项）：员工数 5 人 ≥ 3 人；员工数 5 人 ≥ 4 人');
    expect(say(two, { 'unit.staff': 3 }).sentence).toContain('未达到规定项数（2 项）');
    expect(say(two, {}).sentence).toContain('尚不能确定（2 项）');
  });
  it('stop after eight parts and say how many there are', () => {
    const parts = (n: number) =>
      say(`all: [${Array.from({ length: n }, (_, one) => staff(one)).join(', ')}]`, { 'unit.staff': 50 }).sentence;
    expect(parts(8).split('；')).toHaveLength(8);
    expect(parts(8)).not.toContain('等 8 项');
    expect(parts(9).split('；')).toHaveLength(9);
    expect(parts(9)).toMatch(/；等 9 项$/);
  });
});

describe('missing facts', () => {
  it.each([
    [AGE, { 'person.birthDate': '1979-03-02' }, ['notice.ageDay'], '年龄基准日'],
    [RATIO, { 'unit.research': 0 }, ['unit.sales'], '销售收入'],
    ['compare: { fact: talent.class, op: ne, value: A }', {}, ['talent.class'], '人才类别：未登记，要求不为“A 类”'],
    ['not: { in: { fact: unit.kind, values: [office] } }', {}, ['unit.kind'], '尚缺：单位类型'],
    ['compare: { fact: unit.paidIn, op: ge, value: { wan: 0 } }', {}, ['unit.paidIn'], '未登记'],
    [TOP2, { 'awards.won': [{ grade: 'first' }, { rank: 3 }] }, ['awards.won[1].rank'], '获奖第 1 行的名次'],
    [EVERY, {}, ['unit.years'], '近三年未登记'],
    [EVERY, { 'unit.years': [{}] }, ['unit.years[1].sales'], '近三年第 1 行的收入'],
    [
      'all: [{ compare: { fact: unit.staff, op: ge, value: 1 } }, { in: { fact: unit.kind, values: [firm] } }, { in: { fact: person.honours, values: [x] } }]',
      { 'unit.staff': 3 },
      ['unit.kind', 'person.honours'],
      '尚不能确定',
    ],
  ])('%s %j', (yaml, facts, missing, part) => {
    const result = say(yaml, facts);
    expect(result).toMatchObject({ truth: 'unknown', missing });
    expect(result.sentence).toContain(part);
  });

  it('does not ask for facts that no longer matter', () => {
    const yaml =
      'all: [{ compare: { fact: unit.staff, op: ge, value: 5 } }, { in: { fact: unit.kind, values: [firm] } }]';
    expect(say(yaml, { 'unit.staff': 3 })).toMatchObject({ truth: 'false', missing: [] });
  });
});

describe('people’s part', () => {
  it('is a judgement, not a missing fact', () => {
    expect(say('judgement: { ask: 技术是否填补国内空白, by: expert }', {})).toEqual({
      truth: 'needsHuman',
      sentence: '由专家判断：技术是否填补国内空白',
      missing: [],
      judgements: ['技术是否填补国内空白'],
    });
  });
  it('is a share of nothing', () =>
    expect(say(RATIO, { 'unit.research': 5, 'unit.sales': 0 })).toMatchObject({
      truth: 'needsHuman',
      judgements: ['占比的基数为零，需人工核定'],
    }));
  it('is an open relaxation', () => {
    const yaml = `all: [{ id: age, title: 年龄, force: mayRelax, ${AGE} }]`;
    const facts = { 'person.birthDate': '1960-01-01', 'notice.ageDay': '2023-06-30' };
    expect(say(yaml, facts)).toMatchObject({ truth: 'needsHuman', judgements: ['年龄：是否放宽'] });
  });
  it('is not needed where the relaxing condition holds, and the sentence says which', () => {
    const relief = 'relaxedBy: { compare: { fact: talent.class, op: ge, value: B } }';
    const yaml = `{ id: age, title: 年龄, force: mayRelax, ${AGE}, ${relief} }`;
    const old = { 'person.birthDate': '1960-01-01', 'notice.ageDay': '2023-06-30' };
    expect(say(yaml, { ...old, 'talent.class': 'A' })).toMatchObject({
      truth: 'true',
      sentence: expect.stringContaining('按放宽条件符合：人才类别：A 类'),
    });
    expect(say(yaml, { ...old, 'talent.class': 'C' }).truth).toBe('false');
    expect(say(yaml, old)).toMatchObject({ truth: 'unknown', missing: ['talent.class'] });
  });
});

describe('application date', () => {
  it('is known to every condition', () => {
    const yaml =
      'dateOnOrAfter: { date: { fact: case.applicationDate }, limit: { fact: study.graduatedOn, plus: { months: 6 } } }';
    expect(say(yaml, { 'study.graduatedOn': '2022-08-31' }, '2023-02-28').truth).toBe('true');
    expect(say(yaml, { 'study.graduatedOn': '2022-08-31' }, '2023-02-27').truth).toBe('false');
  });
});
