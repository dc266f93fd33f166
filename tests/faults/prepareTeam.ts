/** Homes for what several people do: a signed case that is recommended, one that comes for a second look, a batch that may be erased. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseCertificates } from '#main/bundle/certificate.ts';
import { withCentre } from '#main/central/centre.ts';
import { enrol } from '#main/central/people.ts';
import { receiveBundle } from '#main/central/receive.ts';
import { acknowledge, issueCases } from '#main/central/send.ts';
import type { Role } from '#shared/domain/person.ts';
import { caseId, tuitionCase, writeCasesFolder } from '#tests/support/cases.ts';
import { ended, type FaultStation, NOW, openFaultStation, PASSPHRASE } from '#tests/support/faultDriverStation.ts';
import { requestBundle } from '#tests/support/faultDriverTeam.ts';
import { reviewBundle } from '#tests/support/faultDriverWorks.ts';

const CASE = caseId(1);
const signal = () => new AbortController().signal;

interface Person {
  home: string;
  station: FaultStation;
  /** Chain of the certificate. */
  pem: string;
}

const later = (home: string, days: number) => writeFileSync(path.join(home, 'days'), String(days));

/** `homes.team`, `homes.second` and `homes.erase`, made the way real data is. */
export async function prepareTeam(root: string, centre: string, homes: Record<'team' | 'second' | 'erase', string>) {
  const first = await settle(root, centre, 'first', 'reviewer');
  const second = await settle(root, centre, 'other', 'approver');
  await decideAndSign(first.station);
  const certificate = path.join(root, 'other.pem');
  const asked = path.join(root, 'request.qpb');
  await first.station.close();
  cpSync(first.home, homes.team, { recursive: true });

  const station = await openFaultStation(first.home);
  await station.unlock();
  await station.api.second.handOver({ caseIds: [CASE], blind: true, certificate, path: asked });
  await station.close();
  await second.station.close();
  cpSync(second.home, homes.second, { recursive: true });
  cpSync(asked, requestBundle(homes.second));

  cpSync(homes.team, homes.erase, { recursive: true });
  await bring(root, centre, homes.team, first.pem);
  await handBack(root, centre, homes.erase, first.pem);
}

/** A workstation with one person, who has the case from the centre. */
async function settle(root: string, centre: string, name: string, role: Role): Promise<Person> {
  const home = path.join(root, name);
  mkdirSync(path.join(home, 'stick'), { recursive: true });
  symlinkSync(path.join(root, 'policies'), path.join(home, 'policies'));
  const station = await openFaultStation(home);
  await station.api.workspace.create({
    ...{
      folder: path.join(home, 'workspace'),
      name,
      unit: '历下区人社局',
      person: role === 'approver' ? '周复核' : '李审核',
    },
    ...{ passphrase: PASSPHRASE, rootCertificate: null },
  });
  const request = path.join(root, `${name}.json`);
  await station.api.workspace.exportEnrolment({ path: request, role });
  const chain = path.join(root, `${name}.pem`);
  const cases = path.join(root, `${name}.qpb`);
  const pem = await withCentre({ folder: centre, passphrase: null }, async (open) => {
    const asked = { request: readFileSync(request), file: 'enrolment.json', role, years: 3 };
    const enrolled = await enrol(open, { ...asked, now: NOW });
    const to = parseCertificates(enrolled.pem).slice(0, 1);
    const source = writeCasesFolder(path.join(root, `${name}-cases`), [tuitionCase(1)]);
    const how = { to, target: cases, cases: source, plain: false, catalogue: null };
    await issueCases(open, { ...how, now: NOW, signal: signal() });
    return enrolled.pem;
  });
  writeFileSync(chain, pem);
  await station.api.workspace.installCertificate({ path: chain });
  await ended(station, await station.api.transfer.importStart({ path: cases }));
  return { home, station, pem };
}

async function decideAndSign({ api }: FaultStation): Promise<void> {
  const { items } = await api.review.checklist({ caseId: CASE });
  for (const { itemId, revision } of items) {
    await api.review.setVerdict({ caseId: CASE, itemId, verdict: 'pass', reason: null, note: '', revision });
  }
  const result = { decision: 'recommend' as const, amount: null, opinion: '符合条件，建议推荐。' };
  await api.review.setOutcome({ caseId: CASE, result });
  await api.review.sign({ caseId: CASE, passphrase: PASSPHRASE });
}

/** A second case, which stays open. */
async function bring(root: string, centre: string, home: string, pem: string): Promise<void> {
  const target = path.join(root, 'more.qpb');
  const cases = writeCasesFolder(path.join(root, 'more-cases'), [tuitionCase(2)]);
  const how = { to: parseCertificates(pem).slice(0, 1), target, cases, plain: false, catalogue: null };
  await withCentre({ folder: centre, passphrase: null }, (open) =>
    issueCases(open, { ...how, now: NOW, signal: signal() }),
  );
  const station = await openFaultStation(home);
  await station.unlock();
  await ended(station, await station.api.transfer.importStart({ path: target }));
  await station.close();
}

/** Handed back, acknowledged, and kept until a day that is over. */
async function handBack(root: string, centre: string, home: string, pem: string): Promise<void> {
  const station = await openFaultStation(home);
  await station.unlock();
  const { api } = station;
  await ended(station, await api.transfer.exportStart({ path: reviewBundle(home) }));
  const ack = path.join(root, 'ack.qpb');
  await withCentre({ folder: centre, passphrase: null }, async (open) => {
    await receiveBundle(open, { file: reviewBundle(home), now: NOW, signal: signal() });
    await acknowledge(open, { to: parseCertificates(pem).slice(0, 1), target: ack, now: NOW, signal: signal() });
  });
  await ended(station, await api.transfer.importStart({ path: ack }));
  const { batches } = await api.privacy.retention({});
  await api.privacy.setUntil({ bundleId: batches[0]!.bundleId, until: '2026-11-21', reason: '督查要求' });
  await station.close();
  later(home, 2);
}
