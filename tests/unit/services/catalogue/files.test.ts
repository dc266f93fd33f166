/** Tables written for other programs, and the documents' own wording out of a policy pack. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeTable } from '#main/documents/table.ts';
import { linesAround } from '#main/services/catalogue/sources.ts';
import { openDesk } from '#tests/support/centre.ts';
import { importFile, openStation, refused, tempFolder } from '#tests/support/core.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import { packFiles, sendPack } from '#tests/support/policyPacks.ts';

const TABLE = {
  title: '任务台账',
  columns: [
    { title: '任务', width: 20 },
    { title: '序号', width: 6 },
  ],
  rows: [
    ['说“好”，\n换行', 1],
    ['=1+2', 2],
    ['@SUM(A1)', 3],
  ],
} as const;

describe('a table', () => {
  it('as CSV: byte order mark, quotes doubled, nothing that runs as a formula', async () => {
    const file = path.join(tempFolder(), '台账.csv');
    await writeTable(file, { ...TABLE, rows: [...TABLE.rows, ['"引"', 4]] });
    expect(readFileSync(file, 'utf8')).toBe(
      '\ufeff"任务","序号"\r\n"说“好”，\n换行","1"\r\n"\'=1+2","2"\r\n"\'@SUM(A1)","3"\r\n"""引""","4"\r\n',
    );
  });

  it('as a workbook: texts stay texts, figures figures', async () => {
    ensureTool('unzip');
    const file = path.join(tempFolder(), '台账.xlsx');
    await writeTable(file, TABLE);
    const sheet = execFileSync('unzip', ['-p', file, 'xl/worksheets/sheet1.xml'], { encoding: 'utf8' });
    const texts = execFileSync('unzip', ['-p', file, 'xl/sharedStrings.xml'], { encoding: 'utf8' });
    expect(texts).toContain('=1+2');
    expect(sheet).not.toContain('<f>');
    expect(sheet).toMatch(/<v>3<\/v>/);
    expect(execFileSync('unzip', ['-p', file, 'xl/workbook.xml'], { encoding: 'utf8' })).toContain('任务台账');
  });

  it('of another extension, or where nothing can be written, is refused and leaves nothing', async () => {
    const folder = tempFolder();
    expect(await refused(writeTable(path.join(folder, 'a.txt'), TABLE))).toMatchObject({ code: 'INPUT_INVALID' });
    const nowhere = path.join(folder, 'no', 'a.csv');
    expect(await refused(writeTable(nowhere, TABLE))).toMatchObject({ code: 'MEDIUM_WRITE' });
    expect(() => readFileSync(nowhere)).toThrow();
  });
});

it('the ledger is written as it is asked for', async () => {
  const { api } = await openStation();
  const file = path.join(tempFolder(), '台账.csv');
  const query = { on: '2023-01-01', unit: '市教育局' } as const;
  const { tasks } = await api.catalogue.tasks(query);
  expect(await api.catalogue.saveTasks({ query, path: file })).toEqual({ path: file, tasks: tasks.length });
  const text = readFileSync(file, 'utf8');
  for (const one of tasks) expect(text).toContain(`"${one.title}"`);
  const other = (await api.catalogue.tasks({ on: '2023-01-01' })).tasks.find((one) => !text.includes(one.title));
  expect(other).toBeDefined();
});

describe('the wording of a document', () => {
  const CLAUSE = 'jrcb-2022-4/26/2.1';
  const LINES = Array.from({ length: 400 }, (_, i) => `原文第 ${i + 1} 行`);

  async function stationWithSource() {
    const desk = await openDesk();
    const sources = path.join(tempFolder(), 'sources');
    mkdirSync(sources);
    writeFileSync(path.join(sources, 'jrcb-2022-4.txt'), LINES.join('\n'));
    writeFileSync(path.join(sources, 'jrcb-2022-4.txt.json'), JSON.stringify([{ clause: CLAUSE, at: 200 }]));
    await importFile(desk.station, (await sendPack(desk, packFiles(), { sources })).file);
    return desk.station;
  }

  it('comes with a pack and is shown around the clause, sealed as it is kept', async () => {
    const { api } = await stationWithSource();
    const { source } = await api.catalogue.clause({ id: CLAUSE });
    expect(source).toMatchObject({ extension: 'txt', pack: 2, at: 200, exact: true });
    const { lines, total } = await api.catalogue.sourceLines({ id: source!.id, at: 200 });
    expect(total).toBe(400);
    expect(lines.find((one) => one.line === 200)?.text).toBe('原文第 200 行');
    expect([lines[0]!.line, lines.at(-1)!.line]).toEqual([140, 260]);
  });

  it('for a clause without a place of its own names that of the one before; other documents have none', async () => {
    const { api } = await stationWithSource();
    expect((await api.catalogue.clause({ id: 'jrcb-2022-4/26/2.2' })).source).toMatchObject({ at: 200, exact: false });
    expect((await api.catalogue.clause({ id: 'jrcb-2022-4/01/1' })).source).toMatchObject({ at: null, exact: false });
    expect((await api.catalogue.clause({ id: 'jnsyq-2021/0/1' })).source).toBeNull();
    const { documents } = await api.catalogue.documents({ on: '2023-05-10' });
    expect(documents.filter((one) => one.source).map((one) => one.id)).toEqual(['jrcb-2022-4']);
  });

  it('that is not there is refused', async () => {
    const { api } = await openStation();
    expect(await refused(api.catalogue.sourceLines({ id: '2-0', at: 1 }))).toMatchObject({ code: 'SOURCE_UNKNOWN' });
  });

  it('counts lines of every system, and stays within the text', () => {
    expect(linesAround('\ufeff甲\r\n乙\r丙\n丁', 9)).toEqual({
      total: 4,
      lines: ['甲', '乙', '丙', '丁'].map((text, i) => ({ line: i + 1, text })),
    });
  });
});
