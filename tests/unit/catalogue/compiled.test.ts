import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMPILED_FILE, readCompiled, writeCompiled } from '#main/catalogue/compiled.ts';
import { loadCatalogue, readCatalogue, readFolder } from '#main/catalogue/load.ts';
import { rulesInForce } from '#shared/rules/catalogue.ts';
import { evaluateProgramme } from '#shared/rules/evaluateProgramme.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { sample, shipped } from './files.ts';

const whole = readCatalogue(shipped).catalogue!;
const bytes = writeCompiled(whole);
const altered = (change: (text: string) => string) => () => readCompiled(Buffer.from(change(bytes.toString())));
const DAMAGED = /catalogue\.json .*请重新安装泉评/;

describe('the compiled catalogue', () => {
  it('is the catalogue of the YAML: hash, parts, their order, and what cannot be changed', () => {
    const read = readCompiled(bytes);
    expect(read.hash).toBe(whole.hash);
    expect(JSON.stringify(read.parts)).toBe(JSON.stringify(whole.parts));
    expect(read.programmes.map((one) => one.facts)).toEqual(whole.programmes.map((one) => one.facts));
    expect(() => Object.assign(read.parts.documents[0]!, { title: '' })).toThrow(TypeError);
  });

  it('says the same of a case', () => {
    const answer = (catalogue: typeof whole) => {
      const facts = parseFacts(catalogue.vocabulary, { 'talent.class': 'B', 'house.price': 186_000_000 }, '2023-05-10');
      const { programme } = rulesInForce(catalogue, '03.1', '2023-05-10');
      return evaluateProgramme(programme, facts, { on: '2023-05-10', calendar: catalogue.calendar });
    };
    expect(answer(readCompiled(bytes))).toEqual(answer(whole));
  });

  it.each<[string, (text: string) => string]>([
    ['a byte of its content changed', (text) => text.replace('高层次人才购房补贴', '高层次人才购车补贴')],
    ['its end is missing', (text) => text.slice(0, -1)],
    ['something stands behind it', (text) => `${text} `],
    ['the format is another', (text) => text.replace('qp-compiled/1', 'qp-compiled/2')],
    ['the hash is none', (text) => text.replace(whole.hash, 'none')],
    ['the head is no JSON', (text) => `{${text}`],
    ['it has no second line', (text) => text.split('\n')[0]!],
    ['it is empty', () => ''],
  ])('is refused where %s', (_, change) => expect(altered(change)).toThrow(DAMAGED));

  it('comes before the YAML beside it, which `catalogue check` still reads', () => {
    const folder = mkdtempSync(join(tmpdir(), 'qp-compiled-'));
    const small = readCatalogue(sample).catalogue!;
    writeFileSync(join(folder, COMPILED_FILE), writeCompiled(small));
    writeFileSync(join(folder, 'facts.yaml'), 'facts: []');
    expect(loadCatalogue(folder).hash).toBe(small.hash);
    expect([...readFolder(folder).keys()]).toEqual(['facts.yaml']);
    rmSync(folder, { recursive: true });
  });
});
