/** Certificates, lists and paths with one thing wrong at a time, and the verdicts of our validator and of `openssl verify` on them. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { certificateFromDer, toPem } from '#main/bundle/certificate.ts';
import { crlFromDer } from '#main/bundle/crl.ts';
import { derUtf8 } from '#main/bundle/der.ts';
import { validatePath } from '#main/bundle/path.ts';
import { OID } from '#main/bundle/x509.ts';
import {
  type CertificateSpec,
  type CrlSpec,
  type ExtensionSpec,
  extension,
  KEY_USAGE,
  writeCertificate,
  writeCrl,
  writeName,
} from '#main/bundle/x509Write.ts';
import { generateEd25519, type KeyPair, randomBytes } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';

export const AT = '2026-11-21T08:00:00.000Z';
export const FROM = Date.parse('2026-01-01T00:00:00Z');
export const TO = Date.parse('2030-01-01T00:00:00Z');
export const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
export const UNKNOWN: ExtensionSpec = { oid: '1.3.6.1.4.1.55555.7', critical: true, value: derUtf8('?') };

export interface Party {
  name: Uint8Array;
  keys: KeyPair;
  der: Uint8Array;
  serial: Uint8Array;
}

export type Change = Partial<CertificateSpec> & {
  /** Extensions put in place of those of the same oid, or added. */
  with?: ExtensionSpec[];
  without?: string[];
  keys?: KeyPair;
  signedBy?: KeyPair;
};

export const nameOf = (text: string) =>
  writeName([
    [OID.organization, '测试'],
    [OID.commonName, text],
    [OID.serialNumber, 'p-1'],
  ]);

export const certSign = extension.keyUsage(KEY_USAGE.keyCertSign | KEY_USAGE.crlSign);
export const purposes = extension.extKeyUsage(OID.documentSigning, EMAIL_PROTECTION);

export function make(text: string, issuer: Party | null, base: ExtensionSpec[], change: Change): Party {
  const keys = change.keys ?? generateEd25519();
  const name = change.subject ?? nameOf(text);
  const serial = change.serial ?? randomBytes(12).map((byte, i) => (i === 0 ? (byte & 0x3f) | 0x40 : byte));
  const all = [
    ...base,
    extension.subjectKeyId(keys.spki),
    ...(issuer ? [extension.authorityKeyId(issuer.keys.spki)] : []),
    extension.text(OID.role, issuer ? 'reviewer' : 'centre'),
  ];
  const replaced = new Set([...(change.without ?? []), ...(change.with ?? []).map(({ oid }) => oid)]);
  const spec: CertificateSpec = {
    serial,
    issuer: change.issuer ?? issuer?.name ?? name,
    subject: name,
    notBefore: change.notBefore ?? FROM,
    notAfter: change.notAfter ?? TO,
    spki: keys.spki,
    extensions: change.extensions ?? [...all.filter(({ oid }) => !replaced.has(oid)), ...(change.with ?? [])],
  };
  const signer = change.signedBy ?? issuer?.keys ?? keys;
  return { name, keys, serial, der: writeCertificate(spec, signer.privateKeyPem) };
}

export const rootOf = (change: Change = {}) => make('根', null, [extension.basicConstraints(true), certSign], change);
export const between = (issuer: Party, change: Change = {}, text = '分中心') =>
  make(text, issuer, [extension.basicConstraints(true), certSign], change);
export const leafOf = (issuer: Party, change: Change = {}) =>
  make(
    '张三',
    issuer,
    [extension.basicConstraints(false), extension.keyUsage(KEY_USAGE.digitalSignature), purposes],
    change,
  );

export function listOf(
  issuer: Party,
  change: Partial<CrlSpec> & { revoke?: Party[]; number?: number; signedBy?: KeyPair } = {},
) {
  const spec: CrlSpec = {
    issuer: issuer.name,
    thisUpdate: FROM,
    nextUpdate: TO,
    revoked: (change.revoke ?? []).map(({ serial }) => ({ serial, revokedAt: FROM + 1000 })),
    extensions: [extension.authorityKeyId(issuer.keys.spki), extension.crlNumber(change.number ?? 1)],
    ...change,
  };
  return writeCrl(spec, (change.signedBy ?? issuer.keys).privateKeyPem);
}

export function altered(party: Party, at = -1): Party {
  const bytes = Uint8Array.from(party.der);
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  return { ...party, der: bytes };
}

export interface Fixture {
  /** Leaf first, root last. */
  chain: Party[];
  pinned?: Party;
  crls?: Uint8Array[];
  at?: string;
}

export function ours(fixture: Fixture): string {
  try {
    validatePath(
      fixture.chain.map((party) => certificateFromDer(party.der)),
      {
        roots: [certificateFromDer((fixture.pinned ?? fixture.chain.at(-1)!).der)],
        crls: (fixture.crls ?? []).map(crlFromDer),
      },
      { at: fixture.at ?? AT },
    );
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

export function openssl(folder: string, fixture: Fixture): 'accepted' | 'refused' {
  const file = (name: string, text: string) => {
    const target = path.join(folder, name);
    writeFileSync(target, text);
    return target;
  };
  const [leaf, ...rest] = fixture.chain;
  const pem = (parties: Party[]) => parties.map((party) => toPem('CERTIFICATE', party.der)).join('');
  const args = ['verify', '-purpose', 'smimesign', '-attime', String(Math.floor(Date.parse(fixture.at ?? AT) / 1000))];
  args.push('-CAfile', file('root.pem', pem([fixture.pinned ?? rest.at(-1)!])), '-no-CApath', '-no-CAstore');
  if (rest.length > 1) args.push('-untrusted', file('between.pem', pem(rest.slice(0, -1))));
  if (fixture.crls) {
    args.push('-crl_check', '-CRLfile', file('crl.pem', fixture.crls.map((crl) => toPem('X509 CRL', crl)).join('')));
    if (fixture.crls.length > 1 && rest.length > 1) args.push('-crl_check_all');
  }
  const done = spawnSync('openssl', [...args, file('leaf.pem', pem([leaf!]))], { encoding: 'utf8' });
  if (done.status === 0 && done.stdout.includes(': OK')) return 'accepted';
  const said = `${done.stdout}${done.stderr}`;
  if (!/error|unable to load/i.test(said)) throw new Error(`openssl did not judge: ${said}`);
  return 'refused';
}
