import { describe, expect, it } from 'vitest';
import { readCatalogue } from '#main/catalogue/load.ts';
import type { Catalogue, CatalogueParts } from '#shared/rules/catalogue.ts';
import { compareCatalogues } from '#shared/rules/compare/compareCatalogues.ts';
import { catalogueComparison, describeChange } from '#shared/rules/compare/model.ts';
import { edited, editedAll, sample, shipped, text, withFiles } from '../../catalogue/files.ts';

const HOME = 'jrcb-2022-4/03.1.yaml';
const base = readCatalogue(sample).catalogue!;

const against = (changes: Record<string, string | null>) => {
  const { catalogue, problems } = readCatalogue(withFiles(changes));
  expect(problems).toEqual([]);
  return compareCatalogues(base, catalogue!);
};
const home = (...path: [...(string | number)[], unknown]) =>
  against({ [HOME]: edited(HOME, path.slice(0, -1) as string[], path.at(-1)) }).groups;

describe('two catalogues', () => {
  it('of the same content are the same, whatever the spelling', () => {
    expect(against({ [HOME]: `# a comment\n${text(HOME)}` })).toEqual({
      before: base.hash,
      after: base.hash,
      same: true,
      groups: [],
    });
  });

  it('differ by a figure: old and new are told, with the sentence it stands in', () => {
    const path = ['support', 1, 'cap', 'cases', 'of', 'B', 'wan'] as const;
    const [group, ...others] = home(...path, 90);
    expect(others).toEqual([]);
    expect(group).toMatchObject({ kind: 'programme', id: '03.1', title: '03.1 高层次人才购房补贴', change: 'changed' });
    expect(group!.changes).toEqual([
      {
        key: 'support:purchase-share',
        section: '支持内容',
        title: 'B、C、D 类人才购房补贴',
        change: 'figure',
        before: expect.stringContaining('B 类：100 万元'),
        after: expect.stringContaining('B 类：90 万元'),
        details: [{ what: '金额', before: '100 万元', after: '90 万元' }],
      },
    ]);
    expect(describeChange(group!.changes[0]!)).toBe(
      '支持内容“B、C、D 类人才购房补贴”数值有变：金额 100 万元 → 90 万元',
    );
  });

  it('differ by a rule: both sentences are told', () => {
    const [group] = home('conditions', 'all', 1, 'compare', 'op', 'le');
    expect(group!.changes).toHaveLength(1);
    expect(group!.changes[0]).toMatchObject({ key: 'condition:house.only', change: 'rule', section: '申报条件' });
    expect(describeChange(group!.changes[0]!)).toMatch(/原为“.*其他住房为 0 套”，现为“.*其他住房不超过 0 套”$/);
  });

  it('differ by words only, by a clause only', () => {
    expect(home('conditions', 'all', 0, 'title', '房子在济南')[0]!.changes[0]).toMatchObject({ change: 'wording' });
    const [group] = home('conditions', 'all', 0, 'cite', ['jrcb-2022-4/03/1.3.1.1', 'jrcb-2022-4/03/1']);
    expect(group!.changes[0]).toMatchObject({
      change: 'citation',
      details: [{ what: '引用条款', before: '细则3 一、(三)2.(3)', after: '细则3 一、' }],
    });
  });

  it('differ by parts that came or went', () => {
    const material = { id: 'photo', name: '照片', cite: ['jrcb-2022-4/03/1'], copies: 2 };
    const [added] = home('materials', 0, material);
    expect(added!.changes.map(({ key, change, before, after }) => [key, change, before, after])).toEqual([
      ['material:photo', 'added', null, '【必交】照片；形式：2 份'],
      [expect.stringMatching(/^material:/), 'removed', expect.stringContaining('申请表'), null],
    ]);
    expect(describeChange(added!.changes[0]!)).toBe('申报材料“照片”新增：【必交】照片；形式：2 份');
  });

  it('differ by the place of a condition and by the order of the tracks', () => {
    const { tracks } = base.programmes[0]!.definition;
    const moved = editedAll(HOME, [
      [
        ['tracks', 1, 'conditions', 'all'],
        [...tracks[1]!.conditions.all!, tracks[0]!.conditions.all![2]],
      ],
      [['tracks', 0, 'conditions', 'all'], tracks[0]!.conditions.all!.slice(0, 2)],
    ]);
    expect(against({ [HOME]: moved }).groups[0]!.changes).toMatchObject([
      { key: 'condition:d.bought', change: 'rule', details: [{ what: '位置', before: 'd', after: 'g' }] },
    ]);
    const [turned] = home('tracks', [tracks[1], tracks[0]]);
    expect(turned!.changes).toMatchObject([
      {
        key: 'order:tracks',
        change: 'rule',
        before: 'D 类及以上人才、E 类范围的全日制博士、硕士',
        after: 'E 类范围的全日制博士、硕士、D 类及以上人才',
      },
    ]);
  });

  it('differ by programmes and their validity', () => {
    const other = edited(HOME, ['id'], '03.9');
    expect(against({ 'jrcb-2022-4/03.9.yaml': other, [HOME]: null }).groups).toMatchObject([
      { kind: 'programme', id: '03.9', change: 'added' },
      { kind: 'programme', id: '03.1', change: 'removed' },
    ]);
    expect(home('inForce', 'to', '2025-12-31')[0]!.changes).toMatchObject([
      {
        key: 'inForce',
        change: 'figure',
        details: [{ what: '止', before: '2024年12月31日', after: '2025年12月31日' }],
      },
    ]);
    const second = { 'jrcb-2022-4/03.1@2025-03-01.yaml': edited(HOME, ['inForce'], { from: '2025-03-01', to: null }) };
    expect(against(second).groups.map(({ id, change }) => [id, change])).toContainEqual(['03.1@2025-03-01', 'added']);
  });

  it('differ by facts, lists, kinds of material, calendars, documents, clauses', () => {
    const facts = text('facts.yaml').replace(
      'label: 出生日期, type: date, past: true, declaredBy: applicant',
      'label: 生日, type: date, declaredBy: employer',
    );
    const clauses = JSON.parse(text('clause-ids.json'));
    clauses.clauses[0].cite = '前面的话';
    const { groups } = against({
      'facts.yaml': facts,
      'lists.yaml': edited('lists.yaml', ['lists', 0, 'values', 0, 'label'], '诺奖'),
      'materials.yaml': edited('materials.yaml', ['kinds', 0, 'label'], '证'),
      'calendars/2023.yaml': edited('calendars/2023.yaml', ['holidays', 0, 'off'], ['2023-01-03']),
      'jzf-2021-15/document.yaml': edited('jzf-2021-15/document.yaml', ['inForce', 'to'], '2025-10-14'),
      'clause-ids.json': JSON.stringify(clauses),
    });
    const told = (kind: string) =>
      groups.filter((one) => one.kind === kind).flatMap((one) => one.changes.map(describeChange));
    expect(told('fact')).toEqual([
      '情况项“生日”规则有变：名称 出生日期 → 生日；不晚于申报日 是 → （无）；填报人 申请人 → 用人单位',
    ]);
    expect(told('list')).toEqual(['名录“诺奖”仅文字有变：名称 诺贝尔奖获得者 → 诺奖']);
    expect(told('material')).toHaveLength(1);
    expect(told('calendar')).toEqual(['工作日安排“元旦”规则有变：放假 2023年1月1日、2023年1月2日 → 2023年1月3日']);
    expect(told('document')).toEqual([
      '文件“关于加快驻济高校科技成果转化深化市校融合发展战略的若干政策措施”数值有变：止 2024年10月14日 → 2025年10月14日',
    ]);
    expect(told('clause')).toEqual(['条款“前面的话”仅文字有变：引用条款 济政发〔2021〕15号 前言 → 前面的话']);
  });
});

