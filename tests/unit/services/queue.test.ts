import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import { workingDayCounter } from '#main/services/cases/workingDays.ts';
import type { CaseFilter, CaseRow } from '#shared/api/cases.ts';
import { dayNumber, fromDayNumber } from '#shared/rules/dates.ts';
import { addWorkingDays, workingDaysBetween } from '#shared/rules/workCalendar.ts';
import { caseId, type TestCase, tuitionCase } from '#tests/support/cases.ts';
import { type Desk, openOffice } from '#tests/support/centre.ts';
import {
  catalogue,
  exportFile,
  importFile,
  openStation,
  refused,
  type Station,
  testClock,
} from '#tests/support/core.ts';
import { decide, signCase } from '#tests/support/reviewing.ts';

/** The morning of the last working day before the national holiday of 2026: 1 to 7 October off, Saturday 10 October worked. */
const EVE = Date.parse('2026-09-30T01:00:00.000Z');

async function queueOf(cases: TestCase[], now = EVE): Promise<Desk> {
  const station = await openStation({ clock: testClock(now) });
  const office = await openOffice(station.clock);
  const certificate = await office.certify(station);
  await importFile(station, await office.issue(cases, certificate));
  return { station, office, certificate };
}

type Sort = Parameters<Station['api']['cases']['list']>[0]['sort'];

async function list({ api }: Station, filter: CaseFilter = {}, sort: Partial<Sort> = {}, offset = 0, limit = 500) {
  return api.cases.list({ filter, sort: { by: 'number', descending: false, ...sort }, offset, limit });
}

/** The last digits of the numbers that fit. */
async function found(station: Station, filter: CaseFilter, sort: Partial<Sort> = {}): Promise<number[]> {
  const { rows, total } = await list(station, filter, sort);
  expect(total).toBe(rows.length);
  return rows.map(nth);
}

const nth = (row: CaseRow): number => Number(row.number.slice(-4));
const bare = (n: number, changes: Parameters<typeof tuitionCase>[1] = {}) => tuitionCase(n, { files: [], ...changes });

describe('search', () => {
  test('finds by every way in, literally', async () => {
    const { station } = await queueOf([
      bare(1, { name: '张伟民' }),
      bare(2, { name: '欧阳修' }),
      bare(3, { name: '庞𬭎', number: '济留补100%-0003' }),
      bare(4, { name: '闫䶮', number: '济_补2023\\0004' }),
      bare(5, { name: '张𠮷', idNumber: '37010219900101123X' }),
    ]);
    const cases: [string, number[]][] = [
      ['张', [1, 5]],
      ['伟民', [1]],
      ['zhang', [1, 5]],
      ['ZHANGWEI', [1]],
      ['zwm', [1]],
      ['ouyang', [2]],
      ['oyx', [2]],
      ['𬭎', [3]],
      ['panghong', [3]],
      ['䶮', [4]],
      ['𠮷', [5]],
      ['%', [3]],
      ['100%', [3]],
      ['_', [4]],
      ['2023\\', [4]],
      ['123x', [5]],
      ['zhang 123X', [5]],
      ['  欧阳　修 ', [2]],
      ['0001', [1]],
      ['济南泉声', [1, 2, 3, 4, 5]],
      ['张 欧阳', []],
      ["' OR 1=1 --", []],
    ];
    for (const [text, expected] of cases) {
      expect([text, (await found(station, { text })).sort()]).toEqual([text, expected]);
    }
  });
});

describe('search', () => {
  test('follows cases that come in or are replaced, and fits together with filters', async () => {
    const { station, office, certificate } = await queueOf([bare(1, { name: '张伟民' }), bare(2, { name: '欧阳修' })]);
    expect(await found(station, { text: '伟' })).toEqual([1]);
    await importFile(station, await office.issue([bare(3, { name: '庞伟\n伟', district: '370103' })], certificate));
    await importFile(station, await office.issue([bare(1, { name: '张建国' })], certificate));
    expect(await found(station, { text: '伟' })).toEqual([3]);
    expect(await found(station, { text: '建国' })).toEqual([1]);
    expect(await found(station, { text: '济南', district: '370103' })).toEqual([3]);
    expect(await found(station, { text: '济南', state: 'new', due: 'none' })).toEqual([1, 2, 3]);
    await decide(station, caseId(2), 'condition:c.degree', 'pass');
    expect(await found(station, { text: '济南', state: 'reviewing' })).toEqual([2]);
  });
});

