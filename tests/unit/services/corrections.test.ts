import { describe, expect, test } from 'vitest';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import { type ReasonCode, reviewRecord, type Verdict } from '#shared/domain/review.ts';
import { caseId, PASSING_FACTS, type TestFile, TUITION_FILES, tuitionCase } from '#tests/support/cases.ts';
import { type Desk, openDesk } from '#tests/support/centre.ts';
import {
  eventsOf,
  exportFile,
  importFile,
  logicalDump,
  PASSPHRASE,
  refused,
  type Station,
} from '#tests/support/core.ts';
import { pagedPdf } from '#tests/support/pagedPdf.ts';
import { addEvidence, decide, decideAll, itemOf, signCase } from '#tests/support/reviewing.ts';

const ONE = caseId(1);
const DEGREE = 'condition:c.degree';
const FORM = 'material:application';
const TRANSCRIPT = 'material:transcript';

const fixed = (file: TestFile): TestFile => ({ ...file, bytes: Buffer.from(`%PDF-1.4\n${file.name}\n`) });
const FILES = TUITION_FILES.map(fixed);
/** The files with one of them corrected. */
const corrected = (name: string): TestFile[] =>
  FILES.map((file) => (file.name === name ? { ...file, bytes: Buffer.from(`%PDF-1.4\nnew ${name}\n`) } : file));

async function atWork(): Promise<Desk> {
  const desk = await openDesk();
  await importFile(desk.station, await desk.office.issue([tuitionCase(1, { files: FILES })], desk.certificate));
  return desk;
}

async function comeAgain({ station, office, certificate }: Desk, changes: Parameters<typeof tuitionCase>[1]) {
  return importFile(station, await office.issue([tuitionCase(1, { files: FILES, ...changes })], certificate));
}

const verdictsOf = async ({ api }: Station) =>
  new Map((await api.review.checklist({ caseId: ONE })).items.map((item) => [item.itemId, item.verdict?.verdict]));

async function opened(station: Station): Promise<string[]> {
  return [...(await verdictsOf(station))].filter(([, verdict]) => verdict === undefined).map(([itemId]) => itemId);
}

describe('a corrected case comes in', () => {
  test('exactly the verdicts that rest on the changed file open; the others, their notes and evidence stay', async () => {
    const desk = await atWork();
    const { station } = desk;
    await decideAll(station, ONE);
    await decide(station, ONE, DEGREE, 'fail', { reason: 'contradiction', note: '证书为学士' });
    await addEvidence(station, ONE, DEGREE, { attachmentId: `${ONE}.2` });
    await addEvidence(station, ONE, 'condition:c.contract', { attachmentId: `${ONE}.3` });
    const { remarks } = await comeAgain(desk, { files: corrected('学位认证书.pdf') });
    expect((await opened(station)).sort()).toEqual([DEGREE, 'material:authentication']);
    expect(await itemOf(station, ONE, DEGREE)).toMatchObject({ note: '证书为学士', evidence: [{ pageIndex: 0 }] });
    expect(remarks).toEqual(['济留补2023-0001：案卷内容已更新，2 项判定因材料或情况有变须重新核对，其余 15 项保留']);
    const { changes, undo } = await station.api.review.checklist({ caseId: ONE });
    expect(changes).toMatchObject({
      files: [{ change: 'replaced', attachmentId: `${ONE}.2`, name: '学位认证书.pdf' }],
      facts: [],
      items: [DEGREE, 'material:authentication'],
      pending: false,
    });
    expect(undo).toBeNull();
  });

  test('a file that moved keeps its evidence, a new one opens only its material', async () => {
    const desk = await atWork();
    const { station } = desk;
    await decideAll(station, ONE);
    await addEvidence(station, ONE, DEGREE, { attachmentId: `${ONE}.2` });
    const extra = { name: '补充说明.pdf', material: 'transcript', bytes: Buffer.from('%PDF-1.4\nmore\n') };
    await comeAgain(desk, { files: [extra, ...FILES] });
    expect(await opened(station)).toEqual([TRANSCRIPT]);
    const { evidence } = await itemOf(station, ONE, DEGREE);
    const { attachments } = await station.api.cases.get({ caseId: ONE });
    const named = attachments.find(({ attachmentId }) => attachmentId === evidence[0]!.attachmentId);
    expect([named?.name, named?.sha256]).toEqual(['学位认证书.pdf', evidence[0]!.fileSha256]);
  });

  test('a declared value that changes opens the items that rest on it and its observed value', async () => {
    const desk = await atWork();
    const { station } = desk;
    const key = 'employment.contractKind';
    await decideAll(station, ONE);
    const { facts } = await station.api.review.observeFact({
      ...{ caseId: ONE, key, value: 'task', note: '合同', evidenceId: null, revision: 0 },
    });
    expect(facts.find((one) => one.key === key)?.observed?.finding).toBe('differs');
    await comeAgain(desk, { facts: { ...PASSING_FACTS, [key]: 'open-ended' } });
    const { changes, findings } = await station.api.review.checklist({ caseId: ONE });
    expect(changes).toMatchObject({ facts: [{ label: '合同或任用形式' }], observed: ['合同或任用形式'] });
    expect(changes?.facts[0]?.before).not.toBe(changes?.facts[0]?.after);
    expect(findings).toEqual([]);
    expect(await opened(station)).toEqual(['condition:c.contract']);
  });

  test('another applicant or another day of application opens everything', async () => {
    const desk = await atWork();
    await decideAll(desk.station, ONE);
    await comeAgain(desk, { appliedOn: '2023-05-09' });
    const verdicts = await verdictsOf(desk.station);
    expect(await opened(desk.station)).toEqual([...verdicts.keys()]);
  });

  test('only the step moves on: nothing opens', async () => {
    const desk = await atWork();
    await decideAll(desk.station, ONE);
    await comeAgain(desk, { dueOn: '2023-06-30' });
    expect(await opened(desk.station)).toEqual([]);
    expect((await desk.station.api.review.checklist({ caseId: ONE })).changes?.fields).toEqual(['办理期限']);
  });
});

