import { describe, expect, it, test } from 'vitest';
import { taskCommand } from '#main/cli/taskCommand.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { runCommand } from '#tests/support/runCommand.ts';

/** `quanping tasks` over the shipped ledgers. */

const run = (...words: string[]) => runCommand(taskCommand, words);

describe('quanping tasks', () => {
  it('prints a heading and one line of seven columns a task', async () => {
    const { code, out, notes } = await run();
    expect(code).toBe(0);
    expect(out).toHaveLength(1 + 75 + 23 + 20 + 9 + 7);
    for (const line of out) expect(line.split('\t')).toHaveLength(7);
    expect(out[0]).toBe('文件\t序号\t任务\t牵头单位\t责任单位\t完成时限\t目标');
    expect(notes).toEqual(['quanping tasks: 134 项']);
  });
  it('filters by unit and role, by day and by words', async () => {
    const numbers = async (...words: string[]) => (await run(...words)).out.slice(1).map((line) => line.split('\t')[1]);
    expect(await numbers('--unit', '市公安局', '--as', 'lead')).toEqual(['72', '73', '74', '75']);
    expect(await numbers('--due-before', '2021-09-30')).toEqual(['2', '3', '11', '29', '33', '41', '47', '54']);
    expect(await numbers('--due-from', '2022-01-01', '--due-before', '2022-11-30')).toEqual(['47']);
    expect(await numbers('--document', 'jtz-2023-4', '--text', '概念验证 300万')).toEqual([]);
    expect(await numbers('--document', 'jtz-2023-4', '--text', '概念验证 绩效')).toEqual(['9']);
  });
  it('prints everything as JSON, an empty answer too', async () => {
    const { out } = await run('--document', 'jnsyq-2021', '--unit', '齐鲁公证处', '--json');
    const value = JSON.parse(out.join('\n'));
    expect(value).toMatchObject({ ok: true, count: 1, tasks: [{ days: ['2021-12-31'], task: { number: 71 } }] });
    expect(value.catalogueHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse((await run('--text', '没有的词', '--json')).out.join('\n'))).toMatchObject({
      count: 0,
      tasks: [],
    });
  });
  test.each<[string, string[], string]>([
    ['an unknown ledger', ['--document', 'nope'], 'INPUT_INVALID'],
    ['a day that does not exist', ['--due-before', '2021-02-30'], 'DATE_INVALID'],
    ['a range that runs backwards', ['--due-from', '2022-01-01', '--due-before', '2021-01-01'], 'INPUT_INVALID'],
    ['another role', ['--unit', '市科技局', '--as', 'boss'], 'INPUT_INVALID'],
    ['a unit nobody knows', ['--unit', '市科技厅'], 'INPUT_INVALID'],
    ['a role of nobody', ['--as', 'lead'], 'INPUT_INVALID'],
    ['a catalogue that is not there', ['--policies', '/nowhere'], 'FILE_NOT_FOUND'],
  ])('refuses %s', async (_, words, code) => {
    const refusal = await run(...words).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).code).toBe(code);
  });
});
