/** What a whole office may do at any moment, for the property that all tables follow from the journal: batches, second reviews, notices. */
import type { Certificate } from '#main/bundle/certificate.ts';
import type { BatchAct } from '#shared/api/queue.ts';
import type { ChoiceInput, SecondRow } from '#shared/api/second.ts';
import { caseId, tuitionCase } from './cases.ts';
import type { Desk } from './centre.ts';
import { exportFile, importFile, PASSPHRASE } from './core.ts';
import { addEvidence, decideAll, signCase } from './reviewing.ts';

export type Act = (caseId: string, seed: number) => Promise<unknown>;
export type Weighted = readonly [number, Act];
export type People = ReadonlyMap<string, Certificate>;

const DAY = 86_400_000;
const day = (now: number, days = 0) => new Date(now + days * DAY).toISOString().slice(0, 10);

/** Assigned, flagged, concluded as one, and taken back as one. */
export function batchActs({ station: { api } }: Desk, people: People, cases: readonly string[]): Weighted[] {
  const run = async (act: BatchAct) => {
    const chosen = { caseIds: [...cases] };
    const { digest } = await api.queue.plan({ cases: chosen, act });
    return api.queue.run({ cases: chosen, act, digest });
  };
  return [
    [1, (_, seed) => run({ kind: 'assign', assignee: [...people.keys()][seed % people.size]! })],
    [1, () => run({ kind: 'withdraw' })],
    [1, (_, seed) => run({ kind: 'flag', flagged: seed % 2 === 0 })],
    [1, (_, seed) => run({ kind: 'outcome', decision: seed % 2 ? 'recommend' : 'reject' })],
    [
      1,
      async () => {
        const { batch } = await api.queue.last({});
        return batch && api.queue.undo({ batchId: batch.batchId });
      },
    ],
  ];
}

/** Two people on one case, from the question to the signature, with every turn in between. */
export function secondActs(desk: Desk, turn: (personId: string) => Promise<unknown>): Weighted[] {
  const { station } = desk;
  const { api } = station;
  const rows = async () => (await api.second.list({})).rows;
  const some = async (seed: number, fits: (row: SecondRow) => boolean) => {
    const found = (await rows()).filter(fits);
    return found[seed % found.length];
  };
  const settle = async (secondId: string, seed: number) => {
    const { fields } = await api.second.adjudication({ secondId });
    const kinds = ['first', 'second', 'return'] as const;
    const choices = fields
      .filter(({ kind }) => kind !== 'amount')
      .map(({ field }, i): ChoiceInput => ({ field, choice: kinds[(seed + i) % 3]!, reason: `理由 ${seed}` }));
    return api.second.adjudicate({ secondId, choices, passphrase: PASSPHRASE });
  };
  return [
    [3, (id, seed) => api.second.ask({ caseIds: [id], blind: seed % 3 > 0 })],
    [1, (_, seed) => api.second.draw({ programme: null, size: 1 + (seed % 2), seed: `${seed}`, blind: true })],
    [
      6,
      async (_, seed) => {
        const row = await some(seed, ({ step }) => step === 'take');
        return row && api.second.take({ secondId: row.secondId });
      },
    ],
    [
      6,
      async (_, seed) => {
        const row = await some(seed, ({ step }) => step === 'work');
        if (!row) return;
        await decideAll(station, row.secondId, seed % 2 ? { 'condition:c.degree': ['fail', 'material-missing'] } : {});
        if (seed % 4)
          await signCase(station, row.secondId, seed % 2 ? { 'condition:c.degree': ['fail', 'material-missing'] } : {});
      },
    ],
    [
      2,
      async (_, seed) => {
        const row = await some(seed, ({ releasable }) => releasable);
        if (!row) return;
        const { persons } = await api.second.successors({ secondId: row.secondId });
        const to = seed % 2 ? (persons[0]?.personId ?? null) : null;
        return api.second.release({ secondId: row.secondId, to, reason: `出差 ${seed}` });
      },
    ],
    [
      6,
      async (_, seed) => {
        const row = await some(seed, ({ step }) => step === 'adjudicate');
        return row && settle(row.secondId, seed);
      },
    ],
    [
      3,
      async (_, seed) => {
        const row = await some(seed, ({ step }) => step === 'renew');
        return row && api.second.renew({ secondId: row.secondId });
      },
    ],
    /** The first of them: reworks what came back, or whatever else is open. */
    [2, (id) => signCase(station, id)],
    [3, (_, seed) => turn(seed % 2 ? 'approver' : 'any')],
  ];
}

