import fc from 'fast-check';
import { evaluate as feel } from 'feelin';
import { describe, expect, it } from 'vitest';
import type { Condition, Term } from '#shared/rules/conditionSchema.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { isDecided } from '#shared/rules/kleene.ts';
import { decidingLeaves, evaluate, missingFacts, openJudgements } from '#shared/rules/trace.ts';
import { holds, type World, worlds } from './bruteForce.ts';
import { compile, scopeOf, vocabularyOf } from './kit.ts';

const vocabulary = vocabularyOf(`
- { key: b.one, label: 甲, type: boolean, declaredBy: applicant }
- { key: b.two, label: 乙, type: boolean, declaredBy: applicant }
- { key: b.three, label: 丙, type: boolean, declaredBy: applicant }
- { key: n.one, label: 数一, type: integer, unit: 个, declaredBy: applicant }
- { key: n.two, label: 数二, type: integer, unit: 个, declaredBy: applicant }
- key: e.class
  label: 类别
  type: enum
  ranked: true
  values: [{ value: A, label: A 类 }, { value: B, label: B 类 }, { value: C, label: C 类 }, { value: D, label: D 类 }]
  declaredBy: authority
`);

const DOMAINS: Record<string, readonly (boolean | number | string)[]> = {
  'b.one': [true, false],
  'b.two': [true, false],
  'b.three': [true, false],
  'n.one': [0, 2, 5],
  'n.two': [0, 2, 5],
  'e.class': ['A', 'B', 'C', 'D'],
};
const JUDGED = ['判断甲', '判断乙'];

const op = fc.constantFrom('eq', 'ne', 'ge', 'gt', 'le', 'lt') as fc.Arbitrary<'eq'>;
const numberFact = fc.constantFrom('n.one', 'n.two');

const term: fc.Arbitrary<Term> = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ fact: numberFact }),
    fc.record({ value: fc.integer({ min: 0, max: 7 }) }),
    fc.record({ add: fc.array(tie('term'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ multiply: fc.array(tie('term'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ subtract: fc.tuple(tie('term'), tie('term')) }),
    fc.record({ min: fc.array(tie('term'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ max: fc.array(tie('term'), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      units: fc.record({
        of: fc.record({ fact: numberFact }),
        per: fc.constant(4),
        countFrom: fc.integer({ min: 1, max: 4 }),
      }),
    }),
    fc.record({
      cases: fc.record({
        fact: fc.constant('e.class'),
        of: fc.record({ A: tie('term'), B: tie('term'), C: tie('term'), D: tie('term') }),
      }),
    }),
    fc.record({
      tiers: fc.array(
        fc.record({
          when: fc.record({
            compare: fc.record({
              fact: fc.constantFrom('b.one', 'b.two'),
              op: fc.constant('eq' as const),
              value: fc.boolean(),
            }),
          }),
          amount: tie('term'),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      otherwise: tie('term'),
    }),
  ),
})).term;

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    compare: fc.record({
      fact: fc.constantFrom('b.one', 'b.two', 'b.three'),
      op: fc.constantFrom('eq' as const, 'ne' as const),
      value: fc.boolean(),
    }),
  }),
  fc.record({ compare: fc.record({ fact: numberFact, op, value: fc.integer({ min: 0, max: 6 }) }) }),
  fc.record({ compare: fc.record({ fact: fc.constant('e.class'), op, value: fc.constantFrom('A', 'B', 'C', 'D') }) }),
  fc.record({ compare: fc.record({ term, op, than: term }) }),
  fc.record({
    in: fc.record({
      fact: fc.constant('e.class'),
      values: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 }),
    }),
  }),
);
const judgement: fc.Arbitrary<Condition> = fc.record({
  judgement: fc.record({ ask: fc.constantFrom(...JUDGED), by: fc.constant('expert' as const) }),
});

function treeOf(leaves: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.letrec<{ tree: Condition }>((tie) => {
    const children = fc.array(tie('tree'), { minLength: 1, maxLength: 4 });
    return {
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaves,
        children.map((all) => ({ all })),
        children.map((any) => ({ any })),
        tie('tree').map((not) => ({ not })),
        children.chain((of) => fc.integer({ min: 1, max: of.length }).map((n) => ({ atLeast: { n, of } }))),
      ),
    };
  }).tree;
}

const known = fc.record(
  Object.fromEntries(Object.entries(DOMAINS).map(([key, values]) => [key, fc.constantFrom(...values)])),
  { requiredKeys: [] },
) as fc.Arbitrary<World>;

const run = (definition: Condition, facts: World) =>
  evaluate(compile(vocabulary, definition), scopeOf(parseFacts(vocabulary, facts)));

/** Every world that agrees with what is known; judgements may turn out either way. */
function possible(facts: World): World[] {
  const open = Object.fromEntries(Object.entries(DOMAINS).filter(([key]) => !(key in facts)));
  const free = Object.fromEntries(JUDGED.map((ask) => [ask, [true, false]]));
  return worlds({ ...open, ...free }).map((world) => ({ ...facts, ...world }));
}

