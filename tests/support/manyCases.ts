/** Very many invented cases in a workspace, for benches and for looking at long lists: real records, summaries and journal events. */
import type { WritableDb } from '#db/database.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { summariseCase } from '#main/services/review/evaluateCase.ts';
import { caseSearchText } from '#main/services/searchText.ts';
import type { Session } from '#main/services/session.ts';
import type { CaseSummary, PreparedCase } from '#main/services/transfer/caseContent.ts';
import { storeCases } from '#main/services/transfer/storeCases.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { BundleCase, FactRecord } from '#shared/domain/caseRecord.ts';
import { DISTRICTS } from '#shared/domain/districts.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { dayNumber, fromDayNumber } from '#shared/rules/dates.ts';
import { PASSING_FACTS } from './cases.ts';

const SURNAMES = [...'秦孟岳闫祁邵钟柳桑栾臧逄隋亓鹿解蔺晁靖戚庞曾单仇区查盖乐覃长'];
const FIRST = [...'望景砚予既怀知牧承子明思启逸修清书令静采若映以疏听月初南乔䶮𬭎䴙'];
const SECOND = [...'舒行舟安明瑾远云泽衿川齐尘越颜仪姝薇华墨雪宁桐澜霁夏乐长行'];
const EMPLOYERS = [
  '济南泉声智能装备有限公司',
  '济南鹊山生物科技有限公司',
  '历下明湖软件研究院',
  '章丘绣源新材料有限公司',
];

/** What a case can be like: everything the summary depends on, so that it is computed once for each. */
const PATTERNS: { programme: string; track: string | null; step: string; facts: FactRecord; files: string[] }[] = [
  { programme: '26.2', track: null, step: 'district', facts: PASSING_FACTS, files: ['application', 'transcript'] },
  { programme: '26.2', track: null, step: 'district', facts: {}, files: ['application', 'authentication'] },
  {
    ...{ programme: '26.2', track: null, step: 'district', files: ['application', 'entry-exit'] },
    facts: { ...PASSING_FACTS, 'study.monthsAbroad': 2 },
  },
  { programme: '03.1', track: null, step: 'district', facts: {}, files: [] },
  { programme: '01', track: 'class-a', step: 'district', facts: {}, files: [] },
];

/** The same numbers from the same seed: a 32-bit multiply-and-shift generator. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const manyId = (n: number): string => `01910000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** The n-th of very many cases; `today` is in the middle of their deadlines. */
function recordOf(n: number, roll: (sides: number) => number, today: number): { record: BundleCase; pattern: number } {
  const pattern = roll(PATTERNS.length);
  const { programme, track, step, facts, files } = PATTERNS[pattern]!;
  const one = <T>(list: readonly T[]): T => list[roll(list.length)]!;
  const name = one(SURNAMES) + one(FIRST) + (roll(4) === 0 ? '' : one(SECOND));
  const serial = String(n).padStart(6, '0');
  return {
    pattern,
    record: {
      profile: 'qp-case/1',
      id: manyId(n),
      number: `济测${2023 + (n % 3)}-${serial}`,
      programme,
      track,
      appliedOn: '2023-05-10',
      receivedOn: '2023-05-11',
      district: one(Object.keys(DISTRICTS)),
      step,
      dueOn: roll(20) === 0 ? null : fromDayNumber(today - 20 + roll(120)),
      applicant: {
        kind: 'person',
        name,
        idNumber: `370102${1965 + roll(40)}0${1 + roll(9)}${10 + roll(18)}${String(n % 10_000).padStart(4, '0')}`,
        phone: `139${String(roll(1e8)).padStart(8, '0')}`,
        employer: { name: one(EMPLOYERS), code: '91370100MA00000000' },
      },
      facts,
      fictional: true,
      attachments: files.map((material, i) => ({
        ...{ sha256: sha256Hex(`${n} ${i}`), extension: 'pdf' as const, bytes: 1000 + i, material },
        name: `${material}.pdf`,
      })),
    },
  };
}

interface ManyOptions {
  /** Share of the cases whose applicant applied before, 0 to 1. */
  again?: number;
  seed?: number;
}

/** Cases as an import prepares them; each pattern is evaluated once. */
export function* preparedCases(
  catalogue: Catalogue,
  count: number,
  today: string,
  { again = 0, seed = 7 }: ManyOptions = {},
): Generator<PreparedCase> {
  const roll = dice(seed);
  const rollAgain = dice(seed + 1);
  const applicants: BundleCase['applicant'][] = [];
  const summaries = new Map<number, CaseSummary>();
  for (let n = 1; n <= count; n++) {
    const { record: fresh, pattern } = recordOf(n, roll, dayNumber(today));
    const known = n > 1 && rollAgain(1000) < again * 1000 ? applicants[rollAgain(applicants.length)] : undefined;
    const record = known ? { ...fresh, applicant: known } : fresh;
    if (again > 0) applicants.push(record.applicant);
    const summary = summaries.get(pattern) ?? summariseCase(catalogue, record);
    summaries.set(pattern, summary);
    const recordText = canonicalJson(record);
    yield {
      ...{ record, recordText, recordSha256: sha256Hex(recordText), search: caseSearchText(record) },
      offsets: record.attachments.map(() => 0),
      summary: { ...summary, dueOn: record.dueOn, dueManual: record.dueOn === null && n % 2 === 0 },
    };
  }
}

const BUNDLE = '01910000-0000-7000-8000-ffffffffffff';

/** The bundle the cases came in with. */
export function putManyBundle(tx: WritableDb, count: number): string {
  const report = JSON.stringify({ cases: Array.from({ length: count }, () => 0) });
  tx.writes(
    `INSERT INTO bundles (bundle_id, kind, issuer_key_id, issuer_pem, issuer_seq, sha256, content_sha256, bytes,
       issued_at, received_at, state, file, vault_id, report)
     VALUES (?, 'case', ?, '', 1, ?, ?, 1, ?, ?, 'stored', 'many.qpb', NULL, ?)`,
  ).run(
    BUNDLE,
    ...['0', '1', '2'].map((digit) => digit.repeat(64)),
    ...['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', report],
  );
  return BUNDLE;
}

const PER_TRANSACTION = 2000;

/** Puts `count` cases into an open workspace. */
export function fillWorkspace(
  session: Session,
  catalogue: Catalogue,
  count: number,
  today: string,
  options: ManyOptions = {},
): void {
  session.db.write((tx) => putManyBundle(tx, count));
  let waiting: PreparedCase[] = [];
  const store = () => {
    session.db.write((tx) => storeCases(tx, session, BUNDLE, waiting));
    waiting = [];
  };
  for (const one of preparedCases(catalogue, count, today, options)) {
    waiting.push(one);
    if (waiting.length === PER_TRANSACTION) store();
  }
  if (waiting.length > 0) store();
}
