import { describe, expect, it } from 'vitest';
import { findPolicies, loadCatalogue, readCatalogue } from '#main/catalogue/load.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { programmesInForce, rulesInForce } from '#shared/rules/catalogue.ts';
import { edited, sample, shipped, text, withFiles } from './files.ts';

const HOME = 'jrcb-2022-4/03.1.yaml';
const problemsOf = (changes: Record<string, string | null>) => readCatalogue(withFiles(changes)).problems.join('\n');

describe('the shipped catalogue', () => {
  const catalogue = loadCatalogue(findPolicies(import.meta.dirname));

  it('loads without problems and cannot be changed', () => {
    expect(readCatalogue(shipped).problems).toEqual([]);
    const { definition } = catalogue.programmes[0]!;
    expect(() => Object.assign(definition.inForce, { to: null })).toThrow(TypeError);
    expect(() => (definition.tracks as unknown[]).push({})).toThrow(TypeError);
  });

  it('has a hash of 64 hex digits that only content moves', () => {
    expect(catalogue.hash).toMatch(/^[0-9a-f]{64}$/);
    const hashWith = (changes: Record<string, string>) => readCatalogue(withFiles(changes)).catalogue!.hash;
    const { hash } = readCatalogue(sample).catalogue!;
    expect(hashWith({ [HOME]: `# a comment\n${text(HOME)}` })).toBe(hash);
    expect(hashWith({ [HOME]: edited(HOME, ['name'], '高层次人才购房补贴 ') })).toBe(hash);
    expect(hashWith({ [HOME]: edited(HOME, ['name'], '别的名称') })).not.toBe(hash);
    expect(hashWith({ 'calendars/2023.yaml': edited('calendars/2023.yaml', ['source', 0], '别的通知') })).not.toBe(
      hash,
    );
    const shuffled = new Map([...sample].reverse());
    expect(readCatalogue(shuffled).catalogue!.hash).toBe(hash);
  });

  it('knows which rules are in force on a day', () => {
    expect(programmesInForce(catalogue, '2023-05-10').map((one) => one.definition.id)).toEqual(
      expect.arrayContaining(['01', '03.1', '26.2']),
    );
    expect(programmesInForce(catalogue, '2025-01-01').map((one) => one.definition.id)).not.toContain('03.1');
    expect(rulesInForce(catalogue, '03.1', '2024-12-31').validity.inForce).toBe(true);
    expect(rulesInForce(catalogue, '03.1', '2025-01-01').validity).toMatchObject({
      inForce: false,
      sentence: expect.stringContaining('晚于'),
    });
    expect(() => rulesInForce(catalogue, '99.9', '2023-05-10')).toThrow('没有项目“99.9”');
  });
});

describe('several versions of a programme', () => {
  const second = (from: string, to: string) => {
    const content = edited(HOME, ['inForce'], { from, to });
    return { [`jrcb-2022-4/03.1@${from}.yaml`]: content };
  };
  it('are chosen by the day of application, the nearest where none is in force', () => {
    const { catalogue, problems } = readCatalogue(withFiles(second('2025-03-01', '2026-12-31')));
    expect(problems).toEqual([]);
    const from = (on: string) => {
      const { programme, validity } = rulesInForce(catalogue!, '03.1', on);
      return [programme.definition.inForce.from, validity.inForce];
    };
    expect(from('2022-08-08')).toEqual(['2022-08-08', true]);
    expect(from('2024-12-31')).toEqual(['2022-08-08', true]);
    expect(from('2025-01-01')).toEqual(['2022-08-08', false]);
    expect(from('2025-03-01')).toEqual(['2025-03-01', true]);
    expect(from('2027-01-01')).toEqual(['2025-03-01', false]);
    expect(from('2020-01-01')).toEqual(['2022-08-08', false]);
  });
  it('must not overlap', () => {
    expect(problemsOf(second('2024-12-31', '2026-12-31'))).toContain('03.1: two versions are in force on 2024-12-31');
  });
});

describe('a catalogue that is refused', () => {
  it.each<[string, Record<string, string | null>, string]>([
    ['without vocabulary', { 'facts.yaml': null }, 'facts.yaml: missing'],
    ['without clause index', { 'clause-ids.json': null }, 'clause-ids.json: missing'],
    ['with broken JSON', { 'clause-ids.json': '{"clauses": [' }, 'not valid JSON'],
    ['with a stray file', { 'run.yaml': 'a: 1' }, 'run.yaml: not a file of the catalogue'],
    ['with a file in a deeper folder', { 'a/b/c.yaml': 'a: 1' }, 'not a file of the catalogue'],
    [
      'with a fact nobody defined',
      { [HOME]: edited(HOME, ['support', 1, 'amount'], { fact: 'house.cost' }) },
      'no fact `house.cost`',
    ],
    [
      'with a value the fact does not have',
      { [HOME]: edited(HOME, ['support', 1, 'when'], { compare: { fact: 'talent.class', op: 'eq', value: 'F' } }) },
      'cannot be compared with "F"',
    ],
    ['with an unknown key', { [HOME]: `${text(HOME)}\nscript: "process.exit()"\n` }, 'Unrecognized key'],
    ['with a key twice', { [HOME]: `${text(HOME)}\nname: 又一次\n` }, 'Map keys must be unique'],
    ['with a newer schema', { [HOME]: edited(HOME, ['schema'], 'qp-programme/2') }, '03.1.yaml: schema: Invalid input'],
    ['under a wrong name', { 'jrcb-2022-4/03.9.yaml': text(HOME) }, 'should be named 03.1.yaml'],
    ['in a wrong folder', { 'jzf-2009-13/03.1.yaml': text(HOME) }, 'differs from its folder'],
    [
      'with a document under a wrong name',
      { 'jrcb-2022-4/document.yaml': text('jrcb-2022-4/document.yaml').replace('id: jrcb-2022-4', 'id: jrcb-2022-5') },
      'id `jrcb-2022-5` differs from its folder',
    ],
    ['of an unknown document', { 'jrcb-2022-4/document.yaml': null }, 'no document `jrcb-2022-4`'],
    [
      'with a kind of material nobody defined',
      { [HOME]: edited(HOME, ['materials', 0, 'kind'], 'nope') },
      'no kind of material `nope`',
    ],
    [
      'with a calendar of two years',
      { 'calendars/2023.yaml': edited('calendars/2023.yaml', ['year'], 2024) },
      'calendar 2024: twice',
    ],
    [
      'with a fact defined twice',
      {
        'facts.yaml': `${text('facts.yaml')}\n  - { key: house.price, label: 又一个, type: money, declaredBy: applicant }\n`,
      },
      'fact `house.price` is defined twice',
    ],
    [
      'with a negative amount',
      { [HOME]: edited(HOME, ['support', 1, 'amount'], { yuan: -5 }) },
      '03.1.yaml: support[1].amount',
    ],
    [
      'with a huge share',
      { [HOME]: edited(HOME, ['support', 1, 'instalments', 0, 'share', 'percent'], 99_999) },
      'share',
    ],
  ])('%s', (_, changes, message) => expect(problemsOf(changes)).toContain(message));

  it('as a whole, with the first problem and their number', () => {
    try {
      loadCatalogue(import.meta.dirname);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect((error as Refusal).code).toBe('CATALOGUE_INVALID');
    }
    expect(() => loadCatalogue('/no/such/folder')).toThrow('找不到文件');
  });

  it('with more files than allowed', () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`x${index}.yaml`, 'a: 1']));
    expect(problemsOf(many)).toBe('more than 1000 files');
  });
});
