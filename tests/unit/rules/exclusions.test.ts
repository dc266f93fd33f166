import { describe, expect, it } from 'vitest';
import { CLAUSE, evaluateWith, programmeOf, programmeProblems, vocabularyOf } from './kit.ts';

const vocabulary = vocabularyOf(`
- { key: person.penaltyEndedOn, label: 处分期满日期, type: date, declaredBy: authority }
- { key: person.badRecord, label: 不良信用记录, type: boolean, declaredBy: authority }
`);

const members = new Map([['home-purchase', ['03.1', '99']]]);

function exclude(exclusion: string, facts: Record<string, unknown>, on = '2023-05-10') {
  const compiled = programmeOf(
    vocabulary,
    `exclusions: [{ id: x, cite: [${CLAUSE}], title: 限制, ${exclusion} }]`,
    members,
  );
  const result = evaluateWith(compiled, facts, { on });
  return { ...result.exclusions[0]!, eligibility: result.eligibility, neededFacts: result.missing };
}

const row = (programme: string, status: string, more: object = {}) => ({
  'case.otherBenefits': [{ programme, holder: 'self', status, ...more }],
});

describe('exclusions over the benefits on record', () => {
  it.each([
    ['kind: notTogether, programmes: ["03.2"]', row('03.2', 'enjoying'), 'true'],
    ['kind: notTogether, programmes: ["03.2"]', row('03.2', 'enjoying', { to: '2023-05-09' }), 'false'],
    ['kind: notTogether, programmes: ["03.2"]', row('03.2', 'enjoying', { to: '2023-05-10' }), 'true'],
    ['kind: notTogether, programmes: ["03.2"]', row('03.2', 'enjoyed'), 'false'],
    ['kind: notTogether, programmes: ["03.2"]', row('03.2', 'applied'), 'needsHuman'],
    ['kind: notTogether, programmes: ["03.2"]', row('03.3', 'enjoying'), 'false'],
    ['kind: notAfter, programmes: ["03.2"]', row('03.2', 'enjoyed'), 'true'],
    ['kind: notAfter, programmes: ["03.2"]', row('03.2', 'applied'), 'false'],
    ['kind: notAfter, classes: [home-purchase]', row('03.1', 'enjoyed'), 'true'],
    ['kind: notAfter, classes: [home-purchase]', row('old-2019', 'enjoyed', { class: 'home-purchase' }), 'true'],
    ['kind: notAfter, classes: [home-purchase]', row('26.2', 'enjoyed'), 'false'],
    ['kind: notAfter, programmes: ["03.2"], holders: [spouse]', row('03.2', 'enjoyed'), 'false'],
    ['kind: notAfter, programmes: ["03.2"], holders: [self, spouse]', row('03.2', 'enjoyed'), 'true'],
    ['kind: timesLimit, times: 1', row('99', 'enjoyed'), 'true'],
    ['kind: timesLimit, times: 2', row('99', 'enjoyed'), 'false'],
    ['kind: timesLimit, times: 1', row('03.1', 'enjoyed'), 'false'],
    ['kind: coolingOff, years: 2', row('99', 'enjoyed', { to: '2021-05-10' }), 'false'],
    ['kind: coolingOff, years: 2', row('99', 'enjoyed', { to: '2021-05-11' }), 'true'],
    ['kind: coolingOff, years: 2', row('99', 'enjoying'), 'true'],
    ['kind: sameProject, programmes: ["26.2"]', row('26.2', 'applied'), 'true'],
    ['kind: sameProject, programmes: ["26.2"]', row('26.2', 'ended'), 'false'],
    ['kind: notAfter, programmes: ["03.2"]', { 'case.otherBenefits': [] }, 'false'],
  ])('%s with %j: %s', (exclusion, facts, applies) => {
    const result = exclude(exclusion, facts);
    expect(result.applies).toBe(applies);
    expect(result.eligibility).toBe(applies === 'true' ? 'false' : applies === 'false' ? 'true' : applies);
  });

  it.each([
    ['kind: notAfter, programmes: ["03.2"]', {}, ['case.otherBenefits']],
    [
      'kind: notAfter, programmes: ["03.2"]',
      { 'case.otherBenefits': [{ programme: '03.2', holder: 'self' }] },
      ['case.otherBenefits[1].status'],
    ],
    [
      'kind: notAfter, programmes: ["03.2"]',
      { 'case.otherBenefits': [{ programme: '26.2' }, { programme: '03.2' }] },
      ['case.otherBenefits[2].holder'],
    ],
    ['kind: coolingOff, years: 2', row('99', 'enjoyed'), ['case.otherBenefits[1].to']],
    [
      'kind: notAfter, programmes: ["03.2"]',
      { 'case.otherBenefits': [{ holder: 'self', status: 'enjoyed' }] },
      ['case.otherBenefits[1].programme'],
    ],
    ['kind: coolingOff, years: 5, since: person.penaltyEndedOn', {}, ['person.penaltyEndedOn']],
  ])('%s with %j cannot be told yet', (exclusion, facts, missing) => {
    expect(exclude(exclusion, facts)).toMatchObject({
      applies: 'unknown',
      eligibility: 'unknown',
      missing,
      neededFacts: missing,
    });
  });

  it('counts towards a limit only as many rows as there are', () => {
    const twice = {
      'case.otherBenefits': [
        { programme: '99', holder: 'self', status: 'enjoyed' },
        { programme: '99', holder: 'self', status: 'ended' },
      ],
    };
    expect(exclude('kind: timesLimit, times: 2', twice)).toMatchObject({ applies: 'true', hits: [1, 2] });
    const unsure = {
      'case.otherBenefits': [
        { programme: '99', holder: 'self', status: 'enjoyed' },
        { programme: '99', holder: 'self' },
      ],
    };
    expect(exclude('kind: timesLimit, times: 2', unsure).applies).toBe('unknown');
    expect(exclude('kind: timesLimit, times: 3', unsure).applies).toBe('false');
  });

  it.each([
    ['higherOf', 'applied', 'false'],
    ['higherOf', 'enjoying', 'true'],
    ['higherOf', 'enjoyed', 'true'],
    ['higherOf', 'ended', 'false'],
    ['deduct', 'applied', 'false'],
    ['deduct', 'ended', 'true'],
    ['topUp', 'ended', 'true'],
  ])('%s looks at benefits that are %s: %s', (kind, status, applies) => {
    expect(exclude(`kind: ${kind}, programmes: ["03.3"]`, row('03.3', status)).applies).toBe(applies);
  });

  it('changes amounts or choice, not eligibility, for 就高, 补差 and 扣减', () => {
    for (const kind of ['higherOf', 'topUp', 'deduct']) {
      const result = exclude(`kind: ${kind}, programmes: ["03.3"]`, row('03.3', 'enjoying'));
      expect(result).toMatchObject({ applies: 'true', blocking: false, eligibility: 'true', hits: [1] });
      expect(exclude(`kind: ${kind}, programmes: ["03.3"]`, {}).eligibility).toBe('true');
    }
  });
});

