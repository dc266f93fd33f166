import { describe, expect, it } from 'vitest';
import { decideProgramme } from '#shared/rules/evaluateProgramme.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { combineDue } from '#shared/rules/matchBest.ts';
import { worthOf } from '#shared/rules/matchWorth.ts';
import { makeWorkCalendar } from '#shared/rules/workCalendar.ts';
import { CLAUSE, evaluateWith, programmeOf, vocabularyOf } from '../rules/kit.ts';

const vocabulary = vocabularyOf(`
- { key: person.local, label: 本地户籍, type: boolean, declaredBy: applicant }
`);
const members = new Map([['housing', ['a1', 'b2']]]);
const ON = '2023-05-10';

interface Given {
  yuan?: number;
  support?: string;
  exclusion?: string;
  classes?: string;
}

/** Programmes that are due, by id, combined. */
function combine(given: Record<string, Given>, facts: Record<string, unknown> = { 'case.otherBenefits': [] }) {
  const due = Object.entries(given).map(([id, { yuan = 0, support, exclusion, classes = '' }]) => {
    const money =
      support ?? `{ id: s, cite: [${CLAUSE}], name: 补贴, kind: money, amount: { yuan: ${yuan} }, uncapped: 未设上限 }`;
    const programme = programmeOf(
      vocabulary,
      `id: '${id}'
name: 项目${id}
benefitClasses: [${classes}]
support: [${money}]
exclusions: [${exclusion === undefined ? '' : `{ id: x, cite: [${CLAUSE}], title: 限制, ${exclusion} }`}]`,
      members,
    );
    const decision = decideProgramme(programme, parseFacts(vocabulary, facts, ON), {
      on: ON,
      calendar: makeWorkCalendar([]),
    });
    const { support: results } = evaluateWith(programme, facts, { on: ON });
    return { programme, decision, result: { id, name: `项目${id}`, worth: worthOf(results) } };
  });
  return combineDue(due);
}

const YUAN = 100;

