import { describe, expect, it } from 'vitest';
import { readCatalogue } from '#main/catalogue/load.ts';
import { programmePage } from '#main/services/programmePage.ts';
import { catalogueApi } from '#shared/api/catalogue.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { edited, sample } from '../catalogue/files.ts';

const HOME = 'jrcb-2022-4/03.1.yaml';
const later = edited(HOME, ['inForce'], { from: '2025-03-01', to: '2026-12-31' });
const files = new Map(sample).set('jrcb-2022-4/03.1@2025-03-01.yaml', new TextEncoder().encode(later));
const catalogue = readCatalogue(files).catalogue!;
const page = (on?: string) => programmePage(catalogue, { id: '03.1', on });

describe('the page of a programme', () => {
  it('fits the contract and carries the hash of its catalogue', () => {
    expect(catalogueApi.programme.output.parse(page('2023-05-10'))).toEqual(page('2023-05-10'));
    expect(page('2023-05-10').hash).toBe(catalogue.hash);
  });

  it.each<[string, string, boolean, string]>([
    ['2022-08-07', '2022-08-08', false, '早于'],
    ['2022-08-08', '2022-08-08', true, '在有效期内'],
    ['2024-12-31', '2022-08-08', true, '在有效期内'],
    ['2025-01-01', '2022-08-08', false, '晚于'],
    ['2025-03-01', '2025-03-01', true, '在有效期内'],
  ])('of %s is the version from %s', (on, from, inForce, word) => {
    const { programme, validity, versions } = page(on);
    expect(programme.inForce.from).toBe(from);
    expect(validity).toEqual({ inForce, sentence: expect.stringContaining(word) });
    expect(versions.map((one) => one.from)).toEqual(['2022-08-08', '2025-03-01']);
  });

  it('without a day is the newest version and says nothing of validity', () => {
    expect(page()).toMatchObject({ programme: { inForce: { from: '2025-03-01' } }, validity: null });
  });

  it('names what took the place of the programme and of its document', () => {
    const replaced = edited(
      HOME,
      ['replacedBy'],
      [{ what: '新办法', cite: ['jrcb-2022-4/03/1'], note: '自 2025 年起' }],
    );
    const changed = readCatalogue(new Map(sample).set(HOME, new TextEncoder().encode(replaced))).catalogue!;
    expect(programmePage(changed, { id: '03.1', on: '2025-02-01' })).toMatchObject({
      successors: ['新办法（自 2025 年起）'],
      validity: { inForce: false, sentence: expect.stringContaining('已由新办法替代') },
    });
  });

  it('refuses a number nobody has, and input of another form', () => {
    expect(() => programmePage(catalogue, { id: '99.9' })).toThrow(
      new Refusal('PROGRAMME_UNKNOWN', { programme: '99.9' }),
    );
    for (const input of [{ id: '../etc' }, { id: '03.1', on: '2023-02-30' }, { id: '03.1', day: '2023-05-10' }, {}])
      expect(catalogueApi.programme.input.safeParse(input).success, JSON.stringify(input)).toBe(false);
  });
});
