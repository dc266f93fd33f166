/** A centre folder: made once, then opened under a lock by one command at a time. */
import { mkdir, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '#db/ids.ts';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import { chainToPem, parseCertificates, type SigningIdentity, type TrustStore } from '#main/bundle/certificate.ts';
import { parseCrl } from '#main/bundle/crl.ts';
import { generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { createCrl, createRoot, issueCertificate } from '#main/bundle/issue.ts';
import { generateEd25519 } from '#main/crypto/primitives.ts';
import { diskRefusal, fsyncFolder } from '#main/vault/durable.ts';
import { lockFolder } from '#main/workspace/lock.ts';
import { exists, replaceFile } from '#main/workspace/smallFile.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type CentreKeys, formatKeys, parseKeys } from './keys.ts';
import { type CentreState, centreState, type IssuedRecord, newState } from './state.ts';

export interface Centre {
  folder: string;
  state: CentreState;
  /** Certifies people and signs revocation lists. */
  root: SigningIdentity;
  /** Signs bundles. */
  office: SigningIdentity;
  officeIdentity: string;
  recoveryIdentity: string;
  /** Its own root and its newest list. */
  trust: TrustStore;
  /** Writes the state; what is not saved is forgotten. */
  save(): Promise<void>;
}

export interface CentreOptions {
  folder: string;
  /** Opens or seals the keys; null for keys without a passphrase. */
  passphrase: string | null;
}

const DAY_MS = 86_400_000;
const ROOT_YEARS = 20;
const STATE = 'state.json';
const FOLDERS = ['certificates', 'inbox', 'journal', 'quarantine', 'reports', 'tmp'];

/** Certificates begin a day early, so that a workstation whose clock lags can use a new one at once. */
export function validityFrom(now: number, years: number): { notBefore: string; notAfter: string } {
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  return { notBefore: new Date(now - DAY_MS).toISOString(), notAfter: notAfter.toISOString() };
}

/** Makes a centre: root, office, recovery key, first list. The folder must not exist or be empty. FILE_EXISTS, SPACE_SHORT, DISK_WRITE. */
export async function initCentre(
  options: CentreOptions & { name: string; unit: string; now: number },
): Promise<{ root: SigningIdentity; office: SigningIdentity }> {
  const folder = path.resolve(options.folder);
  await refuseUsed(folder);
  const { keys, root, office } = await makeIdentities(options);
  const createdAt = new Date(options.now).toISOString();
  const list = createCrl(root, { number: 1, thisUpdate: validityFrom(options.now, 1).notBefore, revoked: [] });
  const partial = `${folder}.partial`;
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true, mode: 0o700 });
    for (const name of FOLDERS) await mkdir(path.join(partial, name), { mode: 0o700 });
    const files = {
      'keys.json': await formatKeys(keys, options.passphrase),
      'root.pem': chainToPem(root.chain),
      'chain.pem': chainToPem(office.chain),
      'crl.pem': list.pem,
      [STATE]: `${canonicalJson(newState(createdAt))}\n`,
    };
    for (const [name, text] of Object.entries(files)) await replaceFile(path.join(partial, name), text);
    await rmdir(folder).catch(() => undefined);
    await rename(partial, folder);
    await fsyncFolder(path.dirname(folder));
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    throw await diskRefusal(error, path.dirname(folder), 0);
  }
  return { root, office };
}

async function refuseUsed(folder: string): Promise<void> {
  if (!(await exists(folder))) return;
  const names = await readdir(folder).catch(() => ['?']);
  if (names.length > 0) throw new Refusal('FILE_EXISTS', { file: path.basename(folder) });
}

async function makeIdentities(options: { name: string; unit: string; now: number }) {
  const [rootKeys, officeKeys] = [generateEd25519(), generateEd25519()];
  const [office, recovery] = [await generateAgeKeyPair(), await generateAgeKeyPair()];
  const validity = validityFrom(options.now, ROOT_YEARS);
  const subject = { unit: options.unit, role: 'centre', district: null } as const;
  const root = createRoot(rootKeys, {
    subject: { ...subject, personId: newId(options.now), name: `${options.name}（根）` },
    recipient: recovery.recipient,
    ...validity,
  });
  const certificate = issueCertificate(root, {
    subject: { ...subject, personId: newId(options.now), name: options.name },
    spki: officeKeys.spki,
    recipient: office.recipient,
    ...validity,
  });
  const keys: CentreKeys = {
    rootKeyPem: rootKeys.privateKeyPem,
    officeKeyPem: officeKeys.privateKeyPem,
    officeIdentity: office.identity,
    recoveryIdentity: recovery.identity,
  };
  const chain = [certificate, ...root.chain];
  return { keys, root, office: { privateKeyPem: officeKeys.privateKeyPem, chain } };
}

/** Runs `job` on an opened centre that nobody else can change meanwhile. CENTRE_MISSING, CENTRE_BUSY, CENTRE_LOCKED, CENTRE_DAMAGED. */
export async function withCentre<T>(options: CentreOptions, job: (centre: Centre) => Promise<T>): Promise<T> {
  const folder = path.resolve(options.folder);
  if (!(await exists(path.join(folder, STATE)))) {
    throw new Refusal('CENTRE_MISSING', { folder: path.basename(folder) });
  }
  const lock = lockCentre(folder);
  try {
    return await job(await openCentre(folder, options.passphrase));
  } finally {
    lock.release();
  }
}

function lockCentre(folder: string): { release(): void } {
  try {
    return lockFolder(folder);
  } catch (error) {
    const busy = error instanceof Refusal && error.code === 'WORKSPACE_BUSY';
    throw busy ? new Refusal('CENTRE_BUSY', { folder: path.basename(folder) }) : error;
  }
}

async function openCentre(folder: string, passphrase: string | null): Promise<Centre> {
  const read = (name: string) => readOwn(folder, name);
  const keys = await parseKeys(await read('keys.json'), passphrase);
  const roots = parseCertificates((await read('root.pem')).toString());
  const chain = parseCertificates((await read('chain.pem')).toString());
  const state = parseState(await read(STATE));
  const centre: Centre = {
    folder,
    state,
    root: { privateKeyPem: keys.rootKeyPem, chain: roots },
    office: { privateKeyPem: keys.officeKeyPem, chain },
    officeIdentity: keys.officeIdentity,
    recoveryIdentity: keys.recoveryIdentity,
    trust: { roots, crls: [parseCrl((await read('crl.pem')).toString())] },
    save: () => replaceFile(path.join(folder, STATE), `${canonicalJson(state)}\n`),
  };
  await settlePending(centre);
  return centre;
}

async function readOwn(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(path.join(folder, name));
  } catch (error) {
    throw new Refusal('CENTRE_DAMAGED', { file: name, reason: '无法读取' }, { cause: error });
  }
}

function parseState(content: Buffer): CentreState {
  try {
    return centreState.parse(parseStrictJson(content, STATE, 512 * 1024 * 1024));
  } catch (error) {
    throw new Refusal('CENTRE_DAMAGED', { file: STATE, reason: '格式不对' }, { cause: error });
  }
}

/** A command was cut off while it wrote a bundle. The bundle's name appears only when it is whole. */
async function settlePending(centre: Centre): Promise<void> {
  const { pending } = centre.state;
  if (!pending) return;
  if (await exists(pending.target)) commitIssued(centre.state, pending.record);
  centre.state.pending = null;
  await centre.save();
}

/** Notes a bundle whose file is there. */
export function commitIssued(state: CentreState, record: IssuedRecord): void {
  state.issued.push(record);
  state.sent[record.lane] = record.issuerSeq;
}