describe('other exclusions', () => {
  it('keep to lists', () => {
    const list = 'kind: blacklist, when: { compare: { fact: person.badRecord, op: eq, value: true } }';
    expect(exclude(list, { 'person.badRecord': true })).toMatchObject({
      applies: 'true',
      eligibility: 'false',
      sentence: '限制：存在（不良信用记录：是）',
    });
    expect(exclude(list, { 'person.badRecord': false }).eligibility).toBe('true');
    expect(exclude(list, {})).toMatchObject({ applies: 'unknown', missing: ['person.badRecord'] });
    expect(exclude('kind: blacklist', {})).toMatchObject({ applies: 'needsHuman', judgements: ['限制：是否存在'] });
  });
  it('last so many years from a day', () => {
    const cooling = 'kind: coolingOff, years: 5, since: person.penaltyEndedOn';
    expect(exclude(cooling, { 'person.penaltyEndedOn': '2018-05-11' }).applies).toBe('true');
    expect(exclude(cooling, { 'person.penaltyEndedOn': '2018-05-10' }).applies).toBe('false');
  });
  it('need both the benefit and their own condition', () => {
    const both =
      'kind: notAfter, programmes: ["03.2"], when: { compare: { fact: person.badRecord, op: eq, value: true } }';
    expect(exclude(both, { ...row('03.2', 'enjoyed'), 'person.badRecord': false }).applies).toBe('false');
    expect(exclude(both, { ...row('03.2', 'enjoyed'), 'person.badRecord': true }).applies).toBe('true');
    expect(exclude(both, row('03.2', 'enjoyed')).applies).toBe('unknown');
    expect(exclude(both, { 'case.otherBenefits': [] }).applies).toBe('false');
  });
});

describe('exclusions that are refused', () => {
  it.each([
    ['kind: notAfter', 'names neither programmes nor classes'],
    ['kind: coolingOff', 'needs `years`'],
    ['kind: timesLimit', 'needs `times`'],
    ['kind: coolingOff, years: 2, since: person.badRecord', 'is no date'],
  ])('%s', (exclusion, message) => {
    expect(
      programmeProblems(vocabulary, `exclusions: [{ id: x, cite: [${CLAUSE}], title: 限制, ${exclusion} }]`).join(),
    ).toContain(message);
  });
});
