/** What the centre sends: case bundles and acknowledgements, numbered per audience. */
import path from 'node:path';
import { newId } from '#db/ids.ts';
import { canonicalJsonBytes } from '#main/bundle/canonicalJson.ts';
import type { Certificate } from '#main/bundle/certificate.ts';
import { type WriteBundleOptions, type WrittenBundle, writeBundle } from '#main/bundle/write.ts';
import { evaluateCase } from '#main/services/review/evaluateCase.ts';
import { exists } from '#main/workspace/smallFile.ts';
import type { BundleKind, CatalogueReference } from '#shared/domain/bundle.ts';
import { BUNDLE_KIND_TITLES } from '#shared/domain/bundle.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ACK_PATH, CRL_PATH } from '#shared/domain/exchange.ts';
import { ROLE_TITLES, type Role } from '#shared/domain/person.ts';
import { BUILTIN_NUMBER, CATALOGUE_ID } from '#shared/domain/policyPack.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { readCasesFolder } from './casesFolder.ts';
import { type Centre, commitIssued } from './centre.ts';
import { validRecipient } from './people.ts';
import { issuedCatalogues, laneOf } from './state.ts';
import { type Volume, type VolumeLimits, volumeName, volumesOf } from './volumes.ts';

export interface SendOptions {
  /** Certificates of the people it is for. */
  to: readonly Certificate[];
  target: string;
  now: number;
  signal: AbortSignal;
}

/** Roles that work on cases. */
const CASE_ROLES: readonly Role[] = ['reviewer', 'approver', 'inspector'];

export interface IssueOptions extends SendOptions {
  cases: string;
  plain: boolean;
  /** Rules the cases are checked against and that the bundle names; null for neither. */
  catalogue: Catalogue | null;
  limits?: VolumeLimits;
}

export interface Issued {
  file: string;
  written: WrittenBundle;
  volume: Volume;
}

/**
 * Issues every case of a folder, in several volumes where one does not hold them. Refuses what readCasesFolder and writeBundle refuse,
 * SCHEMA_INVALID (a case the catalogue cannot judge), RECIPIENT_ROLE, RECIPIENT_MISSING.
 */
export async function issueCases(centre: Centre, options: IssueOptions): Promise<Issued[]> {
  const { catalogue, now, plain } = options;
  const people = options.to.map((certificate) => validRecipient(centre, certificate, now));
  for (const { subject } of people) {
    if (!CASE_ROLES.includes(subject.role)) throw wrongRole(subject, 'case');
  }
  const recipients = plain ? null : people.map(recipientOf);
  const folder = await readCasesFolder(options.cases);
  if (catalogue) for (const { entry, record } of folder.cases) checkCase(catalogue, entry, record);
  const volumes = volumesOf(folder, options.limits);
  const count = volumes.length;
  const set = newId(now);
  const issued: Issued[] = [];
  for (const [i, volume] of volumes.entries()) {
    const file = volumeName(options.target, i + 1, count);
    const content = {
      kind: 'case',
      files: volume.files,
      acks: [],
      catalogue: referenceTo(centre, catalogue),
      recipients,
    } as const;
    const part = count === 1 ? null : { set, index: i + 1, count };
    const cases = volume.cases.map(({ id }) => id);
    issued.push({
      file,
      volume,
      written: await send(centre, people, { ...options, target: file }, { ...content, part, cases }),
    });
  }
  return issued;
}

/** The workstation would refuse the whole bundle for it. */
function checkCase(catalogue: Catalogue, entry: string, record: BundleCase): void {
  try {
    evaluateCase(catalogue, record);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal('SCHEMA_INVALID', { entry, reason: error.message.replace(/。$/, '') }, { cause: error });
  }
}

/** The catalogue that comes with the program is number 1 of its id; policy bundles bring higher ones. */
function referenceTo({ state }: Centre, catalogue: Catalogue | null): CatalogueReference | null {
  if (!catalogue) return null;
  const sent = issuedCatalogues(state).findLast(({ sha256 }) => sha256 === catalogue.hash);
  return { id: CATALOGUE_ID, number: sent?.number ?? BUILTIN_NUMBER, sha256: catalogue.hash };
}