describe('exclusions between benefits that are due', () => {
  it.each([
    ['kind: notTogether, programmes: [b2]', '与 b2 项目b2 不可同时享受，取金额高者'],
    ['kind: notAfter, programmes: [b2]', '与 b2 项目b2 不重复享受，取金额高者'],
    ['kind: higherOf, programmes: [b2]', '与 b2 项目b2 就高不重复，取金额高者'],
    ['kind: sameProject, programmes: [b2]', '与 b2 项目b2 不得以同一项目或人选重复申报，取金额高者'],
    ['kind: coolingOff, years: 3, programmes: [b2]', '与 b2 项目b2 须相隔 3 年，取金额高者'],
    ['kind: timesLimit, times: 1, programmes: [b2]', '与 b2 项目b2 合计限享受 1 次，取金额高者'],
    ['kind: notTogether, classes: [housing]', '与 b2 项目b2 不可同时享受，取金额高者'],
  ])('%s: one or the other', (exclusion, sentence) => {
    const best = combine({ a1: { yuan: 300, exclusion }, b2: { yuan: 500, classes: 'housing' } });
    expect(best).toMatchObject({ chosen: ['b2'], settledFen: 500 * YUAN, proven: true });
    expect(best.leftOut).toEqual([{ programme: 'a1', against: ['b2'], sentence, cite: [CLAUSE] }]);
  });

  it('binds whichever of the two names the other', () => {
    const best = combine({ a1: { yuan: 500, exclusion: 'kind: notTogether, programmes: [b2]' }, b2: { yuan: 300 } });
    expect(best.chosen).toEqual(['a1']);
    expect(best.leftOut[0]!.sentence).toBe('与 a1 项目a1 不可同时享受，取金额高者');
  });

  it('takes the earlier of equal sums, and says so', () => {
    const best = combine({ a1: { yuan: 500 }, b2: { yuan: 500, exclusion: 'kind: higherOf, programmes: [a1]' } });
    expect(best.chosen).toEqual(['a1']);
    expect(best.leftOut[0]!.sentence).toContain('金额相同，取项目编号在前者');
  });

  it('gives up the dearest where the others together come to more', () => {
    const exclusion = 'kind: notTogether, programmes: [b2, c3]';
    const best = combine({ a1: { yuan: 500, exclusion }, b2: { yuan: 300 }, c3: { yuan: 300 } });
    expect(best).toMatchObject({ chosen: ['b2', 'c3'], settledFen: 600 * YUAN });
    expect(best.leftOut[0]!.against).toEqual(['b2', 'c3']);
  });

  it('lets a twice-allowed benefit stand beside one other, but leaves no room once something was received', () => {
    const exclusion = 'kind: timesLimit, times: 2, programmes: [b2, c3]';
    const given = { a1: { yuan: 500, exclusion }, b2: { yuan: 400 }, c3: { yuan: 300 } };
    expect(combine(given).chosen).toEqual(['a1', 'b2']);
    const had = { 'case.otherBenefits': [{ programme: 'z9', holder: 'self', status: 'enjoyed' }] };
    expect(combine(given, had).chosen).toEqual(['b2', 'c3']);
  });

  it.each([
    ['deduct', '扣减 b2 项目b2 已发金额'],
    ['topUp', '就高并补差额，扣除 b2 项目b2 已发金额'],
  ])('%s: both stand, and the sum is that of the higher', (kind, sentence) => {
    const best = combine({ a1: { yuan: 500, exclusion: `kind: ${kind}, programmes: [b2]` }, b2: { yuan: 300 } });
    expect(best).toMatchObject({ chosen: ['a1', 'b2'], settledFen: 500 * YUAN, leftOut: [] });
    expect(best.deductions).toEqual([{ programme: 'a1', amountFen: 300 * YUAN, sentence }]);
  });

  it('binds nobody where only the spouse’s benefits count', () => {
    const exclusion = 'kind: notTogether, programmes: [b2], holders: [spouse]';
    expect(combine({ a1: { yuan: 500, exclusion }, b2: { yuan: 300 } }).chosen).toEqual(['a1', 'b2']);
  });

  it('heeds an exclusion whose condition is open, and says that it is; forgets one whose condition fails', () => {
    const exclusion =
      'kind: notTogether, programmes: [b2], when: { compare: { fact: person.local, op: eq, value: true } }';
    const given = { a1: { yuan: 500, exclusion }, b2: { yuan: 300 } };
    const open = combine(given);
    expect(open.chosen).toEqual(['a1']);
    expect(open.leftOut[0]!.sentence).toContain('是否适用待核实');
    const none = { 'case.otherBenefits': [], 'person.local': false };
    expect(combine(given, none)).toMatchObject({ chosen: ['a1', 'b2'], leftOut: [] });
  });

  it('counts what is paid by the month up to its ceiling, apart from settled sums', () => {
    const monthly = `{ id: s, cite: [${CLAUSE}], name: 津贴, kind: money, uncapped: 未设上限, recurring: { rate: { yuan: 100 }, per: month, most: 24 } }`;
    const best = combine({ a1: { support: monthly }, b2: { yuan: 300 } });
    expect(best).toMatchObject({ settledFen: 300 * YUAN, estimatedFen: 2400 * YUAN, open: [] });
  });

  it('names sums that people must fix, and warns where one of them decides', () => {
    const open = `{ id: s, cite: [${CLAUSE}], name: 专项, kind: money, uncapped: 未设上限, amount: { caseByCase: 一事一议 } }`;
    const alone = combine({ a1: { support: open } });
    expect(alone).toMatchObject({ chosen: ['a1'], settledFen: 0, estimatedFen: 0, open: ['a1 专项'] });
    const against = combine({
      a1: { support: open },
      b2: { yuan: 300, exclusion: 'kind: higherOf, programmes: [a1]' },
    });
    expect(against.chosen).toEqual(['b2']);
    expect(against.leftOut[0]!.sentence).toContain('请人工比较');
  });
});