const HITS = { offset: 0, limit: 10 };

/** Hits of cross-checks decided and taken back; notices put up, objected to, settled, ended. */
export function noticeActs({ station: { api, clock } }: Desk): Weighted[] {
  const open = async (seed: number) => {
    const { publicities } = await api.publicity.list({});
    const running = publicities.filter(({ phase }) => phase !== 'closed' && phase !== 'cancelled');
    return running.length > 0 ? api.publicity.get({ publicityId: running[seed % running.length]!.publicityId }) : null;
  };
  return [
    [
      2,
      async (_, seed) => {
        const [hit] = (await api.crosscheck.list({ ...HITS, state: 'open' })).hits;
        if (!hit) return;
        const decision = seed % 2 ? ('dismissed' as const) : ('confirmed' as const);
        const reason = seed % 2 ? ('dismissed-other' as const) : ('confirmed-other' as const);
        return api.crosscheck.decide({
          hitId: hit.hitId,
          evidence: hit.evidence,
          decision,
          reason,
          note: `核对 ${seed}`,
        });
      },
    ],
    [
      1,
      async () => {
        const hit = (await api.crosscheck.list(HITS)).hits.find(({ state }) => state !== 'open');
        return hit && api.crosscheck.withdraw({ hitId: hit.hitId });
      },
    ],
    [
      2,
      (id, seed) =>
        api.publicity.open({
          ...{ title: `第 ${seed} 批公示`, caseIds: [id], startsOn: day(clock.now()), days: 1 },
          ...{ endsOn: day(clock.now(), 1), contact: '人才科' },
        }),
    ],
    [
      2,
      async (_, seed) => {
        const notice = await open(seed);
        const about = notice?.rows[0];
        if (!notice || !about) return;
        const { publicityId } = notice;
        const objection = {
          receivedOn: day(clock.now()),
          channel: 'call' as const,
          name: '钱知情',
          contact: '13912345678',
        };
        return api.publicity.object({ publicityId, caseId: about.caseId, ...objection, content: `存疑 ${seed}` });
      },
    ],
    [
      2,
      async (_, seed) => {
        const notice = await open(seed);
        const objection = notice?.objectionList.find(({ settled }) => !settled);
        if (!notice || !objection) return;
        const outcome = seed % 2 ? ('rejected' as const) : ('upheld' as const);
        const { publicityId } = notice;
        const { objectionId } = objection;
        const settlement = `核查 ${seed}`;
        return api.publicity.settle({ publicityId, objectionId, outcome, settledOn: day(clock.now()), settlement });
      },
    ],
    [
      1,
      async (_, seed) => {
        const notice = await open(seed);
        return notice && api.publicity.end({ publicityId: notice.publicityId, state: 'cancelled', note: '内容有误' });
      },
    ],
  ];
}

