import { describe, expect, test } from 'vitest';
import { caseId, PASSING_FACTS, tuitionCase } from '#tests/support/cases.ts';
import { openOffice } from '#tests/support/centre.ts';
import { eventsOf, importFile, logicalDump, openStation, refused } from '#tests/support/core.ts';

const question = { on: '2023-05-10', target: 'person' as const, facts: {}, caseId: null, outside: false };

async function deskWithCase() {
  const station = await openStation();
  const office = await openOffice(station.clock);
  const certificate = await office.certify(station);
  await importFile(station, await office.issue([tuitionCase(1, { files: [] })], certificate));
  return station;
}

describe('the form', () => {
  test('asks for every fact some programme reads, in groups with Chinese titles, never for the day', async () => {
    const { api } = await openStation();
    const { groups, periods } = await api.matching.form({});
    const facts = groups.flatMap((group) => group.facts);
    expect(facts.find((one) => one.key === 'house.price')).toMatchObject({ type: 'money', label: '购房金额' });
    expect(facts.find((one) => one.key === 'talent.class')!.values.map((one) => one.value)).toContain('D');
    expect(facts.find((one) => one.key === 'case.otherBenefits')!.fields.length).toBeGreaterThan(3);
    expect(facts.map((one) => one.key)).not.toContain('case.applicationDate');
    expect(new Set(facts.map((one) => one.key)).size).toBe(facts.length);
    for (const group of groups) expect(group.title).toMatch(/[\u4e00-\u9fff]/);
    expect(groups[0]!.title).toBe('已享受的政策');
    expect(periods.some((one) => one.from === '2022-08-08' && one.to === '2024-12-31')).toBe(true);
  });
});

describe('a live result', () => {
  test('names each fact that does not fit with the reason, and takes it as not recorded', async () => {
    const { api } = await openStation();
    const facts = {
      'house.price': { value: '-1', unit: '万元' },
      'house.netSignedOn': '2023-02-29',
      'talent.class': 'Z',
      'person.married': 'yes',
      'house.color': 'red',
      'household.otherHomesInJinan': { value: '1', unit: '元' },
    };
    const { problems, programmes } = await api.matching.match({ ...question, facts });
    expect(Object.fromEntries(problems.map(({ key, code }) => [key, code]))).toEqual({
      'house.price': 'FACT_TYPE',
      'house.netSignedOn': 'FACT_TYPE',
      'talent.class': 'FACT_TYPE',
      'person.married': 'FACT_TYPE',
      'house.color': 'FACT_UNKNOWN',
      'household.otherHomesInJinan': 'FACT_TYPE',
    });
    expect(problems.find((one) => one.key === 'house.netSignedOn')!.reason).toContain('2023-02-29');
    const without = await api.matching.match(question);
    expect(programmes).toEqual(without.programmes);
  });

  test('refuses a day that does not exist', async () => {
    const { api } = await openStation();
    expect(await refused(api.matching.match({ ...question, on: '2023-02-30' }))).toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  test('writes nothing and journals nothing', async () => {
    const station = await deskWithCase();
    const before = logicalDump(station.session().db.read);
    await station.api.matching.match({ ...question, facts: { 'talent.class': 'D' }, caseId: caseId(1) });
    await station.api.matching.fromCase({ caseId: caseId(1) });
    expect(logicalDump(station.session().db.read)).toBe(before);
    expect(eventsOf(station, 'field.revealed')).toEqual([]);
  });
});

describe('a case to start from', () => {
  test('gives its day and its facts; the date of birth stays in the core', async () => {
    const { api } = await deskWithCase();
    const start = await api.matching.fromCase({ caseId: caseId(1) });
    expect(start).toMatchObject({ appliedOn: '2023-05-10', target: 'person', number: '济留补2023-0001' });
    expect(start.held).toEqual([{ key: 'person.birthDate', label: '出生日期', masked: '1996-**-**' }]);
    expect(start.facts).not.toHaveProperty('person.birthDate');
    expect(Object.keys(start.facts).length).toBe(Object.keys(PASSING_FACTS).length - 1);
  });

  test('the core reckons with the date of birth and never says it', async () => {
    const { api } = await deskWithCase();
    const { facts } = await api.matching.fromCase({ caseId: caseId(1) });
    const blind = await api.matching.match({ ...question, facts });
    const seeing = await api.matching.match({ ...question, facts, caseId: caseId(1) });
    expect(blind.questions.map((one) => one.key)).toContain('person.birthDate');
    expect(seeing.questions.map((one) => one.key)).not.toContain('person.birthDate');
    expect(JSON.stringify(seeing)).not.toContain('1996-01-30');
    expect(seeing.programmes.find((one) => one.id === '26.2')!.verdict).toBe('qualifies');
    const typed = { ...facts, 'person.birthDate': '1950-01-30' };
    const other = await api.matching.match({ ...question, facts: typed, caseId: caseId(1) });
    expect(other.programmes).not.toEqual(seeing.programmes);
  });

  test('that is not here is refused', async () => {
    const { api } = await openStation();
    expect(await refused(api.matching.fromCase({ caseId: caseId(9) }))).toMatchObject({ code: 'CASE_UNKNOWN' });
    expect(await refused(api.matching.match({ ...question, caseId: caseId(9) }))).toMatchObject({
      code: 'CASE_UNKNOWN',
    });
  });
});
