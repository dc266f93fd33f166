import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadableDb, WorkspaceDatabase } from '#db/database.ts';
import { verifyJournal } from '#db/journal.ts';
import { rebuildProjections } from '#db/projections.ts';
import type { Certificate } from '#main/bundle/certificate.ts';
import { projections } from '#main/createCore.ts';
import { type ErrorCode, Refusal } from '#shared/domain/errors.ts';
import type { EventType } from '#shared/domain/events.ts';
import { caseId, TUITION_FILES, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, type Desk, openDesk } from '#tests/support/centre.ts';
import { exportFile, importFile, logicalDump, PASSPHRASE } from '#tests/support/core.ts';
import { addEvidence, decide, decideAll, signCase } from '#tests/support/reviewing.ts';
import { type Act, batchActs, everyTurn, noticeActs, secondActs, wholeLife } from '#tests/support/teamActs.ts';

const CASES = [1, 2, 3].map(caseId);
/** What a person may well try at the wrong moment; nothing is recorded then. */
const UNTIMELY: readonly ErrorCode[] = [
  'CASE_SIGNED',
  'NOTHING_TO_UNDO',
  'NOTHING_TO_REDO',
  'SIGN_BLOCKED',
  'NOTHING_TO_EXPORT',
  'STALE_WRITE',
  'INPUT_INVALID',
  'ROLE_FORBIDDEN',
  'BATCH_EMPTY',
  'BATCH_UNKNOWN',
  'SECOND_STATE',
  'SECOND_SAME_PERSON',
  'SECOND_BLIND',
  'SECOND_BLIND_LIST',
  'SECOND_OTHERS',
  'SECOND_PENDING',
  'SECOND_RETURNED',
  'SECOND_SIDES',
  'SECOND_CHOICES',
  'SAMPLE_EMPTY',
  'PUBLICITY_STATE',
  'PUBLICITY_ENTRY',
  'PUBLICITY_PERIOD',
  'PUBLICITY_UNKNOWN',
  'CROSS_CHANGED',
  'CROSS_UNKNOWN',
];

/** Everything that writes an event a projection listens to. */
function actsAt({ station, office }: Desk, people: Map<string, Certificate>): (readonly [number, Act])[] {
  const { api } = station;
  let written = 0;
  /** Bundles are opened with the key of whoever is at work. */
  const own = () => people.get(station.session().person.personId)!;
  const turnTo = async (personId: string) => {
    await api.workspace.lock({});
    return api.workspace.unlock({ personId, passphrase: PASSPHRASE });
  };
  const ids = [...people.keys()];
  const turn = (who: string) => turnTo(ids[who === 'approver' ? 1 : station.clock.now() % ids.length]!);
  const itemAt = async (id: string, seed: number) => {
    const { items } = await api.review.checklist({ caseId: id });
    return items[seed % items.length]!;
  };
  return [
    [6, async (id, seed) => decide(station, id, (await itemAt(id, seed)).itemId, seed % 3 ? 'pass' : 'doubt')],
    [2, async (id, seed) => decide(station, id, (await itemAt(id, seed)).itemId, 'fail', { reason: 'duplicate' })],
    [
      2,
      async (id, seed) => {
        const { itemId, revision } = await itemAt(id, seed);
        return api.review.clearVerdict({ caseId: id, itemId, revision });
      },
    ],
    [3, async (id, seed) => addEvidence(station, id, (await itemAt(id, seed % 3)).itemId)],
    [
      3,
      async (id, seed) => {
        const { itemId, evidence } = await itemAt(id, seed % 3);
        const evidenceId = evidence[0]?.id ?? id;
        return api.review.removeEvidence({ caseId: id, itemId, evidenceId });
      },
    ],
    [
      3,
      async (id, seed) => {
        const { itemId, revision } = await itemAt(id, seed);
        return api.review.setNote({ caseId: id, itemId, note: seed % 4 ? `备注 ${seed}` : '', revision });
      },
    ],
    [
      4,
      async (id, seed) => {
        const { facts } = await api.review.checklist({ caseId: id });
        const { key, revision } = facts.find((one) => one.key === 'study.monthsAbroad')!;
        const value = seed % 5 === 0 ? null : 6 + (seed % 20);
        return api.review.observeFact({ caseId: id, key, value, note: `护照 ${seed}`, evidenceId: null, revision });
      },
    ],
    [6, (id) => api.review.undo({ caseId: id })],
    [4, (id) => api.review.redo({ caseId: id })],
    [2, (id, seed) => api.review.viewed({ attachmentId: `${id}.1`, pages: [{ page: seed % 5, ms: seed % 3000 }] })],
    [1, (id) => api.cases.reveal({ caseId: id, field: 'phone', reason: '核对' })],
    [
      2,
      (id, seed) => {
        const decision = seed % 2 ? 'reject' : 'recommend';
        return api.review.setOutcome({ caseId: id, result: { decision, amount: null, opinion: `意见 ${seed}` } });
      },
    ],
    [2, (id) => signCase(station, id)],
    [1, (id) => decideAll(station, id)],
    [2, (id) => api.review.reopen({ caseId: id, reason: 'mistake', note: '' })],
    [1, () => exportFile(station, path.join(station.folder, '..', `out-${++written}.qpb`))],
    [
      1,
      async () => {
        await office.receive(path.join(station.folder, '..', `out-${written}.qpb`)).catch(() => undefined);
        return importFile(station, await office.acknowledge(own()));
      },
    ],
    [
      1,
      async (id, seed) => {
        const files = TUITION_FILES.map((file) => ({ ...file, bytes: Buffer.from(`%PDF-1.4 ${seed}`) }));
        const n = CASES.indexOf(id) + 1;
        return importFile(station, await office.issue([tuitionCase(n, { files })], own()));
      },
    ],
    [1, (_, seed) => turnTo([...people.keys()][seed % people.size]!)],
    [1, (_, seed) => api.settings.setPreferences({ splitPercent: 20 + (seed % 60) })],
    ...batchActs({ station, office, certificate: own() }, people, CASES),
    ...secondActs({ station, office, certificate: own() }, turn),
    ...noticeActs({ station, office, certificate: own() }),
  ];
}