describe('a replaced file, page by page', () => {
  const paper = (...pages: string[]) => pagedPdf(pages.map((line) => ({ lines: [line] })));
  const withDegree = (bytes: Uint8Array) =>
    FILES.map((file) => (file.material === 'authentication' ? { ...file, bytes } : file));
  const FILE = `${ONE}.2`;
  const CONTRACT = 'condition:c.contract';

  /** Verdicts with evidence on the first and the third page of one file. */
  async function begun(): Promise<Desk> {
    const desk = await openDesk();
    const { station, office, certificate } = desk;
    const files = withDegree(paper('Certificate', 'Transcript', 'Contract'));
    await importFile(station, await office.issue([tuitionCase(1, { files })], certificate));
    await decideAll(station, ONE);
    await addEvidence(station, ONE, DEGREE, { attachmentId: FILE });
    await addEvidence(station, ONE, CONTRACT, { attachmentId: FILE, pageIndex: 2, pageLabel: '3', quote: '' });
    await station.api.review.viewed({
      attachmentId: FILE,
      pages: [0, 1, 2].map((page) => ({ page, ms: 5000 })),
    });
    return desk;
  }
  const phasesOf = ({ station: { events } }: Desk) =>
    new Set(events.flatMap((event) => (event.type === 'task' ? [event.task.progress.phase] : [])));
  const placeOf = async ({ station }: Desk, itemId: string) => (await itemOf(station, ONE, itemId)).evidence[0]!.place;
  const viewedPages = async ({ station }: Desk) =>
    (await station.api.cases.get({ caseId: ONE })).attachments.find(({ attachmentId }) => attachmentId === FILE)!
      .viewedPages;

  test('only what rests on a changed page opens; evidence and receipts of the others move with their pages', async () => {
    const desk = await begun();
    const { station } = desk;
    await comeAgain(desk, { files: withDegree(paper('New cover', 'Certificate', 'Transcript corrected', 'Contract')) });
    expect((await opened(station)).sort()).toEqual(['material:authentication']);
    expect(await placeOf(desk, DEGREE)).toMatchObject({ attachmentId: FILE, pageIndex: 1 });
    expect(await placeOf(desk, CONTRACT)).toMatchObject({ attachmentId: FILE, pageIndex: 3 });
    expect(await viewedPages(desk)).toEqual([1, 3]);
    const { changes } = await station.api.review.checklist({ caseId: ONE });
    expect(changes?.files).toMatchObject([
      {
        change: 'replaced',
        pages: {
          told: true,
          before: 3,
          after: 4,
          kept: [
            [0, 1, 1],
            [2, 3, 1],
          ],
          changed: [[1, 2]],
        },
      },
    ]);
    const { entries } = await station.api.cases.history({ caseId: ONE });
    expect(entries.map(({ sentence }) => sentence)).toContain(
      '案卷 济留补2023-0001 被新的案卷包更新，逐页比对 1 个文件，2 页有变化，1 项判定或核实值须重新核对',
    );
    // The next version is held against this one; the anchor itself stays as it was taken.
    await comeAgain(desk, { files: withDegree(paper('Certificate', 'Contract other')) });
    expect((await opened(station)).sort()).toEqual([CONTRACT, 'material:authentication'].sort());
    expect(await placeOf(desk, DEGREE)).toMatchObject({ pageIndex: 0 });
    const { evidence } = await itemOf(station, ONE, CONTRACT);
    expect(evidence[0]).toMatchObject({ pageIndex: 2, pageLabel: '3', place: { pageIndex: 3 } });
    const { attachments } = await station.api.cases.get({ caseId: ONE });
    expect(attachments.map(({ sha256 }) => sha256)).not.toContain(evidence[0]!.place!.fileSha256);
  });

  test('a file that was only saved again opens nothing, and tables rebuilt from the journal are the same', async () => {
    const desk = await begun();
    const { station } = desk;
    const pages = ['Certificate', 'Transcript', 'Contract'].map((line) => ({ lines: [line] }));
    const saved = pagedPdf(pages, { producer: 'other', turned: true, compress: true });
    const { remarks } = await comeAgain(desk, { files: withDegree(saved) });
    expect(remarks).toEqual(['济留补2023-0001：案卷内容已更新，没有判定受影响，其余 17 项保留']);
    expect(await opened(station)).toEqual([]);
    expect(phasesOf(desk)).toContain('pages');
    expect(await viewedPages(desk)).toEqual([0, 1, 2]);
    const { db } = station.session();
    const tables = [...projections.tables];
    const before = logicalDump(db.read, { tables });
    rebuildProjections(db, projections);
    expect(logicalDump(db.read, { tables })).toBe(before);
    // What is signed is the anchor as it was taken.
    await signCase(station, ONE);
    const [{ record }] = eventsOf<{ record: string }>(station, 'case.signed') as [{ record: string }];
    const signed = reviewRecord.parse(JSON.parse(record)).items.find(({ itemId }) => itemId === CONTRACT);
    expect(signed?.evidence).toMatchObject([{ attachmentId: FILE, pageIndex: 2 }]);
  });

  test('a file nobody can read counts as another on every page and says why; put away, it stays so for this version', async () => {
    const desk = await begun();
    const { api } = desk.station;
    await comeAgain(desk, { files: withDegree(Buffer.from('%PDF-1.4\nbroken\n')) });
    expect((await opened(desk.station)).sort()).toEqual([CONTRACT, DEGREE, 'material:authentication'].sort());
    const { changes } = await desk.station.api.review.checklist({ caseId: ONE });
    expect(changes?.files[0]?.pages).toEqual({ told: false, why: 'damaged' });
    const away = async () => (await api.review.checklist({ caseId: ONE })).changes?.away;
    expect(changes?.away).toBe(false);
    expect((await api.review.putChangesAway({ caseId: ONE, away: true })).changes?.away).toBe(true);
    expect(await away()).toBe(true);
    await api.review.putChangesAway({ caseId: ONE, away: false });
    expect(await away()).toBe(false);
    await api.review.putChangesAway({ caseId: ONE, away: true });
    await comeAgain(desk, { files: withDegree(paper('Certificate')) });
    expect(await away()).toBe(false);
  });

  test('files without evidence are not read, and cancelling leaves everything as it was', async () => {
    const desk = await begun();
    const { station, office, certificate } = desk;
    const other = FILES.map((file) =>
      file.name === '申报表.pdf' ? { ...file, bytes: Buffer.from('%PDF-1.4\nnew\n') } : file,
    );
    const degree = withDegree(paper('Certificate', 'Transcript', 'Contract'))[1]!;
    await comeAgain(desk, { files: [other[0]!, degree, ...other.slice(2)] });
    expect(phasesOf(desk)).not.toContain('pages');
    const before = logicalDump(station.session().db.read, { journal: false });
    const files = [other[0]!, { ...degree, bytes: paper('Certificate', 'Other', 'Contract') }, ...other.slice(2)];
    const path = await office.issue([tuitionCase(1, { files })], certificate);
    const stop = station.subscribe((event) => {
      if (event.type !== 'task' || event.task.progress.phase !== 'pages') return;
      stop();
      void station.api.transfer.cancel({ taskId: event.task.taskId });
    });
    expect((await refused(importFile(station, path))).code).toBe('CANCELLED');
    expect(logicalDump(station.session().db.read, { journal: false })).toBe(before);
    await importFile(station, path);
    expect(await opened(station)).toContain('material:authentication');
  });
});

