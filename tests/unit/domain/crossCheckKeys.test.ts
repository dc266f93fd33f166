import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personId } from '#main/demo/identity.ts';
import { CROSS_REASONS, type CrossReason, crossDecisionProblem } from '#shared/domain/crossCheck.ts';
import { conflictHit, inOrder, personHit } from '#shared/domain/crossCheckHits.ts';
import {
  CROSS_MEASURES,
  type CrossKey,
  holderBetween,
  matchKeys,
  normalId,
  normalPhone,
} from '#shared/domain/crossCheckKeys.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const key = fc.record({ measure: fc.constantFrom(...CROSS_MEASURES), digest: fc.constantFrom('a', 'b', 'c') });
const keys: fc.Arbitrary<CrossKey[]> = fc.uniqueArray(key, { selector: ({ measure }) => measure, maxLength: 6 });
const subject = (caseId: string) => ({ caseId, number: caseId, programme: '03.1', appliedOn: '2023-05-10' });

describe('normal forms', () => {
  test('spaces, separators, width and case do not tell id numbers apart; every digit does', () => {
    fc.assert(
      fc.property(digits(17), digits(17), (a, b) => {
        const wide = [...`${a}x`].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
        expect(normalId(wide)).toBe(`${a}X`);
        expect(normalId(` ${a.slice(0, 6)} ${a.slice(6)}-x`)).toBe(`${a}X`);
        expect(normalId(`${a}X`) === normalId(`${b}X`)).toBe(a === b);
      }),
    );
  });

  test('an id of the first generation is the same person as the one of the second', () => {
    for (const [birth, order] of [
      ['1962-03-04', 7],
      ['1979-12-31', 128],
      ['1955-01-01', 12],
    ] as const) {
      const id = personId(birth, order);
      expect(normalId(id.slice(0, 6) + id.slice(8, 17))).toBe(id);
    }
  });

  test.each(['', '  ', '************1234', '无', '12345'])('%j is no id number', (text) => {
    expect(normalId(text)).toBe('');
  });

  test.each(['13800001234', '+86 138 0000 1234', '0086-138-0000-1234', '８６13800001234'])(
    '%s is one telephone',
    (text) => {
      expect(normalPhone(text)).toBe('13800001234');
    },
  );

  test('masked and short numbers are no telephones', () => {
    expect(['138****1234', '110', ''].map(normalPhone)).toEqual(['', '', '']);
  });
});

describe('matching', () => {
  test('is the same from both sides, and says nothing without an equal digest', () => {
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const [there, back] = [matchKeys(a, b), matchKeys(b, a)];
        expect(back).toEqual(there);
        expect(holderBetween(back, b, a)).toBe(holderBetween(there, a, b));
        for (const { digest } of there) {
          expect(a.some((one) => one.digest === digest) && b.some((one) => one.digest === digest)).toBe(true);
        }
        const [first, second] = inOrder(subject('1'), subject('2'));
        const hit = personHit([first, second], there);
        expect(hit === null).toBe(there.length === 0);
        expect(personHit(inOrder(subject('2'), subject('1')), back)).toEqual(hit);
      }),
    );
  });

  test('a telephone or an account alone never makes one person', () => {
    const both = (measure: CrossKey['measure']): CrossKey[] => [{ measure, digest: 'a' }];
    const holder = (a: CrossKey[], b: CrossKey[]) => holderBetween(matchKeys(a, b), a, b);
    expect(holder(both('phone'), both('phone'))).toBeNull();
    expect(holder(both('account'), both('account'))).toBeNull();
    expect(holder(both('idNumber'), both('idNumber'))).toBe('self');
    expect(holder(both('spouse'), both('idNumber'))).toBe('spouse');
    expect(holder(both('spouse'), both('spouse'))).toBeNull();
    const named = (id: string): CrossKey[] => [...both('nameBirth'), { measure: 'idNumber', digest: id }];
    expect(holder(named('1'), named('2'))).toBeNull();
    expect(holder(named('1'), both('nameBirth'))).toBe('self');
  });

  test('what an exclusion rests on changes with the standing of the other case, not with its wording', () => {
    const pair = inOrder(subject('1'), subject('2'));
    const conflict = { owner: '2', exclusion: 'once', title: '只可享受1次', cite: [], certain: true, granted: false };
    const basis = (changes: object) => conflictHit('exclusion', pair, [], [{ ...conflict, ...changes }])!.basis;
    expect(basis({ title: '换一种说法' })).toEqual(basis({}));
    expect(basis({ granted: true })).not.toEqual(basis({}));
    expect(conflictHit('exclusion', pair, [], [])).toBeNull();
  });
});

test('every reason belongs to one decision; 其他 needs words', () => {
  for (const [reason, { decision }] of Object.entries(CROSS_REASONS)) {
    const other = decision === 'confirmed' ? 'dismissed' : 'confirmed';
    expect(crossDecisionProblem(decision, reason as CrossReason, '说明')).toBeNull();
    expect(crossDecisionProblem(other, reason as CrossReason, '说明')).not.toBeNull();
  }
  expect(crossDecisionProblem('confirmed', 'confirmed-other', ' ')).not.toBeNull();
});