type Place = { holder: Record<string, unknown>; key: string; value: number };

function numbers(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'number') found.push({ holder: value as Record<string, unknown>, key, value: member });
    else numbers(member, found);
  }
  return found;
}

describe('every figure of the catalogue', () => {
  const whole = readCatalogue(shipped).catalogue!;
  const none: CatalogueParts = {
    ...{ documents: [], programmes: [], ledgers: [], facts: [] },
    ...{ lists: [], materialKinds: [], calendars: [], clauses: [] },
  };
  const ids = whole.parts.programmes.map((one) => `${one.id}@${one.inForce.from}`);
  it.each(ids)('of %s: a change is found, in this programme alone, told from old to new', (id) => {
    const programme = whole.programmes.find(({ definition: one }) => `${one.id}@${one.inForce.from}` === id)!;
    const old: Catalogue = { ...whole, parts: none, programmes: [programme], hash: 'before' };
    const count = numbers(programme.definition).length;
    for (let place = 0; place < count; place += 1) {
      const definition = structuredClone(programme.definition);
      const { holder, key, value } = numbers(definition)[place]!;
      holder[key] = value + 1;
      // Sentences need no compiled trees: quick enough for every figure there is.
      const now: Catalogue = { ...old, programmes: [{ ...programme, definition }], hash: 'after' };
      const comparison = compareCatalogues(old, now);
      const changes = comparison.groups.flatMap((one) => one.changes);
      expect(comparison.groups, key).toHaveLength(1);
      expect(
        changes.map((one) => one.change),
        key,
      ).toEqual(key === 'atLeast' ? ['rule'] : ['figure']);
      expect(changes[0]!.details).toHaveLength(1);
      expect(changes[0]!.details[0]!.before).not.toBe(changes[0]!.details[0]!.after);
    }
  });

  it('comes back when the catalogues change places, and fits its schema', () => {
    const there = compareCatalogues(base, whole);
    const back = compareCatalogues(whole, base);
    expect(catalogueComparison.parse(there)).toEqual(there);
    const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
    expect(back.groups.map(({ kind, id, change }) => `${kind} ${id} ${turned[change]}`).sort()).toEqual(
      there.groups.map(({ kind, id, change }) => `${kind} ${id} ${change}`).sort(),
    );
    expect(there.groups.length).toBeGreaterThan(50);
  });
});
