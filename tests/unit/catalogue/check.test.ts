import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '#main/catalogue/check.ts';
import { readCatalogue } from '#main/catalogue/load.ts';
import { edited, editedAll, shipped, text, withFiles } from './files.ts';

const HOME = 'jrcb-2022-4/03.1.yaml';

function check(changes: Record<string, string | null>) {
  const { catalogue, problems } = readCatalogue(withFiles(changes));
  expect(problems).toEqual([]);
  return checkCatalogue(catalogue!);
}

const CITE = { cite: ['jrcb-2022-4/03/1.3.1'] };
const leaf = (id: string, compare: object) => ({ id, ...CITE, compare });
const problemsWithCondition = (condition: object) =>
  check({
    [HOME]: edited(
      HOME,
      ['tracks', 0, 'conditions', 'all'],
      [leaf('d.class', { fact: 'talent.class', op: 'ge', value: 'D' }), condition],
    )
      .replaceAll('d.bought, ', '')
      .replaceAll('d.employer, ', ''),
  }).problems.join('\n');

describe('the shipped catalogue', () => {
  const { catalogue } = readCatalogue(shipped);
  const report = checkCatalogue(catalogue!);
  it('has no problems', () => expect(report.problems).toEqual([]));
  it('counts every clause of the index once', () => {
    expect(report.totals.clauses).toBe(2603);
    expect(report.coverage.reduce((sum, row) => sum + row.clauses, 0)).toBe(2603);
    for (const row of report.coverage) expect(row.cited + row.informational + row.open.length).toBe(row.clauses);
    expect(report.totals.covered).toBe(2603 - report.coverage.reduce((sum, row) => sum + row.open.length, 0));
  });
  it('counts every node of the trees', () => {
    const trees = catalogue!.programmes.flatMap(({ definition }) => [
      definition.conditions,
      ...definition.tracks.map((one) => one.conditions),
    ]);
    expect(report.totals.conditions).toBe(JSON.stringify(trees).split('"id":').length - 1);
    expect(report.totals.tracks).toBe(catalogue!.programmes.reduce((sum, one) => sum + one.tracks.length, 0));
  });
  it('covers all clauses of the programmes it has', () => {
    const open = report.coverage.flatMap((row) => row.open);
    expect(open.filter((id) => /^jrcb-2022-4\/(01\/|03\/1|26\/2)/.test(id))).toEqual([]);
  });
});

