/** A reviewer and an approver in one workspace, in turn, for tests. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Certificate, SigningIdentity } from '#main/bundle/certificate.ts';
import { type WriteBundleOptions, writeBundle } from '#main/bundle/write.ts';
import type { SecondRow } from '#shared/api/second.ts';
import type { Role } from '#shared/domain/person.ts';
import { type TestCase, tuitionCase } from './cases.ts';
import { addColleague, type Desk, openDesk } from './centre.ts';
import { importFile, openStation, PASSPHRASE, type Station } from './core.ts';

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

/** A reviewer's and an approver's workstation, both with the case from the centre. */
export async function twoStations({ same = true, first = 'reviewer' as Role } = {}) {
  const { station: a, office, certificate: reviewer } = await openDesk(first);
  const b = await openStation({ clock: a.clock, person: '周复核' });
  const approver = await office.certify(b, 'approver');
  const record = tuitionCase(1);
  await importFile(a, await office.issue([record], reviewer));
  const other = same ? record : { ...record, record: { ...record.record, receivedOn: '2026-11-20' } };
  await importFile(b, await office.issue([other as typeof record], approver));
  const stick = (name: string) => path.join(a.folder, '..', name);
  const pem = (name: string, certificate: typeof reviewer) => {
    const file = stick(`${name}.pem`);
    const root = readFileSync(path.join(office.folder, 'root.pem'), 'utf8');
    writeFileSync(file, `${certificate.pem.trim()}\n${root}`);
    return file;
  };
  return { a, b, office, stick, toB: pem('b', approver), toA: pem('a', reviewer), reviewer, approver };
}

/** A review bundle with any content, signed by whoever is at work at `from`, or by `identity`. */
export async function forgeReview(
  from: Station,
  to: Certificate,
  target: string,
  files: WriteBundleOptions['files'],
  identity: SigningIdentity = from.session().signing!,
): Promise<string> {
  const issuedAt = from.session().trustedNow();
  await writeBundle({
    ...{ target, identity, kind: 'review', audience: [to.keyId], issuerSeq: Date.parse(issuedAt), journal: [] },
    ...{ acks: [], catalogue: null, issuedAt, part: null, files, recipients: [to.recipient!] },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return target;
}
