import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  catalogueCheckCommand,
  catalogueExportCommand,
  type EvaluateArguments,
  evaluateCommand,
} from '#main/cli/catalogueCommands.ts';
import { sample } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'qp-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A catalogue of one programme: refusals need no more, and are quick with it. */
const policies = join(folder, 'policies');
for (const [name, bytes] of sample) {
  mkdirSync(dirname(join(policies, name)), { recursive: true });
  writeFileSync(join(policies, name), bytes);
}

let files = 0;
function file(content: string): string {
  files += 1;
  const path = join(folder, `facts-${files}.json`);
  writeFileSync(path, content);
  return path;
}

function capture(run: (output: { out(text: string): void; err(text: string): void }) => number) {
  const out: string[] = [];
  const err: string[] = [];
  const code = run({ out: (one) => out.push(one), err: (one) => err.push(one) });
  return { code, out: out.join('\n'), err };
}

const FACTS = {
  'talent.class': 'B',
  'house.price': 186_000_000,
  'house.netSignedOn': '2023-03-01',
  'house.inJinan': true,
  'house.boughtFromLinealRelative': false,
  'house.ownedBy': 'applicant',
  'household.otherHomesInJinan': 0,
  'household.otherHomeRecordWithin3Years': false,
  'employer.kind': 'enterprise',
  'employer.registeredInJinan': true,
  'subsidy.rentReceived': 0,
  'case.otherBenefits': [],
};

function evaluateFacts(content: string, more: Partial<EvaluateArguments> = {}) {
  return capture((output) =>
    evaluateCommand({ programme: '03.1', facts: file(content), on: '2023-05-10', policies, ...more }, output),
  );
}

describe('evaluate', () => {
  it('prints the whole result as JSON', () => {
    const { code, out, err } = evaluateFacts(JSON.stringify(FACTS), {
      policies: undefined,
      json: true,
      dates: ['approved=2023-10-20'],
    });
    expect([code, err]).toEqual([0, []]);
    const result = JSON.parse(out);
    expect(result).toMatchObject({
      ok: true,
      eligibility: 'true',
      track: 'class-d-up',
      payableFen: 93_000_000,
      on: '2023-05-10',
    });
    expect(result.catalogueHash).toMatch(/^[0-9a-f]{64}$/);
    const granted = result.support.find((one: { state: string }) => one.state === 'amount');
    expect(granted.instalments.map((one: { amountFen: number; dueOn: string }) => [one.amountFen, one.dueOn])).toEqual([
      [37_200_000, '2023-10-20'],
      [27_900_000, '2024-09-30'],
      [27_900_000, '2025-09-30'],
    ]);
  });

  it('prints sentences for people', () => {
    const { code, out } = evaluateFacts(JSON.stringify({ ...FACTS, 'household.otherHomesInJinan': 1 }));
    expect(code).toBe(0);
    expect(out).toContain('结论：不符合');
    expect(out).toContain('✗ 申请家庭在济唯一住房：申请家庭在济其他住房 1 套，要求 = 0 套，不满足　〔细则3');
    expect(out).not.toContain('undefined');
  });

  it('says that the day lies outside validity', () => {
    const { code, out } = evaluateFacts(JSON.stringify(FACTS), { on: '2025-02-01', json: true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ eligibility: 'false', payableFen: null, validity: { inForce: false } });
  });

  it.each<[string, string, Partial<EvaluateArguments>, string]>([
    ['an unknown programme', '{}', { programme: '77' }, 'PROGRAMME_UNKNOWN'],
    ['a day that does not exist', '{}', { on: '2023-02-30' }, 'DATE_INVALID'],
    ['a day in words', '{}', { on: 'today' }, 'DATE_INVALID'],
    ['no JSON', '{ broken', {}, 'INPUT_INVALID'],
    ['a fact twice', '{"person.married": true, "person.married": false}', {}, 'INPUT_INVALID'],
    ['a list', '[]', {}, 'FACT_TYPE'],
    ['an unknown fact', '{"house.color": "red"}', {}, 'FACT_UNKNOWN'],
    ['a wrong type', '{"house.price": "many"}', {}, 'FACT_TYPE'],
    ['a negative amount', '{"house.price": -1}', {}, 'FACT_TYPE'],
    ['an absurd amount', '{"house.price": 999999999999999}', {}, 'FACT_TYPE'],
    ['a wrong unit', '{"house.price": {"value": 1, "unit": "美元"}}', {}, 'FACT_TYPE'],
    ['a wrong value', '{"talent.class": "Z"}', {}, 'FACT_TYPE'],
    ['a wrong date', '{"house.netSignedOn": "2023-02-29"}', {}, 'FACT_TYPE'],
    ['an unknown track', '{}', { track: 'nope' }, 'INPUT_INVALID'],
    ['an unknown step', '{}', { dates: ['nope=2023-01-01'] }, 'USAGE'],
    ['a wrong day of a step', '{}', { dates: ['employer=2023-13-01'] }, 'DATE_INVALID'],
    ['a missing catalogue', '{}', { policies: join(folder, 'none') }, 'FILE_NOT_FOUND'],
  ])('refuses %s with one line and exit code 2', (_, content, more, code) => {
    const plain = evaluateFacts(content, more);
    expect(plain.code).toBe(2);
    expect(plain.out).toBe('');
    expect(plain.err).toHaveLength(1);
    expect(plain.err[0]).toMatch(new RegExp(`^${code} [^\\n]+$`));
    const json = evaluateFacts(content, { ...more, json: true });
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, code });
  });

  it('refuses a file that is not there, too large, or not UTF-8', () => {
    const run = (facts: string) =>
      capture((output) => evaluateCommand({ programme: '03.1', facts, on: '2023-05-10', policies }, output));
    expect(run(join(folder, 'none.json'))).toMatchObject({ code: 2, err: [expect.stringContaining('FILE_NOT_FOUND')] });
    expect(run(folder)).toMatchObject({ code: 2, err: [expect.stringContaining('FILE_NOT_FOUND')] });
    expect(run(file(`{"x":"${'y'.repeat(1024 * 1024)}"}`))).toMatchObject({
      code: 2,
      err: [expect.stringContaining('FILE_TOO_LARGE')],
    });
    const latin = join(folder, 'latin.json');
    writeFileSync(latin, Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d));
    expect(run(latin)).toMatchObject({ code: 2, err: [expect.stringContaining('INPUT_INVALID')] });
  });
});