describe('what the check finds', () => {
  it('a citation of a clause that does not exist', () => {
    const { problems } = check({ [HOME]: edited(HOME, ['materials', 0, 'cite'], ['jrcb-2022-4/03/1.99']) });
    expect(problems).toEqual(['03.1/materials/application: no clause `jrcb-2022-4/03/1.99`']);
  });

  it('a clause that is no longer named', () => {
    const { coverage } = check({ [HOME]: edited(HOME, ['informational'], []) });
    expect(coverage.flatMap((row) => row.open)).toEqual(
      expect.arrayContaining(['jrcb-2022-4/03/1', 'jrcb-2022-4/03/1.5']),
    );
  });

  it('a formula without the ceiling its clause names, unless it says so', () => {
    const bare = edited(HOME, ['support', 1, 'cap'], undefined);
    expect(check({ [HOME]: bare }).problems.join()).toContain(
      'support.purchase-share: clause `jrcb-2022-4/03/1.2.1` names a ceiling',
    );
    const said = bare.replace('id: purchase-share', 'id: purchase-share\n    uncapped: 另行规定');
    expect(check({ [HOME]: said }).problems).toEqual([]);
  });

  it.each<[string, object, boolean]>([
    ['a fixed sum', { wan: 5 }, true],
    ['fixed sums by class', { cases: { fact: 'talent.class', of: { B: { wan: 5 }, C: { wan: 3 } } } }, true],
    [
      'tiers of fixed sums',
      { tiers: [{ when: { exists: 'person.married' }, amount: { wan: 5 } }], otherwise: { wan: 3 } },
      true,
    ],
    [
      'an open tier',
      { tiers: [{ when: { exists: 'person.married' }, amount: { fact: 'house.price' } }], otherwise: { wan: 3 } },
      false,
    ],
    [
      'an open remainder',
      { tiers: [{ when: { exists: 'person.married' }, amount: { wan: 5 } }], otherwise: { fact: 'house.price' } },
      false,
    ],
    ['an open case', { cases: { fact: 'talent.class', of: { B: { wan: 5 }, C: { fact: 'house.price' } } } }, false],
    ['the lower of two', { min: [{ fact: 'house.price' }, { wan: 5 }] }, true],
    ['a sum fixed up to a bound', { decided: { fact: 'house.price', to: { wan: 5 }, by: '专家' } }, true],
    ['a sum fixed without bound', { decided: { fact: 'house.price', by: '专家' } }, false],
    ['a share', { multiply: [{ fact: 'house.price' }, { percent: 50 }] }, false],
  ])('whether the formula bounds itself: %s', (_, amount, bounded) => {
    const content = editedAll(HOME, [
      [['support', 1, 'cap'], undefined],
      [['support', 1, 'amount'], amount],
    ]);
    expect(
      check({ [HOME]: content })
        .problems.join()
        .includes('names a ceiling'),
    ).toBe(!bounded);
  });

  it.each<[object, boolean]>([
    [{ rate: { yuan: 5000 }, per: 'month', most: 24 }, true],
    [{ rate: { yuan: 5000 }, per: 'month' }, false],
    [{ rate: { fact: 'house.price' }, per: 'month', most: 24 }, false],
  ])('whether recurring money bounds itself: %j', (recurring, bounded) => {
    const content = editedAll(HOME, [
      [['support', 1, 'cap'], undefined],
      [['support', 1, 'amount'], undefined],
      [['support', 1, 'recurring'], recurring],
    ]);
    expect(
      check({ [HOME]: content })
        .problems.join()
        .includes('names a ceiling'),
    ).toBe(!bounded);
  });

  it.each<[string, object, string]>([
    [
      'a class that contradicts the one above',
      { id: 'x', ...CITE, all: [leaf('x.1', { fact: 'talent.class', op: 'eq', value: 'E' })] },
      '`talent.class` would have to be two things',
    ],
    [
      'two classes at once',
      {
        id: 'x',
        ...CITE,
        all: [
          leaf('x.1', { fact: 'talent.class', op: 'eq', value: 'B' }),
          leaf('x.2', { fact: 'talent.class', op: 'eq', value: 'C' }),
        ],
      },
      'can never be true',
    ],
    [
      'an unreachable branch',
      {
        id: 'x',
        ...CITE,
        any: [
          leaf('x.1', { fact: 'talent.class', op: 'eq', value: 'A' }),
          leaf('x.2', { fact: 'talent.class', op: 'lt', value: 'D' }),
        ],
      },
      'x.2: can never be true',
    ],
    [
      'an empty interval',
      {
        id: 'x',
        ...CITE,
        all: [
          leaf('x.1', { fact: 'house.price', op: 'ge', value: { wan: 200 } }),
          leaf('x.2', { fact: 'house.price', op: 'lt', value: { wan: 200 } }),
        ],
      },
      '`house.price` would have to be two things',
    ],
    [
      'yes and no',
      {
        id: 'x',
        ...CITE,
        all: [
          leaf('x.1', { fact: 'person.married', op: 'eq', value: true }),
          leaf('x.2', { fact: 'person.married', op: 'ne', value: true }),
        ],
      },
      '`person.married`',
    ],
    [
      'a contradiction with the common conditions',
      leaf('x', { fact: 'household.otherHomesInJinan', op: 'gt', value: 0 }),
      '`household.otherHomesInJinan`',
    ],
    [
      'the same test twice',
      {
        id: 'x',
        ...CITE,
        any: [
          leaf('x.1', { fact: 'person.married', op: 'eq', value: true }),
          leaf('x.2', { fact: 'person.married', op: 'eq', value: true }),
        ],
      },
      'x.2: the same test',
    ],
  ])('%s', (_, condition, message) => expect(problemsWithCondition(condition)).toContain(message));

  it.each<[string, object]>([
    [
      'bounds that meet',
      {
        id: 'x',
        ...CITE,
        all: [
          leaf('x.1', { fact: 'house.price', op: 'ge', value: { wan: 200 } }),
          leaf('x.2', { fact: 'house.price', op: 'le', value: { wan: 200 } }),
        ],
      },
    ],
    [
      'branches that differ',
      {
        id: 'x',
        ...CITE,
        any: [
          leaf('x.1', { fact: 'talent.class', op: 'eq', value: 'A' }),
          leaf('x.2', { fact: 'talent.class', op: 'eq', value: 'B' }),
        ],
      },
    ],
    ['a relaxable contradiction', { ...leaf('x', { fact: 'talent.class', op: 'eq', value: 'E' }), force: 'priority' }],
  ])('nothing wrong with %s', (_, condition) =>
    expect(problemsWithCondition(condition)).not.toContain('can never be true'),
  );

  it('support that contradicts its track', () => {
    const dead = edited(HOME, ['support', 1, 'when'], { compare: { fact: 'talent.class', op: 'eq', value: 'E' } });
    expect(check({ [HOME]: dead }).problems.join()).toContain('support.purchase-share: its `when` contradicts');
  });

  it('deadlines from nowhere, instalments and payers that do not add up', () => {
    const from = edited(HOME, ['procedure', 2, 'deadline', 'within', 'from'], 'nobody');
    expect(check({ [HOME]: from }).problems.join()).toContain('counts from `nobody`');
    const parts = edited(HOME, ['support', 1, 'instalments', 0, 'share', 'percent'], 41);
    expect(check({ [HOME]: parts }).problems.join()).toContain('the instalments do not make up the whole');
    const payers = edited(HOME, ['support', 1, 'split', 0, 'shares', 0, 'share', 'percent'], 99);
    expect(check({ [HOME]: payers }).problems.join()).toContain('payers');
  });

  it('inspections and releases that lead nowhere', () => {
    const item = { id: 'area', cite: CITE.cite, title: '面积', conditions: ['nope'] };
    const inspected = `${text(HOME)}\ninspection: ${JSON.stringify([{ cite: CITE.cite, actor: '区县', items: [item] }])}\n`;
    expect(check({ [HOME]: inspected }).problems.join()).toContain('inspection.area: no condition `nope`');
    const duty = edited(HOME, ['duties', 0, 'releases'], ['nope']);
    expect(check({ [HOME]: duty }).problems.join()).toContain('no instalment `nope`');
  });

  it('partners that are not there and facts nobody reads, as notes', () => {
    const { notes } = check({
      'facts.yaml': `${text('facts.yaml')}\n  - { key: unused.fact, label: 无用, type: boolean, declaredBy: applicant }\n`,
    });
    expect(notes).toContain('facts.yaml: nothing reads `unused.fact`');
    expect(check({ [HOME]: edited(HOME, ['exclusions', 3, 'programmes'], ['98.7']) }).notes.join()).toContain(
      'programme `98.7` is not in the catalogue',
    );
  });
});
