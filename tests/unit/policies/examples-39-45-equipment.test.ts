import { describe, expect, test } from 'vitest';
import { benefit } from './benefit.ts';
import { expectRefusedBy } from './refusal.ts';
import { ask, type FactInput, itemOf, WAN, without } from './support.ts';

/** Rule 45: shared equipment and laboratory platforms; worked from the document. */

const on = '2023-08-10';

const university: FactInput = { 'employer.kind': 'university', 'employer.registeredInJinan': true };

describe('45.1 shared equipment', () => {
  const facts: FactInput = {
    ...university,
    'sharedEquipment.onProvincialNetwork': true,
    'sharedEquipment.testedForSmallEnterprises': true,
    'sharedEquipment.clientsVoucherGrant': 40 * WAN,
  };
  const of = (more: FactInput) => ask('45.1', { ...facts, ...more }, { on });

  test('60 to 100 万 a year as fixed', () => {
    expect(of({}).eligibility).toBe('needsHuman');
    for (const wan of [60, 100]) {
      expect(benefit(of({ 'sharedEquipment.grantDecided': wan * WAN }), 'grant').amountFen).toBe(wan * WAN);
    }
    expect(benefit(of({ 'sharedEquipment.grantDecided': 59 * WAN }), 'grant').amountFen).toBeNull();
    expect(benefit(of({}), 'grant').rangeFen).toEqual({ from: 60 * WAN, to: 100 * WAN });
  });

  test.each([
    ['employer.kind', 'enterprise', 'c.unit'],
    ['sharedEquipment.onProvincialNetwork', false, 'c.network'],
    ['sharedEquipment.testedForSmallEnterprises', false, 'c.testing'],
    ['sharedEquipment.clientsVoucherGrant', 0, 'c.voucher'],
  ])('%s %s is refused by %s; not known: open', (key, value, item) => {
    expectRefusedBy(of({ [key]: value }), item);
    expect(ask('45.1', without(facts, key), { on }).missing).toEqual([key]);
  });
});

describe('45.2 laboratory platforms', () => {
  const device = (kind: string, newlyBought: boolean, original: number, net: number): FactInput => ({
    kind,
    newlyBought,
    centrallyManaged: true,
    originalValue: original * WAN,
    netValue: net * WAN,
  });
  // 40% of 1000, 30% of 500, 40% of the net 300, 30% of the net 200: 400 + 150 + 120 + 60 = 730 万.
  const equipment = [
    device('large', true, 1000, 1000),
    device('pilot', true, 500, 500),
    device('large', false, 600, 300),
    device('pilot', false, 400, 200),
  ];
  const facts: FactInput = {
    ...university,
    'labPlatform.inProvincialPark': true,
    'labPlatform.supportedBefore': false,
    'labPlatform.equipment': equipment,
  };
  const of = (more: FactInput) => ask('45.2', { ...facts, ...more }, { on });
  const most = (...devices: FactInput[]) => benefit(of({ 'labPlatform.equipment': devices }), 'first').rangeFen;

  test('between 600 万 and the shares of the equipment, never over 1000 万', () => {
    expect(most(...equipment)).toEqual({ from: 600 * WAN, to: 730 * WAN });
    expect(of({ 'labPlatform.grantDecided': 730 * WAN })).toMatchObject({
      eligibility: 'true',
      track: 'first',
      payableFen: 730 * WAN,
    });
    expect(of({ 'labPlatform.grantDecided': 730 * WAN + 1 }).payableFen).toBeNull();
    expect(of({ 'labPlatform.grantDecided': 600 * WAN - 1 }).payableFen).toBeNull();
    expect(most(device('large', true, 4000, 4000))).toEqual({ from: 600 * WAN, to: 1000 * WAN });
    expect(of({ 'labPlatform.grantDecided': 1000 * WAN }).payableFen).toBeNull();
  });

  test('devices below 300,000 yuan or outside the pool do not count; below 600 万 people decide', () => {
    const small = device('large', true, 29, 29);
    const outside = { ...device('pilot', true, 9000, 9000), centrallyManaged: false };
    expect(most(...equipment, small, outside)).toEqual({ from: 600 * WAN, to: 730 * WAN });
    expectRefusedBy(of({ 'labPlatform.equipment': [small, outside] }), 'c.equipment');
    expect(itemOf(of({ 'labPlatform.equipment': [device('large', true, 30, 30)] }), 'c.equipment').truth).toBe('true');
    const little = of({ 'labPlatform.equipment': [device('large', true, 1000, 1000)] });
    expect(benefit(little, 'first')).toMatchObject({ state: 'needsHuman', amountFen: null });
  });

  test('again: performance of last year first, then as fixed', () => {
    const again = { 'labPlatform.supportedBefore': true, 'labPlatform.performancePassed': true };
    expect(of({ ...again, 'labPlatform.grantDecided': 80 * WAN })).toMatchObject({
      track: 'again',
      payableFen: 80 * WAN,
    });
    expect(of(again)).toMatchObject({ eligibility: 'true', payableFen: null });
    expect(of({ ...again, 'labPlatform.performancePassed': false }).eligibility).toBe('false');
    expect(of({ 'labPlatform.supportedBefore': true }).missing).toEqual(['labPlatform.performancePassed']);
  });

  test.each([
    ['employer.kind', 'hospital', 'c.unit'],
    ['employer.registeredInJinan', false, 'c.place'],
    ['labPlatform.inProvincialPark', false, 'c.park'],
  ])('%s %s is refused by %s; not known: open', (key, value, item) => {
    expectRefusedBy(of({ [key]: value }), item);
    expect(ask('45.2', without(facts, key), { on }).missing).toContain(key);
  });
});