/** Per table, so that a difference names its place. */
const dumps = (db: ReadableDb) =>
  Object.fromEntries(
    [...projections.tables, 'journal', 'cases'].map((table) => [table, logicalDump(db, { tables: [table] })]),
  );

const eventTypes = (db: ReadableDb) => db.reads<{ type: string }>('SELECT DISTINCT type FROM journal').all();

/** Acts of several people that were done for sure. */
const TEAM: readonly EventType[] = [
  ...(['cases.flagged', 'cases.concluded', 'case.imported', 'case.reopened', 'case.erased', 'batch.erased'] as const),
  ...([
    'publicity.opened',
    'publicity.objected',
    'publicity.settled',
    'publicity.ended',
    'crossCheck.decided',
  ] as const),
  ...(['second.asked', 'second.taken', 'second.released', 'second.adjudicated'] as const),
];

function expectRebuilt(db: WorkspaceDatabase): void {
  const before = dumps(db.read);
  rebuildProjections(db, projections);
  expect(dumps(db.read)).toEqual(before);
  verifyJournal(db.read);
}

async function tolerant(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Refusal) || !UNTIMELY.includes(error.code)) throw error;
  }
}

test('whatever people do, the tables that screens read follow from the journal alone', {
  timeout: 240_000,
}, async () => {
  const desk = await openDesk();
  const { station, office, certificate } = desk;
  await importFile(
    station,
    await office.issue(
      // Two of them are the same person's: cross-checks have something to say.
      [1, 2, 3].map((n) => tuitionCase(n, n < 3 ? { idNumber: '370102199601301234' } : {})),
      certificate,
    ),
  );
  const colleague = await addColleague(station, office, '王复核', 'approver');
  const people = new Map([
    [station.personId, certificate],
    [colleague.personId, colleague.certificate],
  ]);
  const acts = actsAt(desk, people);
  await station.api.workspace.lock({});
  await station.api.workspace.unlock({ personId: station.personId, passphrase: PASSPHRASE });
  const step = fc.tuple(
    fc.oneof(...acts.map(([weight, act]) => ({ weight, arbitrary: fc.constant(act) }))),
    fc.constantFrom(...CASES),
    fc.nat(10_000),
  );
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60, size: 'max' }), async (steps) => {
      for (const [act, id, seed] of steps) {
        station.clock.advance(1000);
        await tolerant(act(id, seed));
      }
      const { db } = station.session();
      expectRebuilt(db);
      for (const { type } of eventTypes(db.read)) kinds.add(type);
    }),
    { numRuns: 6, endOnFailure: true },
  );
  // What chance seldom brings to its end, once for sure.
  const turnTo = async (personId: string) => {
    await station.api.workspace.lock({});
    return station.api.workspace.unlock({ personId, passphrase: PASSPHRASE });
  };
  await turnTo(station.personId);
  await everyTurn(desk, turnTo, { first: { personId: station.personId, certificate }, second: colleague }, 20);
  expectRebuilt(station.session().db);
  await wholeLife(desk, certificate, path.join(station.folder, '..', 'last.qpb'), 9);
  expectRebuilt(station.session().db);
  for (const { type } of eventTypes(station.session().db.read)) kinds.add(type);
  for (const type of TEAM) expect(kinds).toContain(type);
  for (const type of ['verdict.set', 'evidence.added', 'undo', 'redo', 'case.signed', 'result.set', 'page.viewed']) {
    expect(kinds).toContain(type);
  }
});
