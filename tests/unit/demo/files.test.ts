import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCasesFolder } from '#main/central/casesFolder.ts';
import type { PlantedTruth } from '#main/demo/model.ts';
import { type DemoSet, makeDemoSet, readPdf, squeeze } from './support.ts';

let set: DemoSet;
let elapsed = 0;
beforeAll(async () => {
  const start = performance.now();
  set = await makeDemoSet(7);
  elapsed = performance.now() - start;
});
afterAll(() => rm(set.folder, { recursive: true, force: true }));

type Truth<K extends PlantedTruth['kind']> = Extract<PlantedTruth, { kind: K }>;

function truths<K extends PlantedTruth['kind']>(kind: K): Truth<K>[] {
  return set.summary.planted.flatMap((one) => one.truths).filter((one): one is Truth<K> => one.kind === kind);
}
const bytesOf = (file: string) => readFile(join(set.folder, ...file.split('/')));
const special = () => [...truths('damaged'), ...truths('encrypted'), ...truths('imageOnly')].map(({ file }) => file);

async function everyFile(folder: string): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path.slice(folder.length), await readFile(path)] as const)),
  );
}

test('at least 24 cases over three programmes, 3 to 9 files each, modest in size and time', () => {
  expect(set.summary.cases).toBeGreaterThanOrEqual(24);
  expect(Object.keys(set.summary.programmes).sort()).toEqual(['01', '03.1', '26.2']);
  for (const one of set.cases) {
    expect(one.fictional).toBe(true);
    expect(one.attachments.length).toBeGreaterThanOrEqual(3);
    expect(one.attachments.length).toBeLessThanOrEqual(9);
  }
  expect(set.summary.bytes).toBeLessThan(12 * 1024 * 1024);
  expect(elapsed).toBeLessThan(30_000);
});

test('every kind of truth is planted, and planted/planted.json is the summary', async () => {
  const kinds = new Set(set.summary.planted.flatMap((one) => one.truths.map((truth) => truth.kind)));
  expect([...kinds].sort()).toEqual([
    'contradicts',
    'damaged',
    'encrypted',
    'excluded',
    'fails',
    'imageOnly',
    'lacksMaterial',
    'needsHuman',
    'outsideValidity',
    'qualifies',
    'rareCharacter',
    'samePerson',
    'unknown',
  ]);
  expect(JSON.parse(await readFile(join(set.folder, 'planted', 'planted.json'), 'utf8'))).toEqual(set.summary);
});

test('the same seed gives the same bytes, another seed other people but the same truths', async () => {
  const [again, other] = [await makeDemoSet(7), await makeDemoSet(8)];
  const [first, second] = [await everyFile(set.folder), await everyFile(again.folder)];
  expect([...second.keys()]).toEqual([...first.keys()]);
  for (const [name, bytes] of first) expect(bytes.equals(second.get(name)!), name).toBe(true);
  const kinds = (one: DemoSet) => one.summary.planted.map(({ truths: list }) => list.map(({ kind }) => kind));
  expect(kinds(other)).toEqual(kinds(set));
  expect(other.cases.map(({ applicant }) => applicant.name)).not.toEqual(
    set.cases.map(({ applicant }) => applicant.name),
  );
  await Promise.all([again, other].map(({ folder }) => rm(folder, { recursive: true })));
});

test('with a day given, cases are due around it', async () => {
  const dated = await makeDemoSet(7, '2026-11-21');
  const due = dated.cases.map(({ dueOn }) => dueOn!).sort();
  expect(due[0]).toBe('2026-11-18');
  expect(due.at(-1)).toBe('2026-12-12');
  expect(set.cases.every(({ dueOn }) => dueOn === null)).toBe(true);
  await rm(dated.folder, { recursive: true });
});

test('the folder is one that `central issue` takes', async () => {
  const prepared = await readCasesFolder(set.folder);
  expect(prepared.cases.length).toBe(set.summary.cases);
  const named = prepared.cases.flatMap(({ record }) => record.attachments);
  expect(named.length).toBe(set.summary.attachments);
});

