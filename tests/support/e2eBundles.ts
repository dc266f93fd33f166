/** Bundles nobody may take in: damaged on the way, changed by somebody, meant for somebody else, signed by somebody who may not. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Certificate, SigningIdentity } from '#main/bundle/certificate.ts';
import { chainToPem } from '#main/bundle/certificate.ts';
import { issueCertificate } from '#main/bundle/issue.ts';
import { withCentre } from '#main/central/centre.ts';
import { generateEd25519 } from '#main/crypto/primitives.ts';
import { type Bag, bytesOf, editBundleJson, openBag, packBag, resign } from './forge.ts';

const DAY_MS = 86_400_000;

/** A copy with one bit turned. */
export function withFlippedBit(from: string, to: string, at: number): void {
  const bytes = readFileSync(from);
  bytes[at]! ^= 1;
  writeFileSync(to, bytes);
}

/** A copy that broke off. */
export function truncated(from: string, to: string, share: number): void {
  const bytes = readFileSync(from);
  writeFileSync(to, bytes.subarray(0, Math.floor(bytes.length * share)));
}

/** A plain bundle taken apart, changed and packed again. */
export function repacked(from: string, to: string, change: (bag: Bag) => void): void {
  const { top, bag } = openBag(from);
  change(bag);
  writeFileSync(to, packBag(top, bag));
}

/** One more file that no manifest names. */
export function addStranger(bag: Bag): string {
  const content = bytesOf('%PDF-1.4\n');
  const name = `data/attachments/${createHash('sha256').update(content).digest('hex')}.pdf`;
  bag.set(name, content);
  return name;
}

/** Where the first attachment's content lies in a plain bundle, and its name. */
export function firstAttachment(from: string): { name: string; at: number } {
  const { bag } = openBag(from);
  const [name, data] = [...bag].find(([entry]) => entry.startsWith('data/attachments/'))!;
  return { name, at: readFileSync(from).indexOf(data) + 100 };
}

/** Signs a bundle anew with another identity; it names that issuer. */
export function signedBy(bag: Bag, identity: SigningIdentity, changes: Record<string, unknown> = {}): void {
  editBundleJson(bag, { issuer: identity.chain[0]!.keyId, ...changes });
  resign(bag, identity);
}

/** The centre's own office, and a second one whose certificate is valid from and to as told (days from now). */
export async function officesOf(
  centreFolder: string,
  days: { from: number; to: number },
): Promise<{ office: SigningIdentity; second: SigningIdentity & { certificate: Certificate } }> {
  return withCentre({ folder: centreFolder, passphrase: null }, async ({ office, root }) => {
    const keys = generateEd25519();
    const at = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString();
    const certificate = issueCertificate(root, {
      subject: { ...office.chain[0]!.subject, name: '评审中心二室' },
      spki: keys.spki,
      recipient: null,
      notBefore: at(days.from),
      notAfter: at(days.to),
    });
    const chain = [certificate, ...root.chain];
    return { office, second: { privateKeyPem: keys.privateKeyPem, chain, certificate } };
  });
}

/** Writes a certificate for the command line. */
export function writeCertificate(file: string, certificate: Certificate): string {
  writeFileSync(file, chainToPem([certificate]));
  return file;
}

/** A photo with a bundle's name. */
export function notABundle(file: string): void {
  copyFileSync(path.join(import.meta.dirname, '..', '..', 'main', 'electron', 'resources', 'icon.png'), file);
}
