import { describe, expect, it, test } from 'vitest';
import { filterTasks, formatFigure } from '#shared/rules/filterTasks.ts';
import type { Target } from '#shared/rules/ledgerSchema.ts';
import { catalogue } from './support.ts';

/** The two shipped ledgers against their documents: every number, units, days and figures as printed there. */

const ledgerOf = (document: string) => {
  const found = catalogue.parts.ledgers.find((one) => one.document === document);
  if (found === undefined) throw new Error(`no ledger ${document}`);
  return found;
};
const zone = ledgerOf('jnsyq-2021');
const plan = ledgerOf('jtz-2023-4');
const zoneTask = (number: number) => zone.tasks.find((one) => one.number === number)!;
const planTask = (number: number) => plan.tasks.find((one) => one.number === number)!;

describe('the pilot zone of 2021', () => {
  it('has 21 measures and 75 tasks, each under its own clause', () => {
    expect(zone.measures.map((one) => one.number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(zone.tasks.map((one) => one.number)).toEqual(Array.from({ length: 75 }, (_, index) => index + 1));
    for (const one of zone.tasks) expect(one.cite[0]).toMatch(new RegExp(`^jnsyq-2021/fj/1\\.[1-4]\\.${one.number}$`));
  });

  test.each<[number, string, string, string]>([
    [
      1,
      '市科技局',
      '市委组织部、市发展改革委、市工业和信息化局、市财政局、起步区、济南片区',
      'longTerm interim 2021-12-31',
    ],
    [2, '市科技局', '市教育局、起步区、济南片区', 'byRules rules 2021-09-30 interim 2021-12-31'],
    [4, '市人力资源社会保障局、市科协', '起步区、济南片区', 'longTerm interim 2021-12-31'],
    [5, '市科技局、市市场监管局', '市行政审批服务局、起步区、济南片区', 'longTerm interim 2021-12-31'],
    [6, '市人力资源社会保障局', '起步区、济南片区', 'longTerm'],
    [11, '市人力资源社会保障局', '市住房城乡建设局、市科技局、起步区、济南片区', 'byRules rules 2021-09-30'],
    [16, '市委编办', '市人力资源社会保障局、起步区', 'longTerm'],
    [18, '市人力资源社会保障局', '市科技局、市教育局、市委组织部、市国资委、起步区', 'longTerm'],
    [24, '市科技局', '起步区、济南片区', 'longTerm interim 2022-12-31'],
    [29, '市科技局', '市市场监管局、起步区、济南片区、各区县', 'byRules rules 2021-09-30 interim 2022-12-31'],
    [34, '市人力资源社会保障局', '起步区、济南片区、历下区、济南高新区', 'longTerm interim 2022-12-31'],
    [37, '市人力资源社会保障局', '济南片区、济南高新区', 'longTerm'],
    [
      39,
      '市财政局、市地方金融监管局',
      '市发展改革委、济南财投基金集团、起步区、济南片区',
      'longTerm interim 2021-12-31',
    ],
    [41, '市科技局', '市人力资源社会保障局、市税务局、市财政局、起步区、济南片区', 'byRules rules 2021-09-30'],
    [
      47,
      '市人力资源社会保障局',
      '市科技局、市工业和信息化局、市文化和旅游局、市教育局、起步区、济南片区',
      'byRules rules 2021-09-30 interim 2022-06-30',
    ],
    [
      51,
      '市人力资源社会保障局',
      '起步区、济南片区、市财政局、市司法局、市卫生健康委、市住房城乡建设局、相关行业主管部门',
      'longTerm',
    ],
    [52, '市人力资源社会保障局', '', 'date interim 2021-12-31'],
    [53, '市人力资源社会保障局', '市科技局、起步区、济南片区', 'date marked 2021-12-31'],
    [54, '市人力资源社会保障局', '市科技局、市教育局、起步区、济南片区', 'byRules rules 2021-09-30'],
    [56, '市人力资源社会保障局', '起步区、济南片区', 'longTerm marked 2021-12-31'],
    [64, '市卫生健康委', '市中心医院、市科技局、起步区、济南片区', 'longTerm interim 2021-12-31'],
    [67, '市住房城乡建设局', '市自然资源和规划局、起步区、济南片区', 'longTerm marked 2021-12-31'],
    [69, '市外办', '市住房城乡建设局、市自然资源和规划局、起步区、济南片区、济南高新区', 'longTerm interim 2021-12-31'],
    [71, '市司法局', '齐鲁公证处', 'longTerm interim 2021-12-31'],
    [72, '市公安局、市外办', '起步区、济南片区', 'date done 2021-12-31'],
    [73, '市公安局', '', 'date done 2021-12-31'],
    [74, '市公安局', '', 'date done 2021-12-31'],
    [75, '市公安局', '市科技局、起步区、济南片区', 'longTerm interim 2021-12-31'],
  ])('task %i: %s', (number, leads, units, due) => {
    const one = zoneTask(number);
    expect(one.leadUnits.join('、')).toBe(leads);
    expect(one.responsibleUnits.join('、')).toBe(units);
    expect([one.due.term, ...one.due.milestones.flatMap(({ what, by }) => [what, by])].join(' ')).toBe(due);
  });

  test.each<[number, number, 'ge' | 'le', object]>([
    [55, 0, 'ge', { talentClass: 'D' }],
    [56, 0, 'ge', { talentClass: 'D' }],
    [68, 0, 'le', { percent: 15 }],
    [68, 1, 'le', { percent: 30 }],
    [75, 0, 'le', { years: 5 }],
  ])('what task %i gives, figure %i', (number, index, op, value) =>
    expect(zoneTask(number).benefits[0]!.figures[index]).toMatchObject({ op, value }),
  );
  it('its three figures a year or in all', () => {
    expect(zoneTask(6).targets).toMatchObject([{ basis: 'yearly', op: 'ge', value: { count: 100, unit: '个' } }]);
    expect(zoneTask(13).targets).toMatchObject([{ basis: 'yearly', op: 'ge', value: { count: 100, unit: '家' } }]);
    expect(zoneTask(69).targets).toMatchObject([{ value: { count: 1, unit: '个' }, upTo: { count: 2, unit: '个' } }]);
  });
});

/** 科技型中小企业 2024 > 8900 家 */
const words = (one: Target) =>
  `${one.title} ${one.year} ${{ gt: '>', ge: '>=', eq: '=', le: '<=', lt: '<', ne: '!=' }[one.op]} ${formatFigure(one.value)}`;

describe('the transfer plan of 2023–2025', () => {
  it('has 23 tasks in six parts, each under its own clause, each year of the plan due', () => {
    expect(plan.tasks.map((one) => one.number)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
    expect(plan.measures).toHaveLength(6);
    for (const one of plan.tasks) {
      expect(one.cite[0]).toMatch(new RegExp(`^jtz-2023-4/0/3\\.[1-6]\\.${one.number}$`));
      expect(one.leadUnits).toEqual([]);
    }
    expect(filterTasks([plan], { dueFrom: '2024-12-31', dueTo: '2024-12-31' })).toHaveLength(23);
  });

  test.each<[number, string[]]>([
    [2023, ['700 亿元', '100 亿元', '50 家', '1300 人', '4 家', '7700 家', '6600 家']],
    [2024, ['1000 亿元', '150 亿元', '70 家', '1700 人', '8900 家', '7300 家']],
    [2025, ['1400 亿元', '200 亿元', '100 家', '2000 人', '6 家', '10000 家', '8000 家']],
  ])('main aims of %i, all “超过”', (year, figures) => {
    const aims = plan.goals[0]!.targets.filter((one) => one.year === year);
    expect(aims.map((one) => formatFigure(one.value))).toEqual(figures);
    expect(new Set(aims.map((one) => one.op))).toEqual(new Set(['gt']));
  });

  test.each<[number, string[]]>([
    [
      2,
      [
        '现代产业学院或特色学院 2023 = 4 个',
        '现代产业学院或特色学院 2024 = 3 个',
        '现代产业学院或特色学院 2025 = 3 个',
      ],
    ],
    [3, ['国家重点实验室 2023 = 1 家', '国家重点实验室 2025 > 8 家']],
    [4, ['高价值专利培育中心 2023 = 10 个', '高价值专利培育中心 2024 = 20 个', '高价值专利培育中心 2025 = 30 个']],
    [5, ['新型研发机构 2023 = 5 家', '新型研发机构 2024 > 86 家', '新型研发机构 2025 > 100 家']],
    [6, ['有研发活动的规模以上工业企业 null > 1700 家', '全社会研发经费占地区生产总值 2025 >= 3.3%']],
    [7, ['揭榜挂帅项目 2023 >= 10 项', '揭榜挂帅项目 2025 = 50 项']],
    [8, ['科技型中小企业 2024 > 8900 家', '高新技术企业 2025 > 8000 家']],
    [9, ['概念验证中心 2023 >= 2 家', '概念验证中心 2024 >= 4 家', '概念验证中心 2025 = 10 家']],
    [10, ['中试示范基地 2025 >= 10 家', '中试示范基地 2025 = 30 家']],
    [11, ['双创载体 2023 > 350 家', '双创载体 2024 > 370 家', '大学科技园 2025 > 6 家']],
    [12, ['挂牌金额 2025 > 120 亿元', '交易金额 2025 > 80 亿元', '评估专利和专有技术成果 2025 = 10000 项']],
    [13, ['综合性知识产权运营中心 2025 = 10 个', '专利导航服务基地 2025 = 12 家', '专利导航项目 2025 = 100 项']],
    [14, ['备案省市级技术转移服务机构 2025 >= 40 家', '技术转移服务机构 2025 > 100 家']],
    [15, ['专业技术转移人才 2024 >= 400 人', '专业技术转移人才 2025 > 2000 人', '人才培养基地 2025 > 5 家']],
    [16, ['评价改革试点的科技服务机构 2023 = 2 家']],
    [21, ['融资需求对接会 2024 = 10 场']],
    [22, ['遴选推介高价值成果 2025 = 200 项', '参股重大科技成果 2025 = 100 项']],
    [23, ['高校院所技术合同成交额 2024 > 150 亿元', '全市技术合同成交额 2025 > 1400 亿元']],
  ])('aims of task %i', (number, expected) =>
    expect(planTask(number).targets.map(words)).toEqual(expect.arrayContaining(expected)),
  );

  it('yearly additions make up the sum of the text', () => {
    const sums = [7, 9, 10].map((number) => {
      const { targets } = planTask(number);
      const count = (one: Target) => ('count' in one.value ? one.value.count : Number.NaN);
      const added = targets.filter((one) => one.basis === 'added').reduce((sum, one) => sum + count(one), 0);
      return [added, count(targets.find((one) => one.basis === 'total')!)];
    });
    expect(sums).toEqual([
      [50, 50],
      [10, 10],
      [30, 30],
    ]);
  });

  test.each<[number, string, string[]]>([
    [2, '40', ['500 万元']],
    [3, 'jtz3', ['1,000 万元']],
    [9, 'jtz9', ['300 万元']],
    [10, 'jtz10', ['50 万元']],
    [11, 'jtz11', ['300 万元']],
    [14, 'jtz14', ['20 万元', '10 万元']],
    [23, 'jtz23.1', ['1‰', '100 万元']],
    [23, 'jtz23.2', ['3%', '100 万元']],
  ])('support of task %i by programme %s', (number, programme, figures) => {
    const found = planTask(number).benefits.find((one) => one.programme === programme)!;
    expect(found.figures.map((one) => formatFigure(one.value))).toEqual(figures);
  });
  it('70% or more of the proceeds to those who made the result', () =>
    expect(planTask(18).benefits[0]!.figures).toMatchObject([
      { op: 'ge', value: { percent: 70 } },
      { op: 'ge', value: { percent: 70 } },
    ]));
  it('every open year says why', () => {
    const open = plan.tasks.flatMap((one) => one.targets).filter((one) => one.year === null);
    expect(open).toHaveLength(11);
    for (const one of open) expect(one.doubt).toContain('配档表');
  });
});

test('units over both ledgers', () => {
  const of = (unit: string, as?: 'lead') => filterTasks(catalogue.parts.ledgers, { unit, as }).length;
  expect(of('市公安局', 'lead')).toBe(4);
  expect(of('市司法局', 'lead')).toBe(1);
  expect(of('商河县')).toBe(7);
  expect(of('市税务局')).toBe(1);
});
