import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readingCommands } from '#main/cli/readingCommands.ts';
import { runCommand } from '#tests/support/runCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'qp-show-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(name: string, ...words: string[]): Promise<string> {
  const command = readingCommands.find((one) => one.name === name)!;
  const { code, out } = await runCommand(command, words);
  expect(code).toBe(0);
  return out.join('\n');
}

describe('catalogue show', () => {
  it('prints a programme as Markdown with its figures and clauses', async () => {
    const text = await run('catalogue show', '03.1');
    expect(text).toMatch(/^# 03\.1 高层次人才购房补贴\n/);
    expect(text).toContain('## 支持内容');
    expect(text).toContain('购房金额 × 50%');
    expect(text).toContain('B 类：100 万元');
    expect(text).toMatch(/【须】人才类别 〔细则3 /);
  });
  it('says whether it is in force on a day', async () => {
    expect(await run('catalogue show', '03.1', '--on', '2023-05-10', '--markdown')).toMatch(
      /^申报日期 2023-05-10 在有效期内/,
    );
    expect(await run('catalogue show', '03.1', '--on', '2025-05-10')).toMatch(/^申报日期 2025-05-10 晚于/);
  });
  it('prints the structure as JSON', async () => {
    const page = JSON.parse(await run('catalogue show', '03.1', '--json'));
    expect(page).toMatchObject({ ok: true, validity: null, programme: { id: '03.1' } });
    expect(page.programme.sections.map((one: { id: string }) => one.id)).toContain('conditions');
  });
  it.each<[string, string[], string]>([
    ['a programme nobody has', ['99'], 'PROGRAMME_UNKNOWN'],
    ['a day that does not exist', ['03.1', '--on', '2023-02-30'], 'DATE_INVALID'],
    ['a catalogue that is not there', ['03.1', '--policies', join(folder, 'none')], 'FILE_NOT_FOUND'],
  ])('refuses %s', async (_, words, code) => {
    await expect(run('catalogue show', ...words)).rejects.toMatchObject({ code });
  });
  it('refuses two ways of printing at once', async () => {
    await expect(run('catalogue show', '03.1', '--json', '--markdown')).rejects.toThrow('either --json or --markdown');
  });
});

describe('catalogue schemas', () => {
  it('writes a file for each kind of file, also over earlier ones', async () => {
    const target = join(folder, 'schemas');
    await run('catalogue schemas', '-o', target);
    const names = (await run('catalogue schemas', '--output', target)).split('\n');
    expect(readdirSync(target).sort()).toEqual([...names].sort());
    const programme = JSON.parse(readFileSync(join(target, 'programme.schema.json'), 'utf8'));
    expect(programme).toMatchObject({ type: 'object', additionalProperties: false });
  });
  it('refuses a folder that is a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(run('catalogue schemas', '-o', join(folder, 'file'))).rejects.toMatchObject({ code: 'MEDIUM_WRITE' });
  });
});
