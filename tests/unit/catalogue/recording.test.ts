import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '#main/catalogue/load.ts';
import { fromDayNumber } from '#shared/rules/dates.ts';
import { decideProgramme, evaluateProgramme } from '#shared/rules/evaluateProgramme.ts';
import type { FactValue } from '#shared/rules/factValues.ts';
import { isDecided } from '#shared/rules/kleene.ts';
import type { FactKind } from '#shared/rules/vocabulary.ts';
import { shipped } from './files.ts';

/** The programmes as shipped, with facts drawn from the vocabulary. */
const catalogue = readCatalogue(shipped).catalogue!;
const options = { on: '2023-05-10', calendar: catalogue.calendar };

function valueOfKind(kind: FactKind): fc.Arbitrary<FactValue> {
  switch (kind.type) {
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...kind.labels.keys());
    case 'set':
      return fc.subarray([...kind.labels.keys()]);
    case 'date':
      return fc.integer({ min: 16_500, max: 19_900 }).map(fromDayNumber);
    case 'text':
      return fc.constantFrom('甲', '乙', '03.2');
    case 'records': {
      const fields = Object.fromEntries([...kind.fields].map(([name, field]) => [name, valueOfKind(field)]));
      const row = fc.record(fields, { requiredKeys: [] });
      return fc.array(
        row.map((one) => new Map(Object.entries(one))),
        { maxLength: 3 },
      ) as fc.Arbitrary<FactValue>;
    }
    default: {
      // What the vocabulary would let in: bounds are written in the fact's unit, values are scaled by its places.
      const least = Math.ceil((kind.min ?? 0) * 10 ** kind.scale);
      const most = Math.min(300_000_000, Math.floor((kind.max ?? 300_000_000) * 10 ** kind.scale));
      return fc.oneof(
        fc.integer({ min: least, max: Math.max(least, Math.min(60, most)) }),
        fc.integer({ min: least, max: Math.max(least, most) }),
      );
    }
  }
}

/** The same cases in every run: what a run finds must not depend on luck. */
const SEED = 20_221_231;

function factsOf(keys: readonly string[], requiredKeys: string[] | undefined): fc.Arbitrary<Map<string, FactValue>> {
  const values = Object.fromEntries(keys.map((key) => [key, valueOfKind(catalogue.vocabulary.facts.get(key)!)]));
  const record = requiredKeys === undefined ? fc.record(values) : fc.record(values, { requiredKeys: [] });
  return record.map((one) => new Map(Object.entries(one) as [string, FactValue][]));
}

const keysOf = (facts: readonly string[]) => facts.filter((key) => key !== 'case.applicationDate');

describe.each(catalogue.programmes.map((one) => [one.definition.id, one] as const))('programme %s', (_, programme) => {
  const keys = keysOf(programme.facts);

  it('never turns a decided case round when more is recorded', () => {
    fc.assert(
      fc.property(factsOf(keys, undefined), fc.subarray(keys), (facts, known) => {
        const partial = new Map([...facts].filter(([key]) => known.includes(key)));
        const before = decideProgramme(programme, partial, options).eligibility;
        if (isDecided(before)) expect(decideProgramme(programme, facts, options).eligibility).toBe(before);
      }),
      { numRuns: 40, seed: SEED },
    );
  });

  it('answers every case in sentences without holes, and sums that add up', () => {
    fc.assert(
      fc.property(factsOf(keys, []), (facts) => {
        const result = evaluateProgramme(programme, facts, options);
        expect(JSON.stringify(result)).not.toMatch(/undefined|NaN|\[object/);
        if (!isDecided(result.eligibility)) expect(result.missing.length + result.judgements.length).toBeGreaterThan(0);
        for (const one of result.support.filter(({ state }) => state === 'amount')) {
          const parts = one.instalments.map(({ amountFen }) => amountFen ?? 0);
          if (parts.length > 0) expect(parts.reduce((a, b) => a + b)).toBe(one.amountFen);
          if (one.split.length > 0)
            expect(one.split.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(one.amountFen);
        }
      }),
      { numRuns: 25, seed: SEED },
    );
  });
});
