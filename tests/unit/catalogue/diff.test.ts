import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exportCatalogue } from '#main/catalogue/exportCatalogue.ts';
import { readCatalogue } from '#main/catalogue/load.ts';
import { openCatalogue, readExport } from '#main/catalogue/readExport.ts';
import { readingCommands } from '#main/cli/readingCommands.ts';
import { runCommand } from '#tests/support/runCommand.ts';
import { edited, sample, shipped } from './files.ts';

const root = mkdtempSync(join(tmpdir(), 'qp-diff-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const HOME = 'jrcb-2022-4/03.1.yaml';
const catalogue = readCatalogue(sample).catalogue!;
const json = JSON.stringify(exportCatalogue(catalogue));

function folder(name: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [file, bytes] of files) {
    mkdirSync(dirname(join(root, name, file)), { recursive: true });
    writeFileSync(join(root, name, file), bytes);
  }
  return join(root, name);
}

function file(name: string, content: string): string {
  writeFileSync(join(root, name), content);
  return join(root, name);
}

const before = folder('before', sample);
const dearer = edited(HOME, ['support', 1, 'cap', 'cases', 'of', 'C', 'wan'], 80);
const after = folder('after', new Map(sample).set(HOME, new TextEncoder().encode(dearer)));
const whole = file('export.json', json);

async function diff(...words: string[]): Promise<string> {
  const command = readingCommands.find((one) => one.name === 'catalogue diff')!;
  const { code, out } = await runCommand(command, words);
  expect(code).toBe(0);
  return out.join('\n');
}

describe('catalogue diff', () => {
  it('finds an export and the folder it was made of the same', async () => {
    expect(await diff(before, whole)).toBe(
      `政策目录 ${catalogue.hash.slice(0, 16)} → ${catalogue.hash.slice(0, 16)}\n内容相同`,
    );
  });
  it('prints what differs, figures from old to new', async () => {
    const lines = (await diff(whole, after)).split('\n');
    expect(lines.slice(1)).toEqual([
      '~ 有变 项目 03.1 高层次人才购房补贴',
      '    支持内容“B、C、D 类人才购房补贴”数值有变：金额 70 万元 → 80 万元',
    ]);
  });
  it('prints the same as JSON', async () => {
    expect(JSON.parse(await diff(before, after, '--json'))).toMatchObject({
      ok: true,
      same: false,
      before: catalogue.hash,
      groups: [{ kind: 'programme', id: '03.1', changes: [{ change: 'figure' }] }],
    });
  });
});

describe('an export read back', () => {
  it('is the catalogue it was made of, to the last byte of its hash', () => {
    expect(openCatalogue(whole).hash).toBe(catalogue.hash);
    const all = readCatalogue(shipped).catalogue!;
    const again = readExport(Buffer.from(JSON.stringify(exportCatalogue(all))), 'x.json');
    expect(again.hash).toBe(all.hash);
    expect(again.programmes.map((one) => one.facts)).toEqual(all.programmes.map((one) => one.facts));
  });

  const changed = (change: (value: Record<string, unknown>) => void) => {
    const value = JSON.parse(json) as Record<string, unknown>;
    change(value);
    return JSON.stringify(value);
  };
  it.each<[string, string, string]>([
    ['that is no JSON', '{', 'SCHEMA_INVALID'],
    ['that is a list', '[]', 'SCHEMA_INVALID'],
    [
      'that is nested without end',
      `${json.slice(0, -1)},"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      'SCHEMA_INVALID',
    ],
    [
      'whose conditions are nested without end',
      json.replace('"all":[', `"all":[${'{"not":'.repeat(50_000)}{}${'}'.repeat(50_000)},`),
      'SCHEMA_INVALID',
    ],
    ['of a later format', changed((value) => Object.assign(value, { format: 'qp-catalogue/2' })), 'SCHEMA_INVALID'],
    ['with an unknown key', changed((value) => Object.assign(value, { script: '1' })), 'SCHEMA_INVALID'],
    ['without programmes', changed((value) => delete value.programmes), 'CATALOGUE_INVALID'],
    ['with another name in it', json.replace('高层次人才购房补贴', '高层次人才购车补贴'), 'CATALOGUE_INVALID'],
    ['with a hash of another', json.replace(catalogue.hash, 'a'.repeat(64)), 'CATALOGUE_INVALID'],
  ])('%s is refused', (_, content, code) => {
    expect(() => openCatalogue(file('bad.json', content))).toThrow(expect.objectContaining({ code }));
  });
  it('that is not there is refused', () => {
    expect(() => openCatalogue(join(root, 'none.json'))).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
  });
});