function wrongRole(subject: Certificate['subject'], kind: BundleKind): Refusal {
  const { name, role } = subject;
  return new Refusal('RECIPIENT_ROLE', { name, role: ROLE_TITLES[role], kind: BUNDLE_KIND_TITLES[kind] });
}

export function recipientOf({ recipient, subject }: Certificate): string {
  if (recipient === null) throw new Refusal('RECIPIENT_MISSING', { name: subject.name });
  return recipient;
}

/** Says to a person what the centre holds of the streams that person wrote in. INPUT_INVALID when it holds nothing. */
export async function acknowledge(
  centre: Centre,
  options: SendOptions,
): Promise<{ written: WrittenBundle; bundleIds: string[]; streams: number }> {
  const people = options.to.map((certificate) => validRecipient(centre, certificate, options.now));
  const personIds = people.map(({ subject }) => subject.personId);
  const streams = Object.entries(centre.state.streams).filter(([, { persons }]) =>
    persons.some((person) => personIds.includes(person)),
  );
  const names = new Set(streams.map(([stream]) => stream));
  const bundleIds = centre.state.received
    .filter((one) => personIds.includes(one.personId) || one.streams.some((stream) => names.has(stream)))
    .map(({ bundleId }) => bundleId);
  if (bundleIds.length === 0) throw new Refusal('INPUT_INVALID', { reason: '还没有收到这位人员的审核包' });
  const written = await send(centre, people, options, {
    kind: 'ack',
    files: [{ name: ACK_PATH, source: canonicalJsonBytes({ profile: 'qp-ack/1', bundleIds }) }],
    acks: streams.map(([stream, { seq, hash }]) => ({ stream, seq, hash })),
    catalogue: null,
    part: null,
    recipients: people.map(recipientOf),
    cases: [],
  });
  return { written, bundleIds, streams: streams.length };
}

export type Content = Pick<WriteBundleOptions, 'kind' | 'files' | 'acks' | 'catalogue' | 'part' | 'recipients'> & {
  cases: string[];
};

/** The number is noted before the file is made and counts only once the file is there: neither a gap nor a number used twice. */
export async function send(
  centre: Centre,
  people: readonly Certificate[],
  { target, now, signal }: SendOptions,
  { cases, files, ...content }: Content,
): Promise<WrittenBundle> {
  const { state, office, trust } = centre;
  const audience = [...new Set(people.map(({ keyId }) => keyId))].sort();
  const { kind } = content;
  const brought = kind === 'policy' && content.catalogue ? content.catalogue : null;
  const lane = laneOf({ issuer: office.chain[0]!.keyId, kind, audience });
  const issuerSeq = (state.sent[lane] ?? 0) + 1;
  const issuedAt = new Date(now).toISOString();
  const list = { name: CRL_PATH, source: Buffer.from(trust.crls[0]!.pem) };
  const record = {
    ...{ bundleId: null, kind, lane, issuerSeq, issuedAt, file: path.basename(target), cases },
    ...(brought && { catalogue: { number: brought.number, sha256: brought.sha256 } }),
  };
  await refuseExisting(target);
  state.pending = { target: path.resolve(target), record };
  await centre.save();
  const written = await writeBundle({
    ...content,
    target: path.resolve(target),
    identity: office,
    audience,
    issuerSeq,
    journal: [],
    issuedAt,
    files: [...files, list],
    onProgress: () => undefined,
    signal,
  });
  commitIssued(state, { ...record, bundleId: written.bundleId });
  state.pending = null;
  await centre.save();
  return written;
}

/** Before the number is noted: what is there already would look like our own file after a crash. */
async function refuseExisting(target: string): Promise<void> {
  if (await exists(target)) throw new Refusal('FILE_EXISTS', { file: path.basename(target) });
}
