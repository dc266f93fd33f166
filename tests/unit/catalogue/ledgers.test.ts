import { describe, expect, it, test } from 'vitest';
import { checkCatalogue } from '#main/catalogue/check.ts';
import { exportCatalogue } from '#main/catalogue/exportCatalogue.ts';
import { readCatalogue } from '#main/catalogue/load.ts';
import { edited, text, withFiles } from './files.ts';

/** Task ledgers as part of the catalogue: loaded, hashed, exported, counted. */

const FILE = 'jnsyq-2021/tasks.yaml';
const read = (changes: Record<string, string | null>) => readCatalogue(withFiles(changes));
const loaded = (content = text(FILE)) => {
  const { catalogue, problems } = read({ [FILE]: content });
  expect(problems).toEqual([]);
  return catalogue!;
};

describe('a ledger in the catalogue', () => {
  it('is read, frozen and exported', () => {
    const catalogue = loaded();
    expect(catalogue.parts.ledgers.map((one) => [one.document, one.tasks.length])).toEqual([['jnsyq-2021', 75]]);
    expect(() => Object.assign(catalogue.parts.ledgers[0]!.tasks[0]!, { title: 'x' })).toThrow(TypeError);
    const exported = JSON.parse(JSON.stringify(exportCatalogue(catalogue)));
    expect(exported.ledgers[0].tasks[67].benefits[0].figures.map((one: { value: object }) => one.value)).toEqual([
      { percent: 15 },
      { percent: 30 },
    ]);
  });
  it('moves the hash when a due day moves', () => {
    const moved = edited(FILE, ['tasks', 0, 'due', 'milestones', 0, 'by'], '2021-12-30');
    expect(loaded(moved).hash).not.toBe(loaded().hash);
    expect(loaded(`# a comment\n${text(FILE)}`).hash).toBe(loaded().hash);
  });

  test.each<[string, Record<string, string | null>, string]>([
    [
      'in a folder of another document',
      { [FILE]: edited(FILE, ['document'], 'jtz-2023-4') },
      'differs from its folder',
    ],
    [
      'of a document without metadata',
      { [FILE]: text(FILE), 'jnsyq-2021/document.yaml': null },
      'no document `jnsyq-2021`',
    ],
    ['of a newer form', { [FILE]: edited(FILE, ['schema'], 'qp-ledger/2') }, `${FILE}: schema`],
    ['with a task missing', { [FILE]: edited(FILE, ['tasks', 74], undefined) }, 'tasks: number 75 of 75 is missing'],
    [
      'with a day that does not exist',
      { [FILE]: edited(FILE, ['tasks', 0, 'due', 'milestones', 0, 'by'], '2021-02-29') },
      `${FILE}: tasks[0].due.milestones[0].by`,
    ],
    ['with an unknown key', { [FILE]: edited(FILE, ['tasks', 0, 'owner'], 'x') }, `${FILE}: tasks[0]`],
  ])('is refused %s', (_, changes, message) => expect(read(changes).problems.join('\n')).toContain(message));

  it('counts as coverage, and loses what it no longer names', () => {
    const rows = checkCatalogue(loaded()).coverage.filter((one) => one.document === 'jnsyq-2021');
    expect(rows.map((one) => [one.cited, one.informational, one.open])).toEqual([[107, 13, []]]);
    const without = checkCatalogue(loaded(edited(FILE, ['informational'], [])));
    expect(without.coverage.flatMap((one) => one.open)).toContain('jnsyq-2021/fj/1.1');
  });
  it('names a clause that does not exist, and a programme that is not there', () => {
    const dangling = edited(FILE, ['tasks', 4, 'cite'], ['jnsyq-2021/fj/9.9']);
    expect(checkCatalogue(loaded(dangling)).problems).toEqual([
      'jnsyq-2021/tasks/tasks/t5: no clause `jnsyq-2021/fj/9.9`',
    ]);
    const pointing = edited(FILE, ['tasks', 4, 'benefits', 0, 'programme'], '98.7');
    expect(checkCatalogue(loaded(pointing)).notes).toContain(
      'jnsyq-2021/tasks.t5.equal: programme `98.7` is not in the catalogue',
    );
  });
});
