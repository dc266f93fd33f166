import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { agreementOf, type Rating } from '#shared/domain/agreement.ts';
import type { ReviewRecord } from '#shared/domain/review.ts';
import { allocate, draw } from '#shared/domain/sampling.ts';
import {
  adjudicationProblem,
  differencesOf,
  type FieldChoice,
  fieldsToSettle,
  mayBeSecond,
  type ReviewSide,
  returnedFields,
} from '#shared/domain/secondReview.ts';
import { settle, settledBy } from '#shared/domain/secondSettled.ts';

type Item = ReviewRecord['items'][number];
const ITEMS = ['material:m.form', 'condition:c.degree', 'condition:c.age', 'cross:validity'];

function side(items: Partial<Record<string, Partial<Item>>>, more: Partial<ReviewRecord['result']> = {}): ReviewSide {
  const record = {
    items: ITEMS.map((itemId) => ({
      ...{ itemId, title: itemId, precheck: 'true', verdict: 'pass', reason: null, note: '', evidence: [] },
      ...items[itemId],
    })),
    observed: [],
    result: { decision: 'recommend', amount: null, opinion: '意见', supplement: null, ...more },
  } as unknown as ReviewRecord;
  return { record, observed: {} };
}

describe('what differs', () => {
  test('verdict, reason, observed value, outcome and amount, each once; notes alone are no difference', () => {
    const first = side({ 'condition:c.age': { verdict: 'fail', reason: 'other', note: '甲' } });
    const second = side(
      {
        'condition:c.age': { verdict: 'fail', reason: 'duplicate', note: '乙' },
        'condition:c.degree': { verdict: 'supplement' },
        'material:m.form': { note: '只是备注' },
      },
      { decision: 'supplement', amount: { totalFen: 5 } as never },
    );
    second.observed = { 'person.age': { value: 36, note: '' } };
    expect(differencesOf(first, second).map(({ field }) => field)).toEqual([
      'verdict:condition:c.degree',
      'reason:condition:c.age',
      'observed:person.age',
      'outcome',
      'amount',
    ]);
    expect(differencesOf(first, first)).toEqual([]);
  });

  const verdicts = fc.constantFrom('pass', 'fail', 'supplement', null);
  const sides = fc.record(Object.fromEntries(ITEMS.map((id) => [id, fc.record({ verdict: verdicts })])));

  test('settling every difference by keeping one side leaves nothing that differs, and no other item moves', () => {
    fc.assert(
      fc.property(sides, sides, fc.boolean(), (a, b, keepSecond) => {
        const [first, second] = [side(a as never), side(b as never)];
        const differences = differencesOf(first, second);
        const choices: FieldChoice[] = fieldsToSettle(differences).map(({ field }) => ({
          ...{ field, choice: keepSecond ? 'second' : 'first', reason: '理由' },
        }));
        expect(adjudicationProblem(differences, choices, true)).toBeNull();
        const settled = new Map(settledBy(choices, first, second));
        expect(differencesOf(keepSecond ? second : first, second, settled)).toEqual([]);
        const changed = [...settle(first, second, choices).verdicts.keys()];
        const wanted = keepSecond ? differences.map(({ field }) => field.slice(field.indexOf(':') + 1)) : [];
        expect(changed.every((id) => wanted.includes(id))).toBe(true);
      }),
    );
  });
});