describe('condition trees against a brute-force evaluator', () => {
  it('agrees wherever every fact is known', () => {
    fc.assert(
      fc.property(treeOf(leaf), fc.constantFrom(...worlds(DOMAINS)), (tree, world) => {
        expect(run(tree, world).truth).toBe(String(holds(tree, world)));
      }),
      { numRuns: 1500 },
    );
  });

  it('never decides against a possible completion', () => {
    fc.assert(
      fc.property(
        treeOf(fc.oneof({ weight: 5, arbitrary: leaf }, { weight: 1, arbitrary: judgement })),
        known,
        (tree, facts) => {
          const { truth } = run(tree, facts);
          if (!isDecided(truth)) return;
          for (const world of possible(facts)) expect(holds(tree, world)).toBe(truth === 'true');
        },
      ),
      { numRuns: 600 },
    );
  });

  it('names facts whose recording always decides a tree without judgements', () => {
    fc.assert(
      fc.property(treeOf(leaf), known, (tree, facts) => {
        const trace = run(tree, facts);
        if (isDecided(trace.truth)) {
          expect(missingFacts(trace)).toEqual([]);
          return;
        }
        const missing = missingFacts(trace);
        expect(missing.length).toBeGreaterThan(0);
        for (const key of missing) expect(facts).not.toHaveProperty([key]);
        const domains = Object.fromEntries(missing.map((key) => [key, DOMAINS[key]!]));
        for (const more of worlds(domains)) expect(isDecided(run(tree, { ...facts, ...more }).truth)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('says “needs judgement” only where no fact is missing any more, and names the question', () => {
    fc.assert(
      fc.property(treeOf(fc.oneof(leaf, judgement)), known, (tree, facts) => {
        const trace = run(tree, facts);
        if (trace.truth === 'unknown') expect(missingFacts(trace).length).toBeGreaterThan(0);
        if (trace.truth !== 'needsHuman') return;
        expect(missingFacts(trace)).toEqual([]);
        expect(openJudgements(trace).every((one) => JUDGED.includes(one))).toBe(true);
        expect(openJudgements(trace).length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('rests a decided result on leaves that alone decide it', () => {
    fc.assert(
      fc.property(treeOf(leaf), fc.constantFrom(...worlds(DOMAINS)), (tree, world) => {
        const trace = run(tree, world);
        const facts = new Set(decidingLeaves(trace).flatMap((one) => one.node.facts));
        const kept = Object.fromEntries(Object.entries(world).filter(([key]) => facts.has(key)));
        expect(run(tree, kept).truth).toBe(trace.truth);
      }),
      { numRuns: 500 },
    );
  });
});

/** The same tree as a FEEL expression over booleans. */
function feelText(node: Condition): string {
  if (node.all !== undefined) return `(${node.all.map(feelText).join(' and ')})`;
  if (node.any !== undefined) return `(${node.any.map(feelText).join(' or ')})`;
  if (node.not !== undefined) return `not(${feelText(node.not)})`;
  return node.compare!.fact!.replace('b.', '');
}

describe('condition trees against feelin', () => {
  const bare = fc
    .constantFrom('b.one', 'b.two', 'b.three')
    .map((fact): Condition => ({ compare: { fact, op: 'eq', value: true } }));
  const tree = fc.letrec<{ tree: Condition }>((tie) => {
    const children = fc.array(tie('tree'), { minLength: 1, maxLength: 4 });
    return {
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        bare,
        children.map((all) => ({ all })),
        children.map((any) => ({ any })),
        tie('tree').map((not) => ({ not })),
      ),
    };
  }).tree;

  it('agrees for every mixture of recorded and missing booleans', () => {
    const value = fc.constantFrom(true, false, null);
    fc.assert(
      fc.property(tree, value, value, value, (definition, one, two, three) => {
        const facts = Object.fromEntries(
          Object.entries({ 'b.one': one, 'b.two': two, 'b.three': three }).filter(([, fact]) => fact !== null),
        );
        const expected = feel(feelText(definition), { one, two, three }).value as boolean | null;
        expect(run(definition, facts as World).truth).toBe(expected === null ? 'unknown' : String(expected));
      }),
      { numRuns: 500 },
    );
  });
});

describe('relaxation and preference', () => {
  const relaxable: Condition = {
    all: [
      { compare: { fact: 'b.one', op: 'eq', value: true } },
      {
        id: 'age',
        force: 'mayRelax',
        compare: { fact: 'n.one', op: 'le', value: 2 },
        relaxedBy: { compare: { fact: 'b.two', op: 'eq', value: true } },
      },
      { id: 'rank', force: 'mayRelax', compare: { fact: 'e.class', op: 'ge', value: 'B' } },
      { force: 'priority', compare: { fact: 'b.three', op: 'eq', value: true } },
    ],
  };

  it('agrees with the brute-force evaluator, the open relaxation being a person’s choice', () => {
    for (const world of worlds(DOMAINS)) {
      const outcomes = new Set([true, false].map((choice) => holds(relaxable, { ...world, 'relax:rank': choice })));
      const expected = outcomes.size === 1 ? String([...outcomes][0]) : 'needsHuman';
      expect(run(relaxable, world).truth).toBe(expected);
    }
  });

  it('lets preferred conditions neither help nor hurt', () => {
    const world = { 'b.one': true, 'n.one': 0, 'e.class': 'A' };
    expect(run(relaxable, { ...world, 'b.three': false }).truth).toBe('true');
    expect(run(relaxable, world).truth).toBe('true');
    expect(missingFacts(run(relaxable, world))).toEqual([]);
  });

  it('lets a person’s decision replace what was computed', () => {
    const node = compile(vocabulary, relaxable);
    const facts = parseFacts(vocabulary, { 'b.one': true, 'n.one': 0, 'e.class': 'D' });
    expect(evaluate(node, scopeOf(facts)).truth).toBe('needsHuman');
    expect(evaluate(node, scopeOf(facts, new Map([['rank', true]]))).truth).toBe('true');
    expect(evaluate(node, scopeOf(facts, new Map([['rank', false]]))).truth).toBe('false');
  });
});