describe('papers', () => {
  test('every plain PDF opens and its text names the applicant, the demo mark and the page count', async () => {
    for (const one of set.cases) {
      for (const { file } of one.attachments.filter(({ file: name }) => name.endsWith('.pdf'))) {
        if (special().includes(file) || (await isScan(file))) continue;
        const { pages } = await readPdf(await bytesOf(file));
        pages.forEach((text, index) => {
          expect(text, file).toContain(squeeze('演示数据 人物虚构'));
          expect(text, file).toContain(`第${index + 1}页共${pages.length}页`);
        });
        expect(pages.join(''), file).not.toContain('�');
        if (!pages.join('').includes('学科排名证明')) expect(pages.join(''), file).toContain(one.applicant.name);
      }
    }
  });

  test('the application form carries the declared figures', async () => {
    const one = set.cases.find(({ facts }) => facts['house.price'] === 186_000_000)!;
    const { pages } = await readPdf(await bytesOf(one.attachments[0]!.file));
    for (const wanted of [one.applicant.idNumber, '1,860,000.00元', '2023-05-10', 'B类', one.applicant.phone]) {
      expect(pages[0]).toContain(wanted);
    }
  });

  test('contradicting papers say what was planted and not what is declared', async () => {
    expect(truths('contradicts').length).toBe(3);
    for (const { file, found } of truths('contradicts')) {
      const { pages } = await readPdf(await bytesOf(file));
      expect(pages.join('')).toContain(squeeze(found));
    }
    const contract = truths('contradicts').find(({ fact }) => fact === 'employment.contractTo')!;
    expect((await readPdf(await bytesOf(contract.file))).pages.join('')).not.toContain('2025年6月30日');
  });

  test('rare characters are extractable from the text and explained on the page', async () => {
    for (const { character } of truths('rareCharacter')) {
      const one = set.cases.find(({ applicant }) => applicant.name.includes(character))!;
      const { pages } = await readPdf(await bytesOf(one.attachments[0]!.file));
      const code = character.codePointAt(0)!.toString(16).toUpperCase();
      expect(pages[0]).toContain(one.applicant.name);
      expect(pages[0]).toContain(`字形缺失：U+${code}`);
    }
    expect(truths('rareCharacter').map(({ character }) => character)).toEqual(['䶮', '𬭎']);
  });

  test('scans hold a picture and no text', async () => {
    expect(truths('imageOnly').length).toBeGreaterThanOrEqual(3);
    for (const { file } of truths('imageOnly')) {
      const { pages, pictures, fonts } = await readPdf(await bytesOf(file));
      expect(pages.join('')).toBe('');
      expect(fonts).toEqual([]);
      expect(pictures).toBe(pages.length);
    }
  });

  test('damaged files cannot be opened', async () => {
    expect(truths('damaged').length).toBeGreaterThanOrEqual(1);
    for (const { file } of truths('damaged')) {
      await expect(readPdf(await bytesOf(file))).rejects.toMatchObject({ name: 'InvalidPDFException' });
    }
  });

  test('encrypted files ask for a password and open with the planted one', async () => {
    expect(truths('encrypted').length).toBeGreaterThanOrEqual(1);
    for (const { file, password } of truths('encrypted')) {
      const bytes = await bytesOf(file);
      await expect(readPdf(bytes)).rejects.toMatchObject({ name: 'PasswordException' });
      expect((await readPdf(bytes, password)).pages[0]).toContain('社会保险个人缴费明细');
    }
  });

  test('pictures decode to the size of their page', async () => {
    const pictures = set.cases
      .flatMap(({ attachments }) => attachments.map(({ file }) => file))
      .filter((file) => !file.endsWith('.pdf'));
    expect(new Set(pictures.map((file) => file.slice(-3)))).toEqual(new Set(['jpg', 'png']));
    for (const file of pictures) {
      const image = await loadImage(await bytesOf(file));
      expect(image.width).toBeGreaterThan(600);
      expect(image.height).toBeGreaterThan(600);
    }
  });
});

/** Authorisations are scanned in every case without being planted for it. */
async function isScan(file: string): Promise<boolean> {
  return (await readPdf(await bytesOf(file))).fonts.length === 0;
}
