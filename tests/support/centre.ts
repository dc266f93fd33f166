/** The centre's side for tests of services, made of the product's own code; nothing is stored that a real centre would not store. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Certificate } from '#main/bundle/certificate.ts';
import { type WriteBundleOptions, type WrittenBundle, writeBundle } from '#main/bundle/write.ts';
import { type Centre, initCentre, withCentre } from '#main/central/centre.ts';
import { enrol, revoke } from '#main/central/people.ts';
import { receiveBundle } from '#main/central/receive.ts';
import type { ReceiveReport } from '#main/central/report.ts';
import { acknowledge, issueCases } from '#main/central/send.ts';
import type { Role } from '#shared/domain/person.ts';
import { type TestCase, writeCasesFolder } from './cases.ts';
import { openStation, PASSPHRASE, type Station, type TestClock, tempFolder } from './core.ts';

export interface Office {
  folder: string;
  /** Certifies the person at work and installs the certificate. */
  certify(station: Station, role?: Role, years?: number): Promise<Certificate>;
  /** Issues cases to people; answers the bundle's path. */
  issue(cases: readonly TestCase[], to: Certificate | Certificate[], options?: { plain?: boolean }): Promise<string>;
  /** A bundle of the office with any content, numbered as told. */
  forge(to: Certificate, changes: Partial<WriteBundleOptions> & Pick<WriteBundleOptions, 'files'>): Promise<Forged>;
  receive(file: string): Promise<ReceiveReport>;
  /** Answers the ack bundle's path. */
  acknowledge(to: Certificate): Promise<string>;
  revoke(certificate: Certificate): Promise<void>;
  run<T>(job: (centre: Centre) => Promise<T>): Promise<T>;
}

export interface Forged {
  path: string;
  written: WrittenBundle;
}

const SIGNAL = new AbortController().signal;

/** A new centre in a folder of its own. */
export async function openOffice(clock: TestClock): Promise<Office> {
  const folder = path.join(tempFolder(), 'centre');
  const names = { name: '济南市人才审核中心', unit: '济南市人才工作领导小组办公室' };
  await initCentre({ folder, passphrase: null, ...names, now: clock.now() });
  const run: Office['run'] = (job) => withCentre({ folder, passphrase: null }, job);
  let files = 0;
  const newFile = (stem: string, extension = 'qpb') =>
    path.join(path.dirname(folder), `${stem}-${++files}.${extension}`);
  const sendTo = (to: Certificate[], target: string) => ({ to, target, now: clock.now(), signal: SIGNAL });
  return {
    folder,
    run,
    certify: (station, role = 'reviewer', years = 3) =>
      run((centre) => certify(centre, station, { role, years, now: clock.now(), file: (end) => newFile(role, end) })),
    issue: async (cases, to, { plain = false } = {}) => {
      const target = newFile('cases');
      const source = writeCasesFolder(`${target}.source`, cases);
      const options = { ...sendTo([to].flat(), target), cases: source, plain, catalogue: null };
      await run((centre) => issueCases(centre, options));
      return target;
    },
    forge: async (to, changes) => {
      const target = newFile('forged');
      return { path: target, written: await run((centre) => forge(centre, to, target, clock.now(), changes)) };
    },
    receive: (file) => run((centre) => receiveBundle(centre, { file, now: clock.now(), signal: SIGNAL })),
    acknowledge: async (to) => {
      const target = newFile('ack');
      await run((centre) => acknowledge(centre, sendTo([to], target)));
      return target;
    },
    revoke: async (certificate) => {
      await run((centre) => revoke(centre, certificate, clock.now()));
    },
  };
}

interface Certifying {
  role: Role;
  years: number;
  now: number;
  file: (extension: string) => string;
}

async function certify(centre: Centre, station: Station, { role, years, now, file }: Certifying): Promise<Certificate> {
  const request = file('json');
  await station.api.workspace.exportEnrolment({ path: request, role });
  const { certificate, pem } = await enrol(centre, {
    ...{ request: await readFile(request), file: path.basename(request), role, years, now },
  });
  const chain = file('pem');
  writeFileSync(chain, pem);
  await station.api.workspace.installCertificate({ path: chain });
  return certificate;
}

function forge(
  centre: Centre,
  to: Certificate,
  target: string,
  now: number,
  changes: Partial<WriteBundleOptions> & Pick<WriteBundleOptions, 'files'>,
): Promise<WrittenBundle> {
  return writeBundle({
    target,
    identity: centre.office,
    kind: 'case',
    audience: [to.keyId],
    issuerSeq: 1,
    journal: [],
    acks: [],
    catalogue: null,
    issuedAt: new Date(now).toISOString(),
    part: null,
    recipients: null,
    onProgress: () => undefined,
    signal: SIGNAL,
    ...changes,
  });
}

/** Adds a person to the open workspace, turns to them and gives them a certificate. */
export async function addColleague(
  station: Station,
  office: Office,
  name: string,
  role: Role,
): Promise<{ personId: string; certificate: Certificate }> {
  const { personId } = await station.api.workspace.addPerson({ name, unit: '历下区人社局', passphrase: PASSPHRASE });
  await station.api.workspace.lock({});
  await station.api.workspace.unlock({ personId, passphrase: PASSPHRASE });
  return { personId, certificate: await office.certify(station, role) };
}

export interface Desk {
  station: Station;
  office: Office;
  certificate: Certificate;
}

/** A workstation whose person the centre has certified. */
export async function openDesk(role: Role = 'reviewer'): Promise<Desk> {
  const station = await openStation();
  const office = await openOffice(station.clock);
  return { station, office, certificate: await office.certify(station, role) };
}
