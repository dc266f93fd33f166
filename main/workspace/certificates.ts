import { eq } from 'drizzle-orm';
import type { ReadableDb } from '#db/database.ts';
import { crls, persons, trustRoots } from '#db/schema/core.ts';
import {
  type Certificate,
  chainToPem,
  parseCertificates,
  type SigningIdentity,
  type TrustStore,
} from '#main/bundle/certificate.ts';
import { parseCrl } from '#main/bundle/crl.ts';
import { validatePath } from '#main/bundle/path.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput } from '#shared/domain/events.ts';
import { toGroups } from '#shared/domain/review.ts';
import type { WorkspaceSession } from './session.ts';
import { readChosenFile } from './smallFile.ts';

const MAX_PEM_BYTES = 64 * 1024;

export function fingerprintOf(certificate: Certificate): string {
  return sha256Hex(certificate.der);
}

export function rootPinned(root: Certificate): EventInput {
  const payload = { fingerprint: fingerprintOf(root), pem: root.pem, recipient: root.recipient };
  return { type: 'root.pinned', payload };
}

/** Roots people pinned in this workspace, and the newest revocation lists. */
export function readTrust(db: ReadableDb): TrustStore {
  const roots = db.select().from(trustRoots).all();
  const lists = db.select().from(crls).all();
  return {
    roots: roots.flatMap((root) => parseCertificates(root.pem)),
    crls: lists.map((list) => parseCrl(list.pem)),
  };
}

/** One root certificate of a file a person chose. Refuses CERT_INVALID when it is no centre's own. */
export async function readRootFile(file: string): Promise<Certificate> {
  const chain = parseCertificates((await readChosenFile(file, MAX_PEM_BYTES)).toString('utf8'));
  const root = chain.at(-1);
  if (root?.subject.role !== 'centre') throw new Refusal('CERT_INVALID', { reason: '不是中心的根证书' });
  return root;
}

async function readChainFile(file: string): Promise<{ chain: Certificate[]; leaf: Certificate; root: Certificate }> {
  const chain = parseCertificates((await readChosenFile(file, MAX_PEM_BYTES)).toString('utf8'));
  const leaf = chain[0]!;
  const root = chain.at(-1)!;
  if (chain.length < 2) throw new Refusal('CERT_INVALID', { reason: '文件中没有中心的根证书' });
  return { chain, leaf, root };
}

function isPinned(db: ReadableDb, root: Certificate): boolean {
  const fingerprint = fingerprintOf(root);
  return db.select().from(trustRoots).where(eq(trustRoots.fingerprint, fingerprint)).get() !== undefined;
}

/** What the certificate says, for the person to compare before installing it. */
export async function previewCertificate(session: WorkspaceSession, file: string) {
  const { leaf, root } = await readChainFile(file);
  const { name, unit, role, district } = leaf.subject;
  return {
    name,
    unit,
    role,
    district,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    rootGroups: toGroups(fingerprintOf(root)),
    rootKnown: isPinned(session.db.read, root),
  };
}

/**
 * Takes the current person's certificate: it must be for this person's key and hold under its root, which is pinned with it when it
 * was not before (the person compared the fingerprint). Answers the root. CERTIFICATE_MISMATCH, CERT_…
 */
export async function installCertificate(session: WorkspaceSession, file: string, now: string): Promise<Certificate> {
  const { chain, leaf, root } = await readChainFile(file);
  const { actor, db } = session;
  if (leaf.keyId !== actor.keyId || leaf.subject.personId !== actor.personId) {
    throw new Refusal('CERTIFICATE_MISMATCH');
  }
  const known = readTrust(db.read);
  validatePath(chain, { roots: [...known.roots, root], crls: known.crls }, { at: now });
  const { role, district } = leaf.subject;
  const { serial, notBefore, notAfter } = leaf;
  const payload = {
    ...actor,
    chain: chainToPem(chain),
    serial,
    role,
    district,
    notBefore,
    notAfter,
    rootFingerprint: fingerprintOf(root),
  };
  db.write((tx) => {
    if (!isPinned(tx, root)) session.record(tx, rootPinned(root));
    session.record(tx, { type: 'certificate.installed', payload });
  });
  return root;
}

/** The current person's key with its certificate, `null` until there is one. */
export function signingIdentity(session: WorkspaceSession): SigningIdentity | null {
  const { personId } = session.actor;
  const row = session.db.read.select().from(persons).where(eq(persons.personId, personId)).get();
  return row?.chain ? { privateKeyPem: session.secrets.signingKeyPem, chain: parseCertificates(row.chain) } : null;
}
