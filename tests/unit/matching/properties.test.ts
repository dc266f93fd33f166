import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programmesInForce } from '#shared/rules/catalogue.ts';
import { decideProgramme } from '#shared/rules/evaluateProgramme.ts';
import { type FactValue, readFacts } from '#shared/rules/factValues.ts';
import { isDecided } from '#shared/rules/kleene.ts';
import { pivotalFacts } from '#shared/rules/matchPivots.ts';
import { matchProgrammes } from '#shared/rules/matchProgrammes.ts';
import { catalogue } from '../policies/support.ts';
import { BUYER, match } from './kit.ts';

const ON = '2023-05-10';
const SEED = 20_221_231;
const options = { on: ON, calendar: catalogue.calendar };
const programmes = programmesInForce(catalogue, ON);

/** Facts whose answers can all be tried. */
const finite = [...catalogue.vocabulary.facts.values()].filter(({ type }) => type === 'boolean' || type === 'enum');
const answersOf = (key: string): FactValue[] => {
  const kind = catalogue.vocabulary.facts.get(key)!;
  return kind.type === 'boolean' ? [true, false] : [...kind.labels.keys()];
};

/** Some of the facts that can be tried, answered at random. */
const someFacts: fc.Arbitrary<Map<string, FactValue>> = fc
  .record(Object.fromEntries(finite.map(({ key }) => [key, fc.constantFrom(...answersOf(key))])), { requiredKeys: [] })
  .map((one) => new Map(Object.entries(one) as [string, FactValue][]));

describe('matching', () => {
  it('never turns a settled programme round when more is recorded', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), (facts, cut) => {
        const known = new Map([...facts].filter((_, index) => (index * 31 + cut) % 3 > 0));
        const before = matchProgrammes(catalogue, known, { on: ON }).programmes;
        const after = new Map(matchProgrammes(catalogue, facts, { on: ON }).programmes.map((one) => [one.id, one]));
        for (const one of before) if (one.verdict !== 'may') expect(after.get(one.id)!.verdict).toBe(one.verdict);
      }),
      { numRuns: 25, seed: SEED },
    );
  });

  it('calls every fact pivotal that can settle a programme by itself', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), (facts, cut) => {
        const known = new Map([...facts].filter((_, index) => (index * 17 + cut) % 2 > 0));
        for (const programme of programmes) {
          const decision = decideProgramme(programme, known, options);
          if (isDecided(decision.eligibility)) {
            expect(pivotalFacts(decision)).toEqual([]);
            continue;
          }
          const pivots = new Set(pivotalFacts(decision));
          for (const key of programme.facts) {
            if (known.has(key) || !finite.some((one) => one.key === key)) continue;
            const settles = answersOf(key).some((value) =>
              isDecided(decideProgramme(programme, new Map(known).set(key, value), options).eligibility),
            );
            if (settles) expect(pivots, `${programme.definition.id} ${key}`).toContain(key);
          }
        }
      }),
      { numRuns: 6, seed: SEED },
    );
  });

  it('asks first what settles most, then what narrows most, in the same order every time', () => {
    const { questions, programmes: all } = match({ 'case.otherBenefits': [] }, { on: ON });
    const open = new Set(all.filter((one) => one.verdict === 'may').map((one) => one.id));
    expect(questions.length).toBeGreaterThan(100);
    for (const [index, one] of questions.entries()) {
      expect(one.settles.every((id) => open.has(id) && one.narrows.includes(id))).toBe(true);
      const next = questions[index + 1];
      if (next === undefined) continue;
      const sooner =
        one.settles.length - next.settles.length ||
        one.narrows.length - next.narrows.length ||
        one.amounts.length - next.amounts.length;
      expect(sooner).toBeGreaterThanOrEqual(0);
    }
    expect(match({ 'case.otherBenefits': [] }, { on: ON }).questions).toEqual(questions);
  });

  it('asks for nothing that is recorded already', () => {
    const asked = match(BUYER, { on: ON }).questions.map((one) => one.key);
    for (const key of Object.keys(BUYER).filter((one) => one !== 'case.otherBenefits'))
      expect(asked).not.toContain(key);
  });

  /** Against the bare decisions, for a machine may be busy; those take 0.5 ms on a quiet one, and a result may take 50. */
  it('answers fast enough to follow the typing', () => {
    const { facts } = readFacts(catalogue.vocabulary, BUYER, ON);
    const medianOf = (work: () => unknown): number => {
      const times = Array.from({ length: 15 }, () => {
        const start = performance.now();
        work();
        return performance.now() - start;
      });
      return times.sort((a, b) => a - b)[7]!;
    };
    const whole = medianOf(() => matchProgrammes(catalogue, facts, { on: ON }));
    const bare = medianOf(() => programmes.map((one) => decideProgramme(one, facts, options)));
    expect(whole / bare).toBeLessThan(100);
  });
});