describe('退回补正', () => {
  const returned: Record<string, [Verdict, ReasonCode | null]> = { [FORM]: ['supplement', 'material-illegible'] };

  async function sentBack(): Promise<Desk> {
    const desk = await atWork();
    await decideAll(desk.station, ONE, returned);
    return desk;
  }

  test('makes a list of what is asked, with its day by working days', async () => {
    const { station } = await sentBack();
    const { revision } = await itemOf(station, ONE, FORM);
    await station.api.review.setNote({ caseId: ONE, itemId: FORM, note: '请重新扫描第 2 页', revision });
    const { supplement, supplementNote, opinion } = await station.api.review.outcome({ caseId: ONE });
    expect(supplement).toMatchObject({ askedOn: '2026-11-21', workingDays: null, dueOn: null });
    expect(supplementNote).toBe('政策文件没有规定补正期限，需人工核定');
    const result = { decision: 'supplement', amount: null, opinion } as const;
    const { saved, blockers } = await station.api.review.setOutcome({
      ...{ caseId: ONE, result, supplementDue: { workingDays: 5, dueOn: null } },
    });
    // 2026-11-21 is a Saturday: Monday to Friday.
    expect(saved?.supplement).toMatchObject({
      workingDays: 5,
      dueOn: '2026-11-27',
      items: [{ itemId: FORM, ask: '请重新扫描第 2 页' }],
    });
    expect(blockers).toEqual([]);
  });

  test('another list than was saved keeps it from being signed; saved again it keeps its day', async () => {
    const { station } = await sentBack();
    const result = { decision: 'supplement', amount: null, opinion: '请补正' } as const;
    const due = { workingDays: null, dueOn: '2026-12-10' };
    await station.api.review.setOutcome({ caseId: ONE, result, supplementDue: due });
    await decide(station, ONE, TRANSCRIPT, 'supplement', { note: '缺第二学期' });
    const stale = await station.api.review.outcome({ caseId: ONE });
    expect(stale.blockers.map(({ code }) => code)).toEqual(['SUPPLEMENT_STALE']);
    const { saved, blockers } = await station.api.review.setOutcome({ caseId: ONE, result });
    expect(blockers).toEqual([]);
    expect(saved?.supplement).toMatchObject({ dueOn: '2026-12-10', items: [{ itemId: FORM }, { itemId: TRANSCRIPT }] });
  });

  test('beyond the calendar a person fixes the day', async () => {
    const { station } = await sentBack();
    const result = { decision: 'supplement', amount: null, opinion: '请补正' } as const;
    const { saved, warnings } = await station.api.review.setOutcome({
      ...{ caseId: ONE, result, supplementDue: { workingDays: 60, dueOn: null } },
    });
    expect(saved?.supplement?.dueOn).toBeNull();
    expect(warnings).toContain('补正期限没有核定，补正清单上写“需人工核定”');
  });

  test('the corrected case opens the signed one again, and only what it touches', async () => {
    const desk = await atWork();
    const { station, office } = desk;
    await signCase(station, ONE, returned);
    const path = `${station.folder}-out.qpb`;
    await exportFile(station, path);
    expect((await office.receive(path)).reviews[0]?.supplement?.items).toHaveLength(1);
    const { remarks } = await comeAgain(desk, { files: corrected('申报表.pdf') });
    expect(remarks).toEqual([
      '济留补2023-0001：补正后的案卷已到，案卷重新开启：1 项判定因材料或情况有变须重新核对，其余 16 项保留',
    ]);
    expect(await opened(station)).toEqual([FORM]);
    const { row, version } = await station.api.cases.get({ caseId: ONE });
    expect([row.state, row.decision, version]).toEqual(['reviewing', null, 1]);
    await decide(station, ONE, FORM, 'pass');
    const { suggested, opinion } = await station.api.review.outcome({ caseId: ONE });
    expect(suggested).toBe('recommend');
    await station.api.review.setOutcome({ caseId: ONE, result: { decision: 'recommend', amount: null, opinion } });
    expect((await station.api.review.sign({ caseId: ONE, passphrase: PASSPHRASE })).version).toBe(2);
    expect((await station.api.review.checklist({ caseId: ONE })).changes).toBeNull();
  });

  test('a recommended case stays signed; opened by a person, what changed meanwhile opens with it', async () => {
    const desk = await atWork();
    const { station } = desk;
    await signCase(station, ONE);
    await comeAgain(desk, { files: corrected('申报表.pdf') });
    await comeAgain(desk, { files: corrected('成绩单.pdf') });
    const list = await station.api.review.checklist({ caseId: ONE });
    expect([list.locked, list.decided, list.changes?.pending]).toEqual([true, 17, true]);
    const reopened = await station.api.review.reopen({ caseId: ONE, reason: 'correction', note: '' });
    expect(reopened).toMatchObject({ locked: false, decided: 15, changes: { pending: false } });
    expect((await opened(station)).sort()).toEqual([FORM, TRANSCRIPT].sort());
  });
});

