/** Identities, trust and bundles for tests: everything is made on the spot by the product's own code. */
import { randomBytes } from 'node:crypto';
import type { Certificate, SigningIdentity, TrustStore } from '#main/bundle/certificate.ts';
import { generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { createRoot, issueCertificate } from '#main/bundle/issue.ts';
import { type ReadBundleOptions, readBundle } from '#main/bundle/read.ts';
import { type WriteBundleOptions, writeBundle } from '#main/bundle/write.ts';
import { generateEd25519, generateP256, type KeyPair } from '#main/crypto/primitives.ts';
import type { Role } from '#shared/domain/person.ts';

export const NOW = '2026-11-21T08:00:00.000Z';
const VALIDITY = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2029-01-01T00:00:00.000Z' };

export interface Party {
  identity: SigningIdentity;
  keyId: string;
  ageIdentity: string;
  recipient: string;
}

export interface TestTrust {
  root: SigningIdentity;
  trust: TrustStore;
  centre: Party;
  reviewer: Party;
}

export async function makeParty(
  root: SigningIdentity,
  role: Role,
  name: string,
  keys: KeyPair = generateEd25519(),
  validity: { notBefore: string; notAfter: string } = VALIDITY,
): Promise<Party> {
  const age = await generateAgeKeyPair();
  const subject = { personId: `p-${role}`, name, unit: '测试单位', role, district: null };
  const certificate = issueCertificate(root, { subject, spki: keys.spki, recipient: age.recipient, ...validity });
  const chain: Certificate[] = [certificate, ...root.chain];
  return {
    identity: { privateKeyPem: keys.privateKeyPem, chain },
    keyId: certificate.keyId,
    ageIdentity: age.identity,
    recipient: age.recipient,
  };
}

/** A root with a centre and a reviewer under it; `p256` gives the centre an ES256 key. */
export async function makeTrust(p256 = false): Promise<TestTrust> {
  const subject = { personId: 'root', name: '测试根', unit: '测试中心', role: 'centre' as const, district: null };
  const root = createRoot(generateEd25519(), { subject, recipient: null, ...VALIDITY });
  const centre = await makeParty(root, 'centre', '测试中心', p256 ? generateP256() : undefined);
  const reviewer = await makeParty(root, 'reviewer', '测试审核员');
  return { root, trust: { roots: [...root.chain], crls: [] }, centre, reviewer };
}

export type BundleFiles = WriteBundleOptions['files'];

export function jsonFile(name: string, value: unknown): { name: string; source: Uint8Array } {
  return { name, source: new TextEncoder().encode(JSON.stringify(value)) };
}

/** A `case` bundle from the centre to the reviewer; `overrides` for what a test is about. */
export function writeTestBundle(
  kit: TestTrust,
  target: string,
  files: BundleFiles,
  overrides: Partial<WriteBundleOptions> = {},
) {
  return writeBundle({
    target,
    identity: kit.centre.identity,
    kind: 'case',
    audience: [kit.reviewer.keyId],
    issuerSeq: 1,
    journal: [],
    acks: [],
    catalogue: null,
    issuedAt: NOW,
    part: null,
    files,
    recipients: null,
    onProgress: () => {},
    signal: new AbortController().signal,
    ...overrides,
  });
}

export const VAULT_KEY = new Uint8Array(randomBytes(32));

export function readTestBundle(
  kit: TestTrust,
  path: string,
  staging: string,
  overrides: Partial<ReadBundleOptions> = {},
) {
  return readBundle({
    path,
    staging,
    vaultKey: VAULT_KEY,
    trust: kit.trust,
    identities: [kit.reviewer.ageIdentity],
    audience: [kit.reviewer.keyId],
    now: NOW,
    onProgress: () => {},
    signal: new AbortController().signal,
    ...overrides,
  });
}
