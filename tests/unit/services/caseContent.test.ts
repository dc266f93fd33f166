import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateCase, summariseCase } from '#main/services/review/evaluateCase.ts';
import { draftItems } from '#main/services/review/items.ts';
import { readCanonicalCase, readStrictCase } from '#main/services/transfer/caseContent.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { BundleCase, FactRecord } from '#shared/domain/caseRecord.ts';
import { tuitionCase } from '#tests/support/cases.ts';
import { catalogue } from '#tests/support/core.ts';

const SEED = 20_260_101;
const FILE = {
  sha256: 'a'.repeat(64),
  extension: 'pdf' as const,
  bytes: 12,
  name: '证书.pdf',
  material: 'authentication',
};
const RECORD: BundleCase = { ...tuitionCase(1).record, attachments: [FILE] };
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** What the strict way answers: the case, or the refusal's sentence. */
function strictly(bytes: Uint8Array): unknown {
  try {
    return readStrictCase(bytes, 'x');
  } catch (error) {
    return (error as Error).message;
  }
}

describe('reading a record the quick way', () => {
  test('takes what the centre writes, and says the same as the strict reader', () => {
    const bytes = bytesOf(canonicalJson(RECORD));
    expect(readCanonicalCase(bytes)).toEqual({ record: RECORD, recordText: canonicalJson(RECORD) });
    expect(readCanonicalCase(bytes)).toEqual(strictly(bytes));
  });

  test.each([
    ['another order of keys', JSON.stringify(RECORD)],
    ['spaces', JSON.stringify(RECORD, null, 1)],
    ['a key twice', canonicalJson(RECORD).replace('{', '{"appliedOn":"2023-05-10",')],
    ['a key that programs read differently', canonicalJson(RECORD).replace('"facts":{', '"facts":{"__proto__":1,')],
    ['a fraction', canonicalJson(RECORD).replace('"bytes":12', '"bytes":12.0')],
    ['an exponent', canonicalJson(RECORD).replace('"bytes":12', '"bytes":12e0')],
    ['a lone surrogate', canonicalJson(RECORD).replace('证书.pdf', '\\ud800.pdf')],
    ['an escape that is not needed', canonicalJson(RECORD).replace('证书.pdf', '\\u8bc1书.pdf')],
    ['a space that a schema takes away', canonicalJson(RECORD).replace('证书.pdf', ' 证书.pdf')],
    ['a byte order mark', `\ufeff${canonicalJson(RECORD)}`],
    ['no JSON', 'null,'],
    ['no case', 'null'],
  ])('leaves %s to the strict reader', (_, text) => {
    expect(readCanonicalCase(bytesOf(text))).toBeNull();
  });

  test('leaves broken UTF-8 to the strict reader', () => {
    const bytes = bytesOf(canonicalJson(RECORD));
    bytes[bytes.indexOf(0xe8)] = 0xff;
    expect(readCanonicalCase(bytes)).toBeNull();
  });

  test('never answers otherwise than the strict reader, whatever is done to the text', () => {
    const text = canonicalJson(RECORD);
    const pieces = [
      '"',
      '\\',
      '{',
      '}',
      ',',
      ':',
      '0',
      '-0',
      '1.5',
      '1e3',
      ' ',
      '\\ud800',
      '\u0000',
      '\ufeff',
      '䶮',
      '__proto__',
    ];
    const edit = fc.record({ at: fc.nat(text.length), cut: fc.nat(6), put: fc.constantFrom('', ...pieces) });
    let quick = 0;
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 3 }), (edits) => {
        let changed = text;
        for (const { at, cut, put } of edits) changed = changed.slice(0, at) + put + changed.slice(at + cut);
        const bytes = bytesOf(changed);
        const found = readCanonicalCase(bytes);
        if (found === null) return;
        quick += 1;
        expect(strictly(bytes)).toEqual(found);
      }),
      { numRuns: 3000, seed: SEED },
    );
    expect(quick).toBeGreaterThan(100);
  });
});

/** Facts whose answers can all be tried, answered at random. */
const someFacts: fc.Arbitrary<FactRecord> = fc
  .record(
    Object.fromEntries(
      [...catalogue.vocabulary.facts.values()]
        .filter(({ type }) => type === 'boolean' || type === 'enum')
        .map(({ key, type, labels }) => [
          key,
          fc.constantFrom(...(type === 'boolean' ? [true, false] : labels.keys())),
        ]),
    ),
    { requiredKeys: [] },
  )
  .map((facts) => facts as FactRecord);

/** Some case of any programme: before, in and after its validity, with and without a track, with some of its materials. */
const someCase: fc.Arbitrary<BundleCase> = fc
  .record({
    programme: fc.constantFrom(...catalogue.programmes.map(({ definition }) => definition)),
    appliedOn: fc.constantFrom('2019-02-01', '2023-05-10', '2026-09-30'),
    facts: someFacts,
    pick: fc.nat(1000),
    dueOn: fc.constantFrom(null, '2023-06-01'),
  })
  .map(({ programme, appliedOn, facts, pick, dueOn }) => {
    const one = <T>(list: readonly T[]): T | null => list[pick % (list.length + 1)] ?? null;
    const materials = programme.materials.filter((_, i) => (i + pick) % 3 > 0);
    return {
      ...{ ...RECORD, programme: programme.id, track: one(programme.tracks)?.id ?? null, appliedOn, facts, dueOn },
      step: one(programme.procedure)?.id ?? 'none',
      attachments: materials.map(({ id }) => ({ ...FILE, material: id })),
    };
  });

test('what lists show of a case is what its checklist says', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(someCase, (record) => {
      const expected = fullSummary(record);
      const { pass, fail, open, items, dueOn, dueManual, remarks } = summariseOrCode(record);
      expect({ pass, fail, open, items, dueOn, dueManual, remarks: remarks?.length }).toEqual(expected);
      seen.add(`${expected.fail === undefined} ${expected.dueManual} ${expected.dueOn !== null} ${expected.remarks}`);
    }),
    { numRuns: 250, seed: SEED },
  );
  expect(seen.size).toBeGreaterThan(3);
});

type Figures = Partial<
  Pick<ReturnType<typeof summariseCase>, 'pass' | 'fail' | 'open' | 'items' | 'dueOn' | 'dueManual' | 'remarks'>
>;

/** Nothing at all where the catalogue refuses the case. */
function summariseOrCode(record: BundleCase): Figures {
  try {
    return summariseCase(catalogue, record);
  } catch {
    return {};
  }
}

function fullSummary(record: BundleCase): Omit<Figures, 'remarks'> & { remarks?: number } {
  try {
    const evaluated = evaluateCase(catalogue, record);
    const { evaluation } = evaluated;
    const results = draftItems(catalogue, record, evaluated, []).map(({ precheck }) => precheck.result);
    const count = (...wanted: string[]) => results.filter((result) => wanted.includes(result)).length;
    const due = evaluation.steps.find(({ id }) => id === record.step)?.due ?? null;
    return {
      ...{
        pass: count('true'),
        fail: count('false'),
        open: count('unknown', 'needsHuman', 'none'),
        items: results.length,
      },
      dueOn: record.dueOn ?? (due?.state === 'due' ? due.date : null),
      dueManual: record.dueOn === null && due?.state === 'needsHuman',
      remarks: evaluation.validity.inForce ? 0 : 1,
    };
  } catch {
    return {};
  }
}
