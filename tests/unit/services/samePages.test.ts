import { expect, test } from 'vitest';
import { dropCase } from '#db/queries/privacy.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { type Desk, openDesk } from '#tests/support/centre.ts';
import { importFile, logicalDump, refused, type Station } from '#tests/support/core.ts';
import { pagedPdf, type TestPage } from '#tests/support/pagedPdf.ts';

const [ONE, TWO, THREE] = [caseId(1), caseId(2), caseId(3)];

const sentence = (n: number) => `Clause ${n}: the parties agree on work in Jinan from 2023 on.`;
const page = (n: number): TestPage => ({ lines: [sentence(n), 'Signed by both'] });
/** Too little to say where it is from. */
const BLANK: TestPage = { lines: ['2023'] };
const noise = Array.from({ length: 250 * 250 }, (_, i) => (i * 7919) % 251);

/** A case whose degree paper is this file; the other papers and the telephone are its own. */
function withPaper(n: number, bytes: Uint8Array, extension = 'pdf') {
  const made = tuitionCase(n, {
    files: [
      { name: `申报表${n}.pdf`, material: 'application' },
      { name: `认证${n}.${extension}`, material: 'authentication', bytes, extension },
    ],
  });
  return { ...made, record: { ...made.record, applicant: { ...made.record.applicant, phone: '' } } };
}

const bring = async (desk: Desk, ...cases: Parameters<Desk['office']['issue']>[0]) =>
  importFile(desk.station, await desk.office.issue(cases, desk.certificate));
const compare = async (station: Station) =>
  (await station.ended(await station.api.crosscheck.comparePages({}))).pagesReport;
const pageHits = async ({ api }: Station, id: string) =>
  (await api.crosscheck.ofCase({ caseId: id })).hits.filter(({ kind }) => kind === 'page');

test('the same page in other files is found when asked for, told with file and number, pinned and kept', async () => {
  const desk = await openDesk();
  const { station } = desk;
  const { api } = station;
  await bring(
    desk,
    withPaper(1, pagedPdf([page(1), page(2), BLANK])),
    withPaper(2, pagedPdf([BLANK, page(9), page(2)], { producer: 'other', turned: true, compress: true })),
    withPaper(3, pagedPdf([BLANK, page(7)])),
  );
  expect(await pageHits(station, ONE)).toEqual([]);
  // Files of test cases that are no PDFs are told as such.
  expect(await compare(station)).toEqual({ files: 6, pages: 8, problems: { damaged: 3 } });
  expect(await api.crosscheck.pageState({})).toEqual({ files: 6, read: 6, unreadable: 3 });
  const [hit] = await pageHits(station, ONE);
  expect(hit).toMatchObject({
    state: 'open',
    files: [],
    pages: [{ names: ['认证1.pdf', '认证2.pdf'], pages: [[2, 3]] }],
  });
  expect(hit!.summary).toContain('有 1 页内容相同');
  expect(await pageHits(station, TWO)).toHaveLength(1);
  expect(await pageHits(station, THREE)).toEqual([]);
  const { hitId, evidence } = hit!;
  await api.crosscheck.decide({ hitId, evidence, decision: 'confirmed', reason: 'file-reused', note: '同一合同' });
  // Another file comes in: read on its own, found, and what was decided stays.
  await bring(desk, withPaper(4, pagedPdf([page(7), page(8)])));
  expect(await compare(station)).toMatchObject({ files: 2, pages: 2 });
  expect((await pageHits(station, THREE)).map(({ pages }) => pages[0]!.pages)).toEqual([[[2, 1]]]);
  expect((await pageHits(station, ONE)).map(({ state }) => state)).toEqual(['confirmed']);
  const { outcome } = api.review;
  expect((await outcome({ caseId: THREE })).warnings).toContain('交叉核查还有未处理的命中：相同页面 1 条');
  // Computed anew, the same is found.
  const tables = ['cross_hits', 'cross_keys', 'cross_checked', 'page_files', 'page_marks'];
  const before = logicalDump(station.session().db.read, { tables });
  await api.crosscheck.check({});
  await expect.poll(() => logicalDump(station.session().db.read, { tables })).toBe(before);
});

test('a scan put into another file, and a text laid out anew', async () => {
  const desk = await openDesk();
  const { station } = desk;
  const words = Array.from({ length: 5 }, (_, i) => sentence(i));
  await bring(
    desk,
    withPaper(1, pagedPdf([{ lines: [], image: noise }, { lines: words }])),
    withPaper(2, pagedPdf([{ lines: ['Received 2023'], image: noise }])),
    withPaper(3, pagedPdf([{ lines: words, rotate: 90 }])),
  );
  await compare(station);
  expect((await pageHits(station, ONE)).map(({ pages }) => pages[0]!.pages)).toEqual([[[1, 1]], [[2, 1]]]);
});

test('what more cases than a few have is a form, and blank pages are nobody’s', async () => {
  const desk = await openDesk();
  const { station } = desk;
  const form = (n: number) => withPaper(n, pagedPdf([page(1), BLANK, { lines: [`Filled in by ${n}`] }]));
  await bring(desk, ...Array.from({ length: 20 }, (_, i) => form(i + 1)));
  await compare(station);
  expect(await pageHits(station, ONE)).toHaveLength(19);
  await bring(desk, form(21));
  await compare(station);
  expect(await pageHits(station, caseId(21))).toEqual([]);
});

test('stopped, it goes on where it was; the same file is read once; one task at a time', async () => {
  const desk = await openDesk();
  const { station } = desk;
  const same = pagedPdf([page(1)]);
  await bring(desk, withPaper(1, same), withPaper(2, same), withPaper(3, pagedPdf([page(3)])));
  const stop = station.subscribe((event) => {
    if (event.type !== 'task' || event.task.progress.filesDone < 1) return;
    stop();
    void station.api.transfer.cancel({ taskId: event.task.taskId });
  });
  const task = await station.api.crosscheck.comparePages({});
  expect((await refused(Promise.resolve().then(() => station.api.crosscheck.comparePages({})))).code).toBe(
    'TASK_RUNNING',
  );
  expect((await station.ended(task)).state).toBe('cancelled');
  const { read, files } = await station.api.crosscheck.pageState({});
  expect(files).toBe(5);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(5);
  expect((await compare(station))!.files).toBe(5 - read);
  // The same bytes are the same file, not the same page in another.
  expect(await pageHits(station, ONE)).toEqual([]);
  // With the last case that has a file goes what was read of it.
  const { db } = station.session();
  const marks = () => db.read.reads<{ n: number }>('SELECT count(*) n FROM page_marks').get()!.n;
  const all = marks();
  db.write((tx) => dropCase(tx, ONE, []));
  expect(marks()).toBe(all);
  db.write((tx) => dropCase(tx, TWO, []));
  expect(marks()).toBeLessThan(all);
});