describe('filters and sorts', () => {
  const cases = [
    bare(1, { district: '370103', dueOn: '2026-12-01', name: '乙' }),
    bare(2, { district: '370102', dueOn: '2026-10-12', name: '甲' }),
    bare(3, { district: '370103', dueOn: null, name: '丙' }),
    bare(4, { programme: '01', track: 'class-a', facts: {}, district: '370102', dueOn: '2026-10-12', name: '甲' }),
  ];

  test('narrow down together', async () => {
    const { station } = await queueOf(cases);
    expect(await found(station, { programme: '26.2' })).toEqual([1, 2, 3]);
    expect(await found(station, { district: '370103' })).toEqual([1, 3]);
    expect(await found(station, { programme: '26.2', district: '370102', text: '甲' })).toEqual([2]);
    expect(await found(station, { programme: '99' })).toEqual([]);
  });

  test('each order both ways; cases without a date last', async () => {
    const { station } = await queueOf(cases);
    const order = (by: Sort['by'], descending = false) => found(station, {}, { by, descending });
    expect(await order('due')).toEqual([2, 4, 1, 3]);
    expect(await order('due', true)).toEqual([1, 4, 2, 3]);
    expect(await order('number')).toEqual([1, 2, 3, 4]);
    expect(await order('number', true)).toEqual([4, 3, 2, 1]);
    expect(await order('applicant')).toEqual([3, 1, 2, 4]);
    expect(await order('programme')).toEqual([4, 1, 2, 3]);
    await decide(station, caseId(2), 'condition:c.degree', 'pass');
    await signCase(station, caseId(1));
    expect(await order('state')).toEqual([3, 4, 2, 1]);
    expect(await order('state', true)).toEqual([1, 2, 4, 3]);
  });

  test('states, unreturned work and their counts', async () => {
    const { station, office, certificate } = await queueOf(cases);
    await decide(station, caseId(2), 'condition:c.degree', 'pass');
    await signCase(station, caseId(1));
    await signCase(station, caseId(3));
    expect(await found(station, { state: 'new' })).toEqual([4]);
    expect(await found(station, { state: 'reviewing' })).toEqual([2]);
    expect(await found(station, { state: 'signed' })).toEqual([1, 3]);
    expect(await found(station, { unreturned: true, district: '370103' })).toEqual([1, 3]);
    await exportFile(station, path.join(station.folder, '..', 'out.qpb'));
    expect(await found(station, { unreturned: true })).toEqual([1, 3]);
    await office.receive(path.join(station.folder, '..', 'out.qpb'));
    await importFile(station, await office.acknowledge(certificate));
    expect(await found(station, { unreturned: true })).toEqual([]);
    const { states, total, unreturned, drafts } = await station.api.cases.home({});
    expect([states, total, unreturned]).toEqual([
      { new: 1, reviewing: 1, signed: 0, exported: 0, acknowledged: 2 },
      ...[4, 0],
    ]);
    expect(drafts.map(nth)).toEqual([2]);
  });

  test('by what the pre-check found: a failed condition weighs more than an open one', async () => {
    const { station } = await queueOf([tuitionCase(1), tuitionCase(2, { facts: {} }), bare(3)]);
    const all = (await list(station)).rows;
    const kind = ({ precheck: { fail, open } }: CaseRow) => (fail > 0 ? 'fail' : open > 0 ? 'open' : 'pass');
    for (const precheck of ['pass', 'fail', 'open'] as const) {
      expect(await found(station, { precheck })).toEqual(all.filter((row) => kind(row) === precheck).map(nth));
    }
    expect(new Set(all.map(kind)).size).toBeGreaterThan(1);
  });

  test('facets name what there is, with counts over all', async () => {
    const { station } = await queueOf(cases);
    expect(await station.api.cases.facets({})).toEqual({
      programmes: [
        { value: '01', label: expect.stringContaining('人才'), count: 1 },
        { value: '26.2', label: 'TOP200 高校留学回国人员留学费用补贴', count: 3 },
      ],
      districts: [
        { value: '370102', label: '历下区', count: 2 },
        { value: '370103', label: '市中区', count: 2 },
      ],
      assignees: [{ value: station.personId, label: '李审核', count: 0 }],
    });
  });

  test('pages join without a gap or an overlap, also where all sort keys are equal', async () => {
    const twins = Array.from({ length: 23 }, (_, i) =>
      bare(i + 1, { number: '同号-0001', name: '同名', dueOn: '2026-10-12' }),
    );
    const { station } = await queueOf(twins);
    for (const by of ['due', 'number', 'applicant', 'programme', 'state'] as const) {
      for (const descending of [false, true]) {
        const seen: string[] = [];
        for (let offset = 0; offset < 30; offset += 5) {
          const { total, rows } = await list(station, {}, { by, descending }, offset, 5);
          expect(total).toBe(23);
          seen.push(...rows.map((row) => row.caseId));
        }
        expect(seen.toSorted()).toEqual(twins.map(({ record }) => record.id));
      }
    }
  });
});

