/** A centre folder with an enrolled person and a cases folder of one case, made through the shipped functions. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '#db/ids.ts';
import { parseCertificates } from '#main/bundle/certificate.ts';
import { generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { createEnrolmentRequest } from '#main/bundle/enrolment.ts';
import { initCentre, withCentre } from '#main/central/centre.ts';
import { enrol } from '#main/central/people.ts';
import { generateEd25519 } from '#main/crypto/primitives.ts';
import type { Role } from '#shared/domain/person.ts';
import type { Reviewer } from './reviewBundle.ts';

export const CASE_ID = '01900000-0000-7000-8000-000000000011';

export interface EnrolledPerson extends Reviewer {
  certificateFile: string;
  identityFile: string;
}

export async function makeRequest(name: string, role: Role = 'reviewer') {
  const keys = generateEd25519();
  const age = await generateAgeKeyPair();
  const text = createEnrolmentRequest({
    person: { id: newId(Date.now()), name },
    unit: '测试区',
    district: '370102',
    role,
    privateKeyPem: keys.privateKeyPem,
    recipient: age.recipient,
    createdAt: new Date().toISOString(),
  });
  return { text, keys, identity: age.identity };
}

export async function makeCentreFolder(folder: string): Promise<{ keyId: string; recipient: string | null }> {
  const { office } = await initCentre({ folder, passphrase: null, name: '测试中心', unit: '测试', now: Date.now() });
  const { keyId, recipient } = office.chain[0]!;
  return { keyId, recipient };
}

/** Writes `<name>.pem` and `<name>.key` beside the centre folder. */
export async function enrolPerson(centre: string, name: string, role: Role = 'reviewer'): Promise<EnrolledPerson> {
  const { text, keys, identity } = await makeRequest(name, role);
  const now = Date.now();
  const options = { request: Buffer.from(text), file: 'request.json', role, years: 3, now };
  const { certificate, pem } = await withCentre({ folder: centre, passphrase: null }, (open) => enrol(open, options));
  const certificateFile = path.join(path.dirname(centre), `${name}.pem`);
  const identityFile = path.join(path.dirname(centre), `${name}.key`);
  writeFileSync(certificateFile, pem);
  writeFileSync(identityFile, `# ${name}\n${identity}\n`);
  return {
    ...{ certificateFile, identityFile, role, name },
    privateKeyPem: keys.privateKeyPem,
    chain: parseCertificates(pem),
    personId: certificate.subject.personId,
  };
}

export function caseJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    profile: 'qp-case/1',
    id: CASE_ID,
    number: '济购补2023-0007',
    programme: '03.1',
    track: null,
    appliedOn: '2023-05-10',
    receivedOn: '2023-05-11',
    district: '370102',
    step: 'accept',
    dueOn: null,
    applicant: { kind: 'person', name: '张测试', idNumber: '', phone: '', employer: null },
    facts: {},
    fictional: true,
    attachments: [{ file: 'c1/a.pdf', name: '申请表.pdf', material: null }],
    ...changes,
  };
}

export function makeCasesFolder(folder: string, record: unknown = caseJson()): void {
  mkdirSync(path.join(folder, 'c1'), { recursive: true });
  writeFileSync(path.join(folder, 'c1', 'a.pdf'), '%PDF-1.4 test');
  writeFileSync(path.join(folder, 'c1.json'), JSON.stringify(record));
}
