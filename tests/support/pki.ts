/** A centre and its people, made on the spot for tests. */
import { randomUUID } from 'node:crypto';
import type { Certificate, SigningIdentity, TrustStore } from '#main/bundle/certificate.ts';
import { generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { createRoot, issueCertificate } from '#main/bundle/issue.ts';
import { generateEd25519, type KeyPair } from '#main/crypto/primitives.ts';
import type { Role } from '#shared/domain/person.ts';

export const VALID_FROM = '2026-01-01T00:00:00.000Z';
export const VALID_TO = '2031-01-01T00:00:00.000Z';
/** An instant inside every validity made here. */
export const NOW = '2026-11-21T08:00:00.000Z';

export interface TestPerson extends SigningIdentity {
  certificate: Certificate;
  /** `AGE-SECRET-KEY-1…`. */
  ageIdentity: string;
}

export interface TestCentre {
  root: SigningIdentity;
  recoveryIdentity: string;
  trust: TrustStore;
  /** Role centre: signs bundles. */
  office: TestPerson;
  enrol(options?: {
    role?: Role;
    name?: string;
    keys?: KeyPair;
    notBefore?: string;
    notAfter?: string;
  }): Promise<TestPerson>;
}

export async function makeCentre(): Promise<TestCentre> {
  const recovery = await generateAgeKeyPair();
  const root = createRoot(generateEd25519(), {
    subject: { personId: randomUUID(), name: '测试根', unit: '测试中心', role: 'centre', district: null },
    recipient: recovery.recipient,
    notBefore: '2025-01-01T00:00:00.000Z',
    notAfter: '2045-01-01T00:00:00.000Z',
  });
  const enrol: TestCentre['enrol'] = async (options = {}) => {
    const keys = options.keys ?? generateEd25519();
    const age = await generateAgeKeyPair();
    const role = options.role ?? 'reviewer';
    const certificate = issueCertificate(root, {
      subject: {
        personId: randomUUID(),
        name: options.name ?? '张测试',
        unit: role === 'centre' ? '测试中心' : '测试区',
        role,
        district: role === 'centre' ? null : '370102',
      },
      spki: keys.spki,
      recipient: age.recipient,
      notBefore: options.notBefore ?? VALID_FROM,
      notAfter: options.notAfter ?? VALID_TO,
    });
    const chain = [certificate, ...root.chain];
    return { privateKeyPem: keys.privateKeyPem, chain, certificate, ageIdentity: age.identity };
  };
  return {
    root,
    recoveryIdentity: recovery.identity,
    trust: { roots: root.chain, crls: [] },
    office: await enrol({ role: 'centre', name: '测试中心' }),
    enrol,
  };
}
