import { describe, expect, it } from 'vitest';
import { programme } from '#shared/rules/schema.ts';
import { makeWorkCalendar } from '#shared/rules/workCalendar.ts';
import { CLAUSE, evaluateWith, programmeOf, TALENT_CLASS, vocabularyOf } from './kit.ts';

const vocabulary = vocabularyOf(`
${TALENT_CLASS}
- { key: person.insured, label: 在缴社保, type: boolean, declaredBy: authority }
- { key: person.age, label: 年龄, type: integer, unit: 周岁, declaredBy: applicant }
- { key: person.young, label: 青年, type: boolean, declaredBy: applicant }
`);

const TWO_TRACKS = `
conditions:
  id: c
  cite: [${CLAUSE}]
  all:
    - { id: c.insured, title: 社保, cite: [${CLAUSE}], compare: { fact: person.insured, op: eq, value: true } }
    - { id: c.age, title: 年龄, wording: 一般不超过 50 周岁, cite: [${CLAUSE}], force: mayRelax, compare: { fact: person.age, op: le, value: 50 } }
    - { id: c.young, title: 青年优先, cite: [${CLAUSE}], force: priority, compare: { fact: person.young, op: eq, value: true } }
tracks:
  - { id: high, name: 高层次, cite: [${CLAUSE}], conditions: { id: high.class, title: 类别, cite: [${CLAUSE}], compare: { fact: talent.class, op: ge, value: B } } }
  - { id: base, name: 一般, cite: [${CLAUSE}], conditions: { id: base.class, title: 类别, cite: [${CLAUSE}], compare: { fact: talent.class, op: ge, value: C } } }
materials:
  - { id: card, name: 证书, cite: [${CLAUSE}], evidences: [high.class, base.class] }
  - { id: waiver, name: 放宽说明, cite: [${CLAUSE}], when: { compare: { fact: person.age, op: gt, value: 50 } }, evidences: [c.age] }
  - { id: high-only, name: 推荐函, cite: [${CLAUSE}], tracks: [high] }
procedure:
  - { id: first, title: 初审, cite: [${CLAUSE}], actor: { unit: 区县 }, deadline: { within: { n: 5, unit: workingDay, from: submitted } }, publicNotice: { n: 5, unit: workingDay } }
  - { id: pay, title: 发放, cite: [${CLAUSE}], actor: { unit: 区县 }, deadline: { within: { n: 1, unit: month, from: noticeEnd } } }
support:
  - { id: high, name: 高层次补贴, cite: [${CLAUSE}], kind: money, tracks: [high], amount: { wan: 10 } }
  - { id: base, name: 一般补贴, cite: [${CLAUSE}], kind: money, tracks: [base], amount: { wan: 5 } }
`;
const compiled = programmeOf(vocabulary, TWO_TRACKS);
const calendar = makeWorkCalendar([{ year: 2023, source: ['测试'], holidays: [{ name: '无', off: [], work: [] }] }]);
const run = (facts: Record<string, unknown>, more: object = {}) => evaluateWith(compiled, facts, { calendar, ...more });
const fine = { 'person.insured': true, 'person.age': 40, 'talent.class': 'B' };

describe('tracks', () => {
  it('grants the first that holds', () => {
    const result = run(fine);
    expect(result).toMatchObject({ eligibility: 'true', track: 'high', payableFen: 10_000_000, missing: [] });
    expect(result.tracks.map((one) => one.truth)).toEqual(['true', 'true']);
    expect(result.sentence).toBe('符合（高层次）：核算金额 100,000 元');
  });
  it('falls back to the next', () =>
    expect(run({ ...fine, 'talent.class': 'C' })).toMatchObject({
      eligibility: 'true',
      track: 'base',
      payableFen: 5_000_000,
    }));
  it('keeps to the one applied for', () => {
    expect(run(fine, { track: 'base' })).toMatchObject({ track: 'base', payableFen: 5_000_000 });
    expect(run({ ...fine, 'talent.class': 'C' }, { track: 'high' })).toMatchObject({
      eligibility: 'false',
      deciding: ['high.class'],
      payableFen: null,
    });
    expect(() => run(fine, { track: 'none' })).toThrow('没有类别“none”');
  });
  it('is still shown where a common condition fails', () => {
    const result = run({ ...fine, 'person.insured': false });
    expect(result).toMatchObject({ eligibility: 'false', track: 'high', deciding: ['c.insured'], payableFen: null });
    expect(result.sentence).toContain('社保：在缴社保：否，要求为“是”，不满足');
  });
});