describe('versions', () => {
  test('are listed, and told apart field by field', async () => {
    const { station } = await atWork();
    const { api } = station;
    await signCase(station, ONE);
    await api.review.reopen({ caseId: ONE, reason: 'mistake', note: '' });
    await decide(station, ONE, DEGREE, 'fail', { reason: 'material-missing', note: '没有证书' });
    const fields = async (to: number | null) =>
      (await api.review.compare({ caseId: ONE, from: 1, to })).differences.map(({ where, field, before, after }) => [
        ...[where, field, before, after].slice(0, field === '审核意见' ? 2 : 4),
      ]);
    expect(await fields(null)).toEqual([
      ['学士及以上学位', '判定', '符合', '不符合'],
      ['学士及以上学位', '原因', null, '材料缺失'],
      ['学士及以上学位', '备注', null, '没有证书'],
    ]);
    const { drafts } = await api.review.outcome({ caseId: ONE });
    await api.review.setOutcome({ caseId: ONE, result: { decision: 'reject', amount: null, opinion: drafts.reject } });
    await api.review.sign({ caseId: ONE, passphrase: PASSPHRASE });
    const { versions } = await api.review.versions({ caseId: ONE });
    expect(versions.map(({ version, decision, signedBy }) => [version, decision, signedBy])).toEqual([
      [2, 'reject', '李审核'],
      [1, 'recommend', '李审核'],
    ]);
    expect((await fields(2)).slice(3)).toEqual([
      ['结论', '结论', '推荐', '不予推荐'],
      ['结论', '金额', expect.stringContaining('30000.00 元；分批'), null],
      ['结论', '审核意见'],
    ]);
    await expect(api.review.compare({ caseId: ONE, from: 3, to: null })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});

describe('the clauses behind an item', () => {
  test('are told in our own words with their citation', async () => {
    const { station } = await atWork();
    const { cites, requirement } = await itemOf(station, ONE, DEGREE);
    const { lines, related, rule } = await station.api.review.clauses({ caseId: ONE, itemId: DEGREE });
    expect(rule).toBe('26');
    expect(lines).not.toEqual([]);
    expect(lines[0]!.cite.map(({ label }) => label)).toEqual(cites.map(({ label }) => label));
    expect(JSON.stringify(lines)).toContain(requirement.slice(0, 6));
    expect(related.every(({ line }) => line.cite.some(({ clause }) => cites.some(({ id }) => id === clause)))).toBe(
      true,
    );
    const unknown = station.api.review.clauses({ caseId: ONE, itemId: 'condition:c.nothing' });
    await expect(unknown).rejects.toMatchObject({ code: 'ITEM_UNKNOWN' });
  });
});