describe('an adjudication', () => {
  const first = side({});
  const second = side({ 'condition:c.degree': { verdict: 'fail', reason: 'contradiction' } }, { decision: 'reject' });
  const differences = differencesOf(first, second);
  const keep: FieldChoice = { field: 'verdict:condition:c.degree', choice: 'first', reason: '原件已核' };
  const outcome: FieldChoice = { field: 'outcome', choice: 'first', reason: '随判定' };
  const own = (value: object): FieldChoice =>
    ({
      field: 'verdict:condition:c.degree',
      choice: 'own',
      reason: '理由',
      value: { kind: 'verdict', note: '', ...value },
    }) as never;

  test.each<[string, FieldChoice[], string | null]>([
    ['all fields', [keep, outcome], null],
    ['one left open', [keep], '还有 1 项没有裁定'],
    ['one twice', [keep, keep, outcome], '同一项裁定了两次'],
    ['one that agrees', [keep, outcome, { ...keep, field: 'verdict:cross:validity' }], '两人一致的项目不须裁定'],
    ['an amount', [keep, outcome, { ...keep, field: 'amount' }], '金额由判定和核实值计算，不单独裁定'],
    ['no reason', [{ ...keep, reason: ' ' }, outcome], '每一项裁定都须写明理由'],
    ['own fail without its code', [own({ verdict: 'fail', reason: null }), outcome], '认定为不符合须选择原因'],
    ['own other without a note', [own({ verdict: 'fail', reason: 'other' }), outcome], '原因为其他时须写明备注'],
    ['own doubt', [own({ verdict: 'doubt', reason: null }), outcome], '另行认定不能是存疑'],
    ['own of another kind', [keep, own({ verdict: 'pass', reason: null }), outcome], '同一项裁定了两次'],
    ['own pass', [own({ verdict: 'pass', reason: null }), outcome], null],
    ['sent back', [{ ...keep, choice: 'return' } as FieldChoice, outcome], null],
  ])('%s', (_, choices, problem) => {
    expect(adjudicationProblem(differences, choices, true)).toBe(problem);
  });

  test('what goes back opens by itself and is not settled', () => {
    const back: FieldChoice = { ...keep, choice: 'return' } as FieldChoice;
    expect(returnedFields([back, outcome])).toEqual({ items: ['condition:c.degree'], facts: [], outcome: false });
    expect(settledBy([back, outcome], first, second)).toEqual([['outcome', '"recommend"']]);
  });

  test('four eyes: neither the same person with a new key nor another person with the same key', () => {
    const hands = [{ personId: 'p1', keyId: 'k1' }];
    expect(mayBeSecond({ personId: 'p2', keyId: 'k2' }, hands)).toBe(true);
    expect(mayBeSecond({ personId: 'p1', keyId: 'k2' }, hands)).toBe(false);
    expect(mayBeSecond({ personId: 'p2', keyId: 'k1' }, hands)).toBe(false);
  });
});

describe('sampling', () => {
  const ids = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i}`);

  test('the same seed and population draw the same, in whatever order they are named', () => {
    const population = { pass: ids('p', 40), fail: ids('f', 10) };
    const drawn = draw(population, 10, '种子', sha256Hex);
    const turned = { pass: population.pass.toReversed(), fail: population.fail.toReversed() };
    expect(draw(turned, 10, '种子', sha256Hex)).toEqual(drawn);
    expect(draw(population, 10, '另一种子', sha256Hex)).not.toEqual(drawn);
    expect(drawn.filter((id) => id.startsWith('f'))).toHaveLength(2);
  });

  test('any draw has its size, no id twice, and both outcomes where there are both', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(70), fc.string(), (p, f, size, seed) => {
        const population = { pass: ids('p', p), fail: ids('f', f) };
        const drawn = draw(population, size, seed, sha256Hex);
        expect(drawn).toHaveLength(Math.min(size, p + f));
        expect(new Set(drawn).size).toBe(drawn.length);
        const counts = allocate(population, size);
        expect(counts.pass + counts.fail).toBe(drawn.length);
        if (p > 0 && f > 0 && drawn.length > 1) expect(Math.min(counts.pass, counts.fail)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('agreement', () => {
  const table = (counts: Record<string, number>): Rating[] =>
    Object.entries(counts).flatMap(([pair, n]) =>
      Array.from({ length: n }, () => pair.split('/') as unknown as Rating),
    );

  test.each<[string, Record<string, number>, object]>([
    ['a textbook table', { 'y/y': 20, 'y/n': 5, 'n/y': 10, 'n/n': 15 }, { n: 50, agreed: 35, percent: 70, kappa: 0.4 }],
    ['the same share, less by chance', { 'y/y': 45, 'y/n': 15, 'n/y': 25, 'n/n': 15 }, { percent: 60, kappa: 0.13 }],
    ['full agreement', { 'y/y': 3, 'n/n': 4 }, { percent: 100, kappa: 1 }],
    ['full disagreement', { 'y/n': 2, 'n/y': 2 }, { percent: 0, kappa: -1 }],
    ['one word throughout', { 'y/y': 9 }, { percent: 100, kappa: null }],
    ['no pairs', {}, { n: 0, percent: null, kappa: null }],
    ['a third', { 'y/y': 1, 'y/n': 2 }, { percent: 33.3, kappa: 0 }],
  ])('%s', (_, counts, figures) => {
    expect(agreementOf(table(counts))).toMatchObject(figures);
  });

  test('kappa is what the formula says, for any pairs', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 60 }), (pairs) => {
        const { kappa, n, agreed } = agreementOf(pairs);
        const share = (at: 0 | 1, w: string) => pairs.filter((pair) => pair[at] === w).length / n;
        const chance = ['a', 'b', 'c'].reduce((sum, w) => sum + share(0, w) * share(1, w), 0);
        if (chance > 1 - 1e-12) expect(kappa).toBeNull();
        else expect(kappa).toBeCloseTo((agreed / n - chance) / (1 - chance), 1);
      }),
    );
  });
});
