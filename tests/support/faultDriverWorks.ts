/** What the fault driver does, step by step: each step is one act of a person and ends with the tick on screen. */
import path from 'node:path';
import { caseId } from './cases.ts';
import { ended, type FaultStation, PASSPHRASE } from './faultDriverStation.ts';
import { eraseSteps, secondSteps, teamSteps } from './faultDriverTeam.ts';

/** `settle` imports a bundle another one waits for; `restart` is a start after a crash and does nothing more. */
export type WorkName = 'import' | 'settle' | 'review' | 'export' | 'policy' | 'team' | 'second' | 'erase' | 'restart';
export type Step = (station: FaultStation, home: string) => Promise<unknown>;

/** The bundles that are imported and the one that is exported, on the stick of a home. */
export const caseBundle = (home: string) => path.join(home, 'stick', 'case.qpb');
export const secondBundle = (home: string) => path.join(home, 'stick', 'second.qpb');
export const policyBundle = (home: string) => path.join(home, 'stick', 'policy.qpb');
export const reviewBundle = (home: string) => path.join(home, 'stick', 'review.qpb');

/** A white dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
);

/** The bundle holds one case. */
const CASE = caseId(1);

/** Verdict on the n-th item that is decided at all. */
const decide =
  (n: number, verdict: 'pass' | 'fail', note: string): Step =>
  async ({ api }) => {
    const { items } = await api.review.checklist({ caseId: CASE });
    const { itemId, revision } = items[n]!;
    const reason = verdict === 'fail' ? 'contradiction' : null;
    await api.review.setVerdict({ caseId: CASE, itemId, verdict, reason, note, revision });
  };

const look: Step = ({ api }) => api.review.viewed({ attachmentId: `${CASE}.1`, pages: [{ page: 0, ms: 4000 }] });

const point: Step = async ({ api, services }) => {
  const { items } = await api.review.checklist({ caseId: CASE });
  const place = { attachmentId: `${CASE}.1`, pageIndex: 0, pageLabel: '1', rotation: 0 as const };
  const rects: [number, number, number, number][] = [[0, 0, 9000, 4000]];
  const anchor = { ...place, rects, quote: '2022年9月', prefix: '', suffix: '' };
  await api.review.addEvidence({ caseId: CASE, itemId: items[0]!.itemId, anchor, crop: services.blobs.put(PNG) });
};

const undo: Step = ({ api }) => api.review.undo({ caseId: CASE });

const conclude: Step = ({ api }) => {
  const opinion = '申报表与学位认证书不一致，不予推荐。';
  return api.review.setOutcome({ caseId: CASE, result: { decision: 'reject', amount: null, opinion } });
};

const sign: Step = ({ api }) => api.review.sign({ caseId: CASE, passphrase: PASSPHRASE });

const takeIn: Step = async (station, home) =>
  ended(station, await station.api.transfer.importStart({ path: caseBundle(home) }));

export const takeSecond: Step = async (station, home) =>
  ended(station, await station.api.transfer.importStart({ path: secondBundle(home) }));

const takePolicy: Step = async (station, home) =>
  ended(station, await station.api.transfer.importStart({ path: policyBundle(home) }));

/** From the day the clock of these tests stands at. */
const activate: Step = ({ api }) => api.policies.activate({ number: 2, from: '2026-11-21', expected: 1 });

const rollBack: Step = ({ api }) => api.policies.rollBack({ number: 1, reason: '待中心更正', expected: 2 });

const handBack: Step = async (station, home) =>
  ended(station, await station.api.transfer.exportStart({ path: reviewBundle(home) }));

export const WORKS: Record<WorkName, readonly Step[]> = {
  import: [takeIn],
  settle: [takeIn],
  review: [
    look,
    point,
    decide(0, 'fail', '不一致'),
    decide(1, 'pass', ''),
    undo,
    decide(1, 'pass', '重看'),
    conclude,
    sign,
  ],
  export: [handBack],
  policy: [takePolicy, activate, rollBack],
  team: teamSteps,
  second: secondSteps,
  erase: eraseSteps,
  restart: [],
};

/** Everything that comes before `review`, so that the review itself is short: all items but the first two are decided. */
export async function decideTheRest(station: FaultStation, home: string): Promise<void> {
  const { items } = await station.api.review.checklist({ caseId: CASE });
  for (let n = 2; n < items.length; n++) await decide(n, 'pass', '')(station, home);
}
