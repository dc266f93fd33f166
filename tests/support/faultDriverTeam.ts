/** What several people's acts write, for the fault driver: batches, questions to a second person, notices, what comes from one, erasure. */
import path from 'node:path';
import { caseId } from './cases.ts';
import { ended, PASSPHRASE } from './faultDriverStation.ts';
import type { Step } from './faultDriverWorks.ts';

const CASE = caseId(1);
/** Nobody has begun with it: only such a case is given to somebody. */
const OPEN = caseId(2);
/** The day the clock of these tests stands at. */
const TODAY = '2026-11-21';

/** The bundle in which a signed case comes for a second look. */
export const requestBundle = (home: string) => path.join(home, 'stick', 'request.qpb');

const assign: Step = async ({ api }) => {
  const { persons } = await api.workspace.status({});
  const cases = { caseIds: [OPEN] };
  const act = { kind: 'assign', assignee: persons[0]!.personId } as const;
  const { digest } = await api.queue.plan({ cases, act });
  await api.queue.run({ cases, act, digest });
};

const takeBack: Step = async ({ api }) => {
  const { batch } = await api.queue.last({});
  await api.queue.undo({ batchId: batch!.batchId });
};

const publish: Step = ({ api }) =>
  api.publicity.open({
    ...{ title: '第一批公示', caseIds: [CASE], startsOn: TODAY, days: 5, endsOn: null, contact: '人才科' },
  });

const notice = async ({ api }: Parameters<Step>[0]) => (await api.publicity.list({})).publicities[0]!.publicityId;

const object: Step = async (station) => {
  const objection = {
    receivedOn: TODAY,
    channel: 'call',
    name: '钱知情',
    contact: '13912345678',
    content: '存疑',
  } as const;
  await station.api.publicity.object({ publicityId: await notice(station), caseId: CASE, ...objection });
};

const withdraw: Step = async (station) => {
  const publicityId = await notice(station);
  const { objectionList } = await station.api.publicity.get({ publicityId });
  const { objectionId } = objectionList[0]!;
  const outcome = { outcome: 'rejected', settledOn: TODAY, settlement: '经查属实' } as const;
  await station.api.publicity.settle({ publicityId, objectionId, ...outcome });
};

const ask: Step = ({ api }) => api.second.ask({ caseIds: [CASE], blind: true });

export const teamSteps: readonly Step[] = [assign, takeBack, publish, object, withdraw, ask];

const receive: Step = async (station, home) =>
  ended(station, await station.api.transfer.importStart({ path: requestBundle(home) }));

const take: Step = async ({ api }) => {
  const { rows } = await api.second.list({});
  await api.second.take({ secondId: rows[0]!.secondId });
};

const release: Step = async ({ api }) => {
  const { rows } = await api.second.list({});
  await api.second.release({ secondId: rows[0]!.secondId, to: null, reason: '出差' });
};

export const secondSteps: readonly Step[] = [receive, take, release];

export const eraseSteps: readonly Step[] = [
  async (station) => {
    const { batches } = await station.api.privacy.retention({});
    const { bundleId } = batches[0]!;
    await ended(station, await station.api.privacy.erase({ bundleId, reason: '期满', passphrase: PASSPHRASE }));
  },
];