describe('checklist', () => {
  it('opens an `all` into its children and keeps force, evidence and sentence', () => {
    const items = run(fine).items;
    expect(items.map((one) => [one.id, one.track, one.force, one.truth])).toEqual([
      ['c.insured', null, 'must', 'true'],
      ['c.age', null, 'mayRelax', 'true'],
      ['c.young', null, 'priority', 'unknown'],
      ['high.class', 'high', 'must', 'true'],
    ]);
    expect(items[3]).toMatchObject({ evidence: ['card'], sentence: '人才类别：B 类，不低于“B 类”' });
  });
  it('takes the first words of the wording where a node has no title', () => {
    const titleOf = (wording: string) => {
      const node = `{ id: x, cite: [${CLAUSE}], wording: ${wording}, exists: person.age }`;
      return evaluateWith(programmeOf(vocabulary, `conditions: ${node}`), {}).items[0]!.title;
    };
    expect(titleOf('字'.repeat(24))).toBe('字'.repeat(24));
    expect(titleOf('字'.repeat(25))).toBe(`${'字'.repeat(24)}…`);
  });
  it('leaves a preferred condition out of what is missing', () => {
    expect(run(fine).missing).toEqual([]);
    expect(run(fine).notRecorded).toEqual(['person.young']);
  });
  it('hands an open relaxation to a person, whose decision counts', () => {
    const old = { ...fine, 'person.age': 51 };
    expect(run(old)).toMatchObject({ eligibility: 'needsHuman', judgements: ['年龄：是否放宽'], deciding: ['c.age'] });
    expect(run(old, { decided: new Map([['c.age', true]]) })).toMatchObject({
      eligibility: 'true',
      payableFen: 10_000_000,
    });
    expect(run(old, { decided: new Map([['c.age', false]]) }).eligibility).toBe('false');
  });
  it('lists materials of the track whose condition holds', () => {
    expect(run(fine).materials.map((one) => [one.id, one.needed])).toEqual([
      ['card', 'true'],
      ['waiver', 'false'],
      ['high-only', 'true'],
    ]);
    const base = run({ 'person.insured': true, 'talent.class': 'C' });
    expect(base.materials.map((one) => [one.id, one.needed])).toEqual([
      ['card', 'true'],
      ['waiver', 'unknown'],
    ]);
  });
});

describe('what decides', () => {
  const stops = `${TWO_TRACKS}
exclusions:
  - { id: once, kind: timesLimit, title: 限一次, cite: [${CLAUSE}], times: 1 }
  - { id: rent, kind: deduct, title: 扣减, cite: [${CLAUSE}], programmes: ['03.3'] }
  - { id: base-only, kind: blacklist, title: 名单, cite: [${CLAUSE}], tracks: [base], when: { compare: { fact: person.young, op: eq, value: true } } }
`;
  const stopping = programmeOf(vocabulary, stops);
  const runStops = (facts: Record<string, unknown>) => evaluateWith(stopping, facts, { calendar });
  const once = [{ programme: '99', holder: 'self', status: 'enjoyed' }];

  it('is every leaf of a case that qualifies', () => {
    expect(runStops({ ...fine, 'case.otherBenefits': [] })).toMatchObject({
      eligibility: 'true',
      deciding: ['c.insured', 'c.age', 'high.class'],
    });
  });
  it('is the exclusion alone where only it stands in the way', () => {
    const result = runStops({ ...fine, 'case.otherBenefits': once });
    expect(result).toMatchObject({
      eligibility: 'false',
      conditions: 'true',
      exclusionsApply: 'true',
      deciding: ['once'],
      payableFen: null,
      missing: [],
    });
    expect(result.sentence).toContain('限一次：存在（见已享受政策第 1 行）');
  });
  it('is both where both do', () => {
    expect(runStops({ ...fine, 'person.insured': false, 'case.otherBenefits': once }).deciding).toEqual([
      'c.insured',
      'once',
    ]);
  });
  it('is what is open while nothing else is', () => {
    expect(runStops(fine)).toMatchObject({
      eligibility: 'unknown',
      deciding: ['once'],
      missing: ['case.otherBenefits'],
    });
    expect(runStops({ 'person.insured': true, 'talent.class': 'A', 'case.otherBenefits': [] })).toMatchObject({
      eligibility: 'unknown',
      deciding: ['c.age'],
      missing: ['person.age'],
    });
  });
  it('leaves out exclusions of other tracks', () => {
    expect(runStops({ ...fine, 'case.otherBenefits': [] }).exclusions.map((one) => one.id)).toEqual(['once', 'rent']);
    const base = runStops({ ...fine, 'talent.class': 'C', 'person.young': true, 'case.otherBenefits': [] });
    expect(base).toMatchObject({ track: 'base', eligibility: 'false', deciding: ['base-only'] });
  });
});