describe('catalogue export', () => {
  it('prints everything as one JSON value with money in 分', () => {
    const { code, out } = capture((output) => catalogueExportCommand({ json: true }, output));
    expect(code).toBe(0);
    const value = JSON.parse(out);
    expect(value.programmes.map((one: { id: string }) => one.id)).toEqual(
      expect.arrayContaining(['01', '03.1', '26.2']),
    );
    expect(value.clauses).toHaveLength(2603);
    expect(value.clauses[0]).not.toHaveProperty('text');
    const purchase = value.programmes
      .find((one: { id: string }) => one.id === '03.1')
      .support.find((one: { id: string }) => one.id === 'purchase-share');
    expect(purchase.cap.cases.of).toEqual({ B: { fen: 100_000_000 }, C: { fen: 70_000_000 }, D: { fen: 40_000_000 } });
    expect(out).not.toMatch(/"(wan|yuan)"/);
  });
  it('lists programmes for people', () => {
    const { out } = capture((output) => catalogueExportCommand({}, output));
    expect(out).toContain('03.1\t高层次人才购房补贴\t2022-08-08 至 2024-12-31');
  });
});

describe('catalogue check', () => {
  it('passes on the shipped catalogue and counts coverage', () => {
    const { code, out } = capture((output) => catalogueCheckCommand({ json: true }, output));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, problems: [], totals: { clauses: 2603 } });
    expect(capture((output) => catalogueCheckCommand({}, output)).out).toContain('问题 0');
  });
  it('fails with code 1 and names what is wrong', () => {
    writeFileSync(join(folder, 'facts.yaml'), 'facts: []');
    const { code, out } = capture((output) => catalogueCheckCommand({ policies: folder }, output));
    expect(code).toBe(1);
    expect(out).toContain('✗ clause-ids.json: missing');
    const json = capture((output) => catalogueCheckCommand({ policies: folder, json: true }, output));
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining(['lists.yaml: missing']),
    });
  });
});