/** A case that comes, is reviewed, handed back, acknowledged and erased with all its words; the n-th of a test. */
export async function wholeLife(desk: Desk, certificate: Certificate, file: string, n: number): Promise<void> {
  const { station, office } = desk;
  const { api, clock } = station;
  const { bundleId } = await importFile(station, await office.issue([tuitionCase(n)], certificate));
  await signCase(station, caseId(n));
  await exportFile(station, file);
  await office.receive(file);
  clock.advance(1000);
  await importFile(station, await office.acknowledge(certificate));
  await api.privacy.setUntil({ bundleId, until: day(clock.now()), reason: '督查要求' });
  clock.advance(2 * DAY);
  const { state } = await station.ended(await api.privacy.erase({ bundleId, reason: '期满', passphrase: PASSPHRASE }));
  if (state !== 'done') throw new Error(`the batch was not erased: ${state}`);
}

/** Two fresh cases, numbers n and n + 1, through every turn that chance seldom brings to its end. `first` is at work, before and after. */
export async function everyTurn(
  desk: Desk,
  turnTo: (personId: string) => Promise<unknown>,
  { first, second }: Record<'first' | 'second', { personId: string; certificate: Certificate }>,
  n: number,
): Promise<void> {
  const { station, office } = desk;
  const { api, clock } = station;
  const [one, two] = [caseId(n), caseId(n + 1)];
  await importFile(station, await office.issue([tuitionCase(n), tuitionCase(n + 1)], first.certificate));
  await decideAll(station, two);
  await addEvidence(station, two, 'condition:c.degree');
  await api.review.viewed({ attachmentId: `${two}.1`, pages: [{ page: 0, ms: 3000 }] });
  await api.review.undo({ caseId: two });
  await api.review.redo({ caseId: two });
  for (const act of [{ kind: 'flag', flagged: true } as const, { kind: 'outcome', decision: 'recommend' } as const]) {
    const cases = { caseIds: [two] };
    await api.queue.run({ cases, act, digest: (await api.queue.plan({ cases, act })).digest });
  }
  await api.review.sign({ caseId: two, passphrase: PASSPHRASE });
  const { publicityId } = await api.publicity.open({
    ...{ title: '公示', caseIds: [two], startsOn: day(clock.now()), days: 5, endsOn: null, contact: '人才科' },
  });
  const objection = { receivedOn: day(clock.now()), channel: 'call' as const, name: '钱知情', contact: '13912345678' };
  const { objectionList } = await api.publicity.object({ publicityId, caseId: two, ...objection, content: '存疑' });
  const { objectionId } = objectionList[0]!;
  const settled = { outcome: 'rejected' as const, settledOn: day(clock.now()), settlement: '经查属实' };
  await api.publicity.settle({ publicityId, objectionId, ...settled });
  await api.publicity.end({ publicityId, state: 'cancelled', note: '内容有误' });

  await signCase(station, one);
  await api.second.ask({ caseIds: [one], blind: true });
  await turnTo(second.personId);
  const { secondId } = (await api.second.list({})).rows.find((row) => row.caseId === one)!;
  await api.second.take({ secondId });
  await decideAll(station, secondId);
  await api.second.release({ secondId, to: null, reason: '出差' });
  await api.second.take({ secondId });
  await signCase(station, secondId, { 'condition:c.degree': ['fail', 'material-missing'] });
  const bytes = (name: string) => Buffer.from(`%PDF-1.4\n${name} ${n}\n`);
  const files = tuitionCase(n).files.map((file) => ({ ...file, bytes: bytes(file.name) }));
  await importFile(station, await office.issue([tuitionCase(n, { files })], second.certificate));
  await turnTo(first.personId);
  await api.second.renew({ secondId });
  await signCase(station, one);
  await turnTo(second.personId);
  await api.second.renew({ secondId });
  await signCase(station, secondId, { 'condition:c.degree': ['fail', 'material-missing'] });
  const { fields } = await api.second.adjudication({ secondId });
  const choices = fields
    .filter(({ kind }) => kind !== 'amount')
    .map(({ field }): ChoiceInput => ({ field, choice: 'second', reason: '照复核' }));
  await api.second.adjudicate({ secondId, choices, passphrase: PASSPHRASE });
  await turnTo(first.personId);
}