describe('steps', () => {
  it('carry their due dates from one to the next', () => {
    const [first, pay] = run(fine, { dates: { first: '2023-05-15' } }).steps;
    expect(first!.due).toMatchObject({ state: 'due', date: '2023-05-17' });
    expect(first!.notice).toMatchObject({ state: 'due', date: '2023-05-22', period: '公示 5 个工作日' });
    expect(pay!.due).toMatchObject({ state: 'due', date: '2023-06-22' });
  });
  it('wait for what has not happened', () => {
    const [first, pay] = run(fine).steps;
    expect(first!.notice?.state).toBe('needsDate');
    expect(pay!.due).toMatchObject({ state: 'needsDate', event: 'noticeEnd' });
  });
});

describe('validity', () => {
  it.each([
    ['2022-08-07', false, '早于'],
    ['2022-08-08', true, '在有效期内'],
    ['2024-12-31', true, '在有效期内'],
    ['2025-01-01', false, '晚于'],
  ])('%s', (on, inForce, word) => {
    const result = run(fine, { on });
    expect(result.validity).toMatchObject({ inForce, sentence: expect.stringContaining(word) });
    expect(result.eligibility).toBe(inForce ? 'true' : 'false');
    if (!inForce)
      expect(result).toMatchObject({
        deciding: ['validity'],
        payableFen: null,
        sentence: expect.stringContaining(word),
      });
  });
  it('names what took its place, once it has', () => {
    const replaced = programmeOf(vocabulary, `replacedBy: [{ what: 济人才办发〔2025〕1号, cite: [${CLAUSE}] }]`);
    expect(evaluateWith(replaced, {}, { on: '2025-01-01' }).validity.sentence).toContain(
      '，已由济人才办发〔2025〕1号替代',
    );
    expect(evaluateWith(replaced, {}, { on: '2024-12-31' }).validity.sentence).not.toContain('替代');
  });
  it('needs a day that exists', () => expect(() => run(fine, { on: '2023-02-30' })).toThrow('不是有效日期'));
});

describe('a result', () => {
  it('is JSON through and through', () => {
    const result = run(fine, { dates: { first: '2023-05-15' } });
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(structuredClone(result))));
    expect(JSON.stringify(result)).not.toContain('undefined');
  });
  it('has the evaluated tree with deciding leaves', () => {
    const { trees } = run({ ...fine, 'person.insured': false });
    expect(trees[0]!.root).toMatchObject({ id: 'c', truth: 'false', deciding: ['c.insured'] });
    expect(trees[0]!.root.children.map((one) => one.truth)).toEqual(['false', 'true', 'unknown']);
  });
});

describe('programmes that are refused by their form', () => {
  const base = structuredClone(compiled.definition);
  const issues = (change: (one: Record<string, never>) => void) => {
    const copy = structuredClone(base) as unknown as Record<string, never>;
    change(copy);
    return (
      programme
        .safeParse(copy)
        .error?.issues.map((one) => one.message)
        .join('\n') ?? 'accepted'
    );
  };
  // biome-ignore lint/suspicious/noExplicitAny: tests break the type on purpose
  type Any = any;
  it.each<[string, (one: Any) => void, string]>([
    ['a node without citation', (one) => delete one.conditions.all[0].cite, 'cites no clause'],
    ['a node without id', (one) => delete one.conditions.all[0].id, 'a node without id'],
    ['an id used twice', (one) => (one.tracks[1].conditions.id = 'high.class'), 'is used twice'],
    ['evidence for nothing', (one) => (one.materials[0].evidences = ['nope']), 'no condition `nope`'],
    ['a track that is not there', (one) => (one.support[0].tracks = ['nope']), 'no track `nope`'],
    ['money without amount', (one) => delete one.support[0].amount, 'exactly one of amount | recurring'],
    ['a service with amount', (one) => (one.support[0].kind = 'service'), 'has no amount'],
    [
      'a period that ends before it begins',
      (one) => (one.inForce = { from: '2023-01-01', to: '2022-01-01' }),
      '`to` lies before',
    ],
    ['an unknown key', (one) => (one.code = 'return 1'), 'Unrecognized key'],
    ['a newer schema', (one) => (one.schema = 'qp-programme/2'), 'Invalid input'],
    [
      'no conditions at all',
      (one) => {
        delete one.conditions;
        one.tracks = [];
        one.materials = [];
        one.support = [];
      },
      'neither common conditions nor tracks',
    ],
  ])('%s', (_, change, message) => expect(issues(change)).toContain(message));
  it('accepts the programme itself', () => expect(issues(() => undefined)).toBe('accepted'));
});
