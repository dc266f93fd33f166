import { describe, expect, test } from 'vitest';
import { amountOf } from '#main/services/review/amount.ts';
import { evaluateCase } from '#main/services/review/evaluateCase.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { tuitionCase } from '#tests/support/cases.ts';
import { catalogue } from '#tests/support/core.ts';

const record = { ...tuitionCase(1).record, attachments: [] } as BundleCase;
const { support } = evaluateCase(catalogue, record).evaluation;
const tuition = support.find(({ state }) => state === 'amount')!;
const figures = (list: Parameters<typeof amountOf>[0]) => {
  const { totalFen, cityFen, districtFen, unassignedFen } = amountOf(list).amount!;
  return { totalFen, cityFen, districtFen, unassignedFen };
};

describe('who pays', () => {
  test('as the clause names them', () => {
    expect(figures([tuition])).toEqual({
      ...{ totalFen: 3_000_000, cityFen: 1_500_000, districtFen: 1_500_000, unassignedFen: 0 },
    });
  });

  test('a clause that names nobody leaves all of it open', () => {
    expect(figures([{ ...tuition, split: [] }])).toEqual({
      ...{ totalFen: 3_000_000, cityFen: 0, districtFen: 0, unassignedFen: 3_000_000 },
    });
  });

  test('of two supports only the one without a payer is open; a payer that is neither city nor district is not guessed at', () => {
    const unit = { ...tuition, split: [{ payer: '用人单位', amountFen: tuition.amountFen! }] };
    const city = { ...tuition, split: [{ payer: '市级人才发展专项资金', amountFen: tuition.amountFen! }] };
    expect(figures([city, unit, { ...tuition, split: [] }])).toEqual({
      ...{ totalFen: 9_000_000, cityFen: 3_000_000, districtFen: 0, unassignedFen: 6_000_000 },
    });
    const county = { ...tuition, split: [{ payer: '区县财政', amountFen: 3_000_000 }] };
    expect(figures([county]).districtFen).toBe(3_000_000);
  });

  test('every payer the catalogue names is known', () => {
    const payers = catalogue.parts.programmes.flatMap(({ support: all }) =>
      all.flatMap(({ split }) => split.flatMap(({ shares }) => shares.map(({ payer }) => payer))),
    );
    expect(payers.length).toBeGreaterThan(50);
    expect(payers.filter((payer) => !/^[市区县]/.test(payer))).toEqual([]);
  });
});