describe('what is due', () => {
  test('by working days, across a holiday', async () => {
    // Five working days after 30 September: 8, 9, 10 (a worked Saturday), 12 and 13 October.
    const days = ['2026-09-29', '2026-09-30', '2026-10-01', '2026-10-13', '2026-10-14', null];
    const { station } = await queueOf(days.map((dueOn, i) => bare(i + 1, { dueOn })));
    const { rows } = await list(station);
    expect(rows.map(({ due, daysLeft }) => [due, daysLeft])).toEqual([
      ['overdue', -1],
      ['today', 0],
      ['week', 0],
      ['week', 5],
      ['later', 6],
      ['none', null],
    ]);
    for (const due of ['overdue', 'today', 'week', 'later', 'manual', 'none'] as const) {
      const expected = rows.filter((row) => row.due === due).map(nth);
      expect(await found(station, { due })).toEqual(expected);
      expect((await station.api.cases.home({})).due[due]).toBe(expected.length);
    }
    station.clock.advance(15 * 3600_000);
    expect((await list(station)).rows.slice(0, 2).map(({ due }) => due)).toEqual(['overdue', 'overdue']);
  });

  test('the step at hand sets the date where the centre has not', async () => {
    const { station } = await queueOf([
      bare(1, { programme: '03.1', facts: {}, step: 'district', appliedOn: '2026-09-21', receivedOn: '2026-09-25' }),
    ]);
    // Ten working days after 25 September: 28 to 30 September, 8 to 10, 12 to 15 October.
    expect((await list(station)).rows[0]).toMatchObject({ dueOn: '2026-10-15', due: 'later', daysLeft: 7 });
  });

  test('finished cases are due no more', async () => {
    const { station } = await queueOf([bare(1, { dueOn: '2026-09-30' }), bare(2, { dueOn: '2026-09-30' })]);
    await signCase(station, caseId(1));
    expect(await found(station, { due: 'today' })).toEqual([2]);
    expect((await station.api.cases.home({})).due.today).toBe(1);
  });

  test('beyond the calendar people have to say', async () => {
    const cases = [
      bare(1, { dueOn: '2027-01-15' }),
      bare(2, { programme: '03.1', facts: {}, step: 'district', appliedOn: '2026-12-21', receivedOn: '2026-12-28' }),
    ];
    const { station } = await queueOf(cases, Date.parse('2026-12-30T01:00:00.000Z'));
    const {
      rows: [fixed, computed],
    } = await list(station);
    expect([fixed!.due, fixed!.daysLeft]).toEqual(['later', null]);
    expect([computed!.due, computed!.dueOn, computed!.daysLeft]).toEqual(['manual', null, null]);
    expect(await found(station, { due: 'manual' })).toEqual([2]);
    expect((await station.api.cases.home({})).due).toMatchObject({ manual: 1, later: 1, none: 0 });
    expect((await station.api.cases.home({})).next).toMatchObject({ caseId: caseId(1), due: 'later', daysLeft: null });
    // The case itself says what its list and the home page say.
    for (const row of [fixed!, computed!]) {
      expect((await station.api.cases.get({ caseId: row.caseId })).row).toEqual(row);
    }
  });

  test('counted from a table as the rules count them', () => {
    const count = workingDayCounter(catalogue.calendar);
    const day = fc.integer({ min: dayNumber('2016-06-01'), max: dayNumber('2028-06-01') }).map(fromDayNumber);
    fc.assert(
      fc.property(day, day, (from, to) => {
        // The rules answer -0 for a weekend gone by; a table has only one zero.
        expect(count(from, to) === workingDaysBetween(catalogue.calendar, from, to)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    for (const edge of ['2017-12-31', '2018-01-01', '2026-12-31', '2027-01-01']) {
      for (const other of ['2017-12-30', '2018-01-02', '2026-12-30', '2027-01-02', edge]) {
        expect(count(edge, other) === workingDaysBetween(catalogue.calendar, edge, other)).toBe(true);
      }
    }
    expect(addWorkingDays(catalogue.calendar, '2026-09-30', 5)).toEqual({ date: '2026-10-13' });
  });
});

describe('the place in a list', () => {
  test('is told with its neighbours in every order, also by a case that has left the list', async () => {
    const due = ['2026-10-12', '2026-10-08', '2026-10-08', null, null, '2026-12-01'];
    const { station } = await queueOf(
      due.map((dueOn, i) => bare(i + 1, { dueOn, name: '丙甲乙甲丁甲'[i]!, district: i % 2 ? '370103' : '370102' })),
    );
    await decide(station, caseId(5), 'condition:c.degree', 'pass');
    await signCase(station, caseId(3));
    const filters: CaseFilter[] = [{}, { district: '370103' }, { state: 'new' }, { text: '甲' }, { due: 'later' }];
    for (const filter of filters) {
      for (const by of ['due', 'number', 'applicant', 'programme', 'state'] as const) {
        for (const descending of [false, true]) {
          const sort = { by, descending };
          const { rows, total } = await list(station, filter, sort);
          for (const [i, { caseId: id }] of rows.entries()) {
            const later = [...rows.slice(i + 1), ...rows.slice(0, i)];
            expect(await station.api.queue.place({ caseId: id, filter, sort })).toEqual({
              before: i,
              total,
              previous: rows[i - 1]?.caseId ?? null,
              next: rows[i + 1]?.caseId ?? null,
              nextOpen: later.find(({ state }) => state === 'new' || state === 'reviewing')?.caseId ?? null,
            });
          }
        }
      }
    }
    const gone = { caseId: caseId(3), filter: { due: 'week' }, sort: { by: 'due', descending: false } } as const;
    expect(await station.api.queue.place(gone)).toMatchObject({ previous: caseId(2), next: caseId(1), total: 2 });
    expect((await refused(station.api.queue.place({ ...gone, caseId: caseId(99) }))).code).toBe('CASE_UNKNOWN');
  });
});

describe('what lists go by', () => {
  /** Cases whose row says otherwise than their state and their desk. */
  const strays = ({ session }: Station) =>
    session()
      .db.read.reads(
        `SELECT c.number, c.stage, s.state, c.assigned, d.assignee FROM cases c JOIN case_status s ON s.case_id = c.case_id
         LEFT JOIN case_desk d ON d.case_id = c.case_id
         WHERE c.assigned <> (d.assignee IS NOT NULL)
           OR c.stage <> instr('new      reviewingsigned   exported acknowledged', s.state) / 9`,
      )
      .all();

  test('follows states and assignments, back and forth, and when the tables are rebuilt from the journal', async () => {
    const { station, office, certificate } = await queueOf([1, 2, 3, 4].map((n) => bare(n)));
    const { api, session, personId } = station;
    const stages = () =>
      session()
        .db.read.reads<{ stage: number; assigned: number }>('SELECT stage, assigned FROM cases ORDER BY number')
        .all();
    const run = async (kind: 'assign' | 'withdraw', n: number) => {
      const cases = { caseIds: [caseId(n)] };
      const act = kind === 'assign' ? { kind, assignee: personId } : { kind };
      const { digest } = await api.queue.plan({ cases, act });
      return api.queue.run({ cases, act, digest });
    };
    await run('assign', 1);
    await run('assign', 2);
    await run('withdraw', 2);
    const { batchId } = await run('assign', 3);
    await decide(station, caseId(4), 'condition:c.degree', 'pass');
    await api.review.undo({ caseId: caseId(4) });
    await decide(station, caseId(3), 'condition:c.degree', 'pass');
    await signCase(station, caseId(1));
    await signCase(station, caseId(2));
    await exportFile(station, path.join(station.folder, '..', 'out.qpb'));
    expect(stages()).toEqual([
      { stage: 3, assigned: 1 },
      { stage: 3, assigned: 0 },
      { stage: 1, assigned: 1 },
      { stage: 0, assigned: 0 },
    ]);
    await api.queue.undo({ batchId });
    await office.receive(path.join(station.folder, '..', 'out.qpb'));
    await importFile(station, await office.acknowledge(certificate));
    expect(stages().map(({ stage, assigned }) => stage * 2 + assigned)).toEqual([9, 8, 2, 0]);
    expect(strays(station)).toEqual([]);
    const before = stages();
    rebuildProjections(session().db, projections);
    expect([stages(), strays(station)]).toEqual([before, []]);
  });
});

describe('the next case', () => {
  test('goes on by due date, passes finished ones, and begins again at the end', async () => {
    const due = ['2026-10-12', '2026-10-08', '2026-10-08', null, null];
    const { station } = await queueOf(due.map((dueOn, i) => bare(i + 1, { dueOn })));
    const next = async (from: number | null) => {
      const { caseId: id } = await station.api.cases.next({ caseId: from === null ? null : caseId(from) });
      return id === null ? null : Number.parseInt(id.slice(-4), 16);
    };
    const walk = async () => {
      const seen = [await next(null)];
      for (let at = await next(seen[0]!); at !== seen[0] && at !== null; at = await next(at)) seen.push(at);
      return seen;
    };
    expect(await walk()).toEqual([2, 3, 1, 4, 5]);
    expect((await station.api.cases.home({})).next).toMatchObject({ caseId: caseId(2) });
    await signCase(station, caseId(3));
    await signCase(station, caseId(4));
    expect(await walk()).toEqual([2, 1, 5]);
    expect(await next(3)).toBe(1);
    expect(await next(4)).toBe(5);
    for (const n of [1, 2]) await signCase(station, caseId(n));
    expect([await next(null), await next(5), await next(1)]).toEqual([5, null, 5]);
    await signCase(station, caseId(5));
    expect([await next(null), await next(5)]).toEqual([null, null]);
  });

  test('twins with one number and one date are both passed through', async () => {
    const { station } = await queueOf([1, 2, 3].map((n) => bare(n, { number: '同号-0001', dueOn: '2026-10-12' })));
    const seen: string[] = [];
    for (let at: string | null = null; seen.length < 3; ) {
      at = (await station.api.cases.next({ caseId: at })).caseId;
      seen.push(at!);
    }
    expect(seen.toSorted()).toEqual([1, 2, 3].map(caseId));
  });
});
