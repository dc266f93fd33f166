/** A reviewer and an approver in one workspace, in turn, for tests. */
import path from 'node:path';
import type { Certificate } from '#main/bundle/certificate.ts';
import type { SecondRow } from '#shared/api/second.ts';
import { type TestCase, tuitionCase } from './cases.ts';
import { addColleague, type Desk, openDesk } from './centre.ts';
import { importFile, PASSPHRASE, type Station } from './core.ts';

export interface Pair extends Desk {
  reviewer: { personId: string; certificate: Certificate };
  approver: { personId: string; certificate: Certificate };
  /** Whoever is named sits down at the workstation. */
  turnTo(person: { personId: string }): Promise<void>;
  stick(name: string): string;
}

export async function turnTo({ api }: Station, personId: string): Promise<void> {
  await api.workspace.lock({});
  await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
}

/** Cases on the desk, the reviewer at work. */
export async function openPair(cases: number | readonly TestCase[] = 3): Promise<Pair> {
  const desk = await openDesk();
  const { station, office, certificate } = desk;
  const records = typeof cases === 'number' ? Array.from({ length: cases }, (_, i) => tuitionCase(i + 1)) : cases;
  await importFile(station, await office.issue(records, certificate));
  const reviewer = { personId: station.personId, certificate };
  const approver = await addColleague(station, office, '周复核', 'approver');
  await turnTo(station, reviewer.personId);
  return {
    ...desk,
    ...{ reviewer, approver },
    turnTo: ({ personId }) => turnTo(station, personId),
    stick: (name) => path.join(station.folder, '..', name),
  };
}

export async function secondOfCase({ api }: Station, caseId: string): Promise<SecondRow> {
  const row = (await api.second.list({})).rows.find((one) => one.caseId === caseId);
  if (!row) throw new Error(`no second review of ${caseId}`);
  return row;
}
