import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type MatchArguments, matchCommand } from '#main/cli/matchCommand.ts';
import type { MatchResult } from '#shared/rules/matchProgrammes.ts';
import { quanping } from '#tests/support/quanping.ts';
import type { FactInput } from '../policies/support.ts';
import { BUYER } from './kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'qp-match-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function fileOf(content: string): string {
  const path = join(folder, `${files++}.json`);
  writeFileSync(path, content);
  return path;
}

function run(content: string, more: Partial<MatchArguments> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = matchCommand(
    { facts: fileOf(content), on: '2023-05-10', ...more },
    { out: (text) => out.push(text), err: (text) => err.push(text) },
  );
  return { code, out: out.join('\n'), err };
}

const asJson = (facts: FactInput, more: Partial<MatchArguments> = {}): MatchResult & { ok: boolean } =>
  JSON.parse(run(JSON.stringify(facts), { json: true, ...more }).out);

describe('quanping match', () => {
  it('prints one JSON object: programmes, questions, the best combination, the hash of the catalogue', () => {
    const result = asJson(BUYER, { target: 'person' });
    expect(result.ok).toBe(true);
    expect(result.catalogueHash).toMatch(/^[0-9a-f]{64}$/);
    expect(result.programmes.find((one) => one.id === '03.1')).toMatchObject({
      verdict: 'qualifies',
      worth: { settledFen: 40_000_000 },
    });
    expect(result.best.settledFen).toBe(40_000_000);
    expect(result.questions.length).toBeGreaterThan(10);
    expect(new Set(result.programmes.map((one) => one.target))).toEqual(new Set(['person']));
  });

  it('prints sections for people, with the deciding clause', () => {
    const { code, out } = run(JSON.stringify({ ...BUYER, 'household.otherHomesInJinan': 1 }), { target: 'person' });
    expect(code).toBe(0);
    expect(out).toMatch(/^申报日期 2023-05-10，在有效期内的项目 \d+ 个：符合 \d+，可能符合 \d+，不符合 \d+/);
    expect(out).toMatch(/✗ 03\.1\t高层次人才购房补贴.*申请家庭在济唯一住房：.*〔细则3/);
    expect(out).toContain('【待补信息（先补作用大的）】');
    expect(out).not.toMatch(/undefined|NaN|\[object/);
    expect(run(JSON.stringify(BUYER)).out).toMatch(
      /【最优组合】[\s\S]*03\.1 高层次人才购房补贴\t400,000 元[\s\S]*合计 400,000 元/,
    );
  });

  it('takes an empty file as nothing recorded: nothing is due, little is ruled out', () => {
    const { programmes, best } = asJson({});
    expect(programmes.filter((one) => one.verdict === 'qualifies')).toEqual([]);
    expect(best).toMatchObject({ chosen: [], settledFen: 0 });
  });

  it('names the programmes outside their validity on demand', () => {
    expect(asJson({}, { on: '2025-02-01' }).notInForce).toEqual([]);
    expect(asJson({}, { on: '2025-02-01', outside: true }).notInForce.map((one) => one.id)).toContain('03.1');
    expect(run('{}', { on: '2025-02-01', outside: true }).out).toContain('【不在有效期】');
  });

  it.each<[string, string, Partial<MatchArguments>, string, string]>([
    ['a day that does not exist', '{}', { on: '2023-02-30' }, 'DATE_INVALID', '2023-02-30'],
    ['an unknown kind of applicant', '{}', { target: 'cat' }, 'USAGE', 'cat'],
    ['no JSON', '{ broken', {}, 'INPUT_INVALID', '不是有效的 JSON'],
    ['a fact twice', '{"person.married": true, "person.married": false}', {}, 'INPUT_INVALID', '重复'],
    ['a list', '[]', {}, 'FACT_TYPE', 'JSON'],
    ['an unknown fact', '{"house.color": "red"}', {}, 'FACT_UNKNOWN', 'house.color'],
    ['a wrong type', '{"person.married": "yes"}', {}, 'FACT_TYPE', 'person.married'],
    ['a negative amount', '{"house.price": -1}', {}, 'FACT_TYPE', 'house.price'],
    ['an absurd amount', '{"house.price": 999999999999999}', {}, 'FACT_TYPE', 'house.price'],
    ['a wrong unit', '{"house.price": {"value": 1, "unit": "美元"}}', {}, 'FACT_TYPE', '美元'],
    ['a wrong value', '{"talent.class": "Z"}', {}, 'FACT_TYPE', 'talent.class'],
    ['a wrong date', '{"house.netSignedOn": "2023-02-29"}', {}, 'FACT_TYPE', '2023-02-29'],
    ['another day of application', '{"case.applicationDate": "2023-05-11"}', {}, 'FACT_TYPE', 'case.applicationDate'],
    ['a missing catalogue', '{}', { policies: join(folder, 'none') }, 'FILE_NOT_FOUND', 'none'],
  ])('refuses %s with one line and exit code 2', (_, content, more, code, words) => {
    const { code: exit, out, err } = run(content, { ...more, json: true });
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ ok: false, code });
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(new RegExp(`^${code} [^\\n]+$`));
    expect(err[0]).toContain(words);
  });

  it('is a command of the program, with help, and wants its options', async () => {
    const help = await quanping(['match', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(/^usage: quanping match --facts <file\.json> --on <date>/);
    expect(await quanping(['match', '--on', '2023-05-10'])).toMatchObject({ code: 2 });
    const done = await quanping(['match', '--facts', fileOf('{}'), '--on', '2023-05-10', '--json']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(done.stdout)).toMatchObject({ ok: true, on: '2023-05-10' });
  });
});
