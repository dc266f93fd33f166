/** Homes the fault driver starts from: a centre, and a workstation just before an import, a review and an export. */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseCertificates, type TrustStore } from '#main/bundle/certificate.ts';
import { findPolicies } from '#main/catalogue/load.ts';
import { initCentre, withCentre } from '#main/central/centre.ts';
import { enrol } from '#main/central/people.ts';
import { issueCases } from '#main/central/send.ts';
import { issuePolicy } from '#main/central/sendPolicy.ts';
import { caseId, tuitionCase, writeCasesFolder } from '#tests/support/cases.ts';
import { type FaultStation, NOW, openFaultStation, PASSPHRASE } from '#tests/support/faultDriverStation.ts';
import {
  caseBundle,
  decideTheRest,
  policyBundle,
  type Step,
  secondBundle,
  takeSecond,
  WORKS,
  type WorkName,
} from '#tests/support/faultDriverWorks.ts';
import { prepareTeam } from './prepareTeam.ts';

export interface Prepared {
  root: string;
  /** Home to copy before each work. */
  homes: Record<WorkName, string>;
  /** What opens and judges a review bundle. */
  office: { trust: TrustStore; keyId: string; identity: string };
}

export interface PrepareOptions {
  /** Not encrypted, with one attachment: the smallest a real bundle can be. */
  small?: boolean;
  /** Also the homes of what several people do. */
  several?: boolean;
}

/** Everything is made the way real data is; `root` is an empty folder. */
export async function prepare(
  root: string,
  { small = false, several = false }: PrepareOptions = {},
): Promise<Prepared> {
  const centre = path.join(root, 'centre');
  const names = { name: '济南市人才审核中心', unit: '济南市人才工作领导小组办公室' };
  await initCentre({ folder: centre, passphrase: null, ...names, now: NOW });
  const home = (name: WorkName) => path.join(root, name);
  mkdirSync(path.join(home('import'), 'stick'), { recursive: true });
  symlinkSync(policiesIn(root), path.join(home('import'), 'policies'));
  const station = await openFaultStation(home('import'));
  await station.api.workspace.create({
    ...{ folder: path.join(home('import'), 'workspace'), name: '一号工作站', unit: '历下区人社局', person: '李审核' },
    ...{ passphrase: PASSPHRASE, rootCertificate: null },
  });
  await sendCase(root, centre, station, home('import'), small);
  await station.close();
  await after([takeSecond], home('import'), home('settle'));
  await after([...WORKS.import, decideTheRest], home('import'), home('review'));
  await after(WORKS.import, home('import'), home('policy'));
  await after(WORKS.review, home('review'), home('export'));
  await sendPolicy(root, centre, home('policy'));
  const office = await withCentre({ folder: centre, passphrase: null }, async (open) => {
    return { trust: open.trust, keyId: open.office.chain[0]!.keyId, identity: open.officeIdentity };
  });
  await crashed(home('import'), home('restart'));
  const team = { team: home('team'), second: home('second'), erase: home('erase') };
  if (several) await prepareTeam(root, centre, team);
  const homes = {
    restart: home('restart'),
    import: home('import'),
    settle: home('settle'),
    review: home('review'),
    export: home('export'),
    policy: home('policy'),
    ...team,
  };
  return { root, homes, office };
}

/** The catalogue with the one programme the cases are about: a start is quicker, and there are many. */
function policiesIn(root: string): string {
  const folder = path.join(root, 'policies');
  const others = /[\\/]jrcb-2022-4[\\/](?!26\.2\.yaml$|document\.yaml$)/;
  cpSync(findPolicies(import.meta.dirname), folder, { recursive: true, filter: (source) => !others.test(source) });
  return folder;
}

async function sendCase(root: string, centre: string, station: FaultStation, home: string, small: boolean) {
  const request = path.join(root, 'enrolment.json');
  await station.api.workspace.exportEnrolment({ path: request, role: 'reviewer' });
  const chain = path.join(root, 'reviewer.pem');
  const files = small ? { files: [{ name: '申报表.pdf', material: 'application' }] } : {};
  const cases = [1, 2].map((n) => writeCasesFolder(path.join(root, `cases-${n}`), [tuitionCase(n, files)]));
  await withCentre({ folder: centre, passphrase: null }, async (open) => {
    const asked = { request: readFileSync(request), file: 'enrolment.json', role: 'reviewer' as const, years: 3 };
    const { pem } = await enrol(open, { ...asked, now: NOW });
    writeFileSync(chain, pem);
    const send = { to: parseCertificates(pem).slice(0, 1), now: NOW, signal: new AbortController().signal };
    for (const [n, target] of [caseBundle(home), secondBundle(home)].entries()) {
      await issueCases(open, { ...send, target, cases: cases[n]!, plain: small, catalogue: null });
    }
  });
  await station.api.workspace.installCertificate({ path: chain });
}

/** A catalogue under which the case comes out otherwise. */
async function sendPolicy(root: string, centre: string, home: string): Promise<void> {
  const catalogue = path.join(root, 'stricter');
  cpSync(path.join(root, 'policies'), catalogue, { recursive: true });
  const file = path.join(catalogue, 'jrcb-2022-4', '26.2.yaml');
  const degree = 'fact: study.degree, op: ge, value: ';
  writeFileSync(file, readFileSync(file, 'utf8').replace(`${degree}bachelor`, `${degree}doctor`));
  const how = { to: [], now: NOW, signal: new AbortController().signal, sources: null, title: '试验', plain: true };
  const pack = { ...how, target: policyBundle(home), catalogue, from: '2026-11-01' };
  await withCentre({ folder: centre, passphrase: null }, (open) => issuePolicy(open, pack));
}

/** What a workstation leaves that is killed after an import: a log not yet taken into the database, and files nobody will finish. */
async function crashed(from: string, to: string): Promise<void> {
  const home = `${to}.alive`;
  cpSync(from, home, { recursive: true });
  const station = await openFaultStation(home);
  await station.unlock();
  for (const step of WORKS.import) await step(station, home);
  cpSync(home, to, { recursive: true });
  await station.close();
  rmSync(home, { recursive: true });
  const unfinished = [
    'tmp/0.staged',
    'keyring.json.partial',
    `vault/${caseId(9)}.sealed`,
    `vault/${caseId(8)}.sealed.partial`,
  ];
  for (const name of unfinished) writeFileSync(path.join(to, 'workspace', name), 'unfinished');
}

/** Copies a home and does some work there; what it leads to is where the next work starts. */
async function after(steps: readonly Step[], from: string, to: string): Promise<void> {
  cpSync(from, to, { recursive: true });
  const station = await openFaultStation(to);
  await station.unlock();
  for (const step of steps) await step(station, to);
  await station.close();
}
