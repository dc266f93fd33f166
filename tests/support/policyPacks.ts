/** Policy packs for tests: the shipped catalogue cut down to one programme, with changes, issued or forged by a real centre. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WriteBundleOptions } from '#main/bundle/write.ts';
import { type CatalogueFiles, findPolicies, readCatalogue, readFolder } from '#main/catalogue/load.ts';
import { type IssuedPolicy, issuePolicy } from '#main/central/sendPolicy.ts';
import { CATALOGUE_ID, POLICY_PATH, packPath } from '#shared/domain/policyPack.ts';
import type { Desk } from './centre.ts';
import { tempFolder } from './core.ts';

/** The programme of `tuitionCase`. */
export const TUITION = 'jrcb-2022-4/26.2.yaml';
const KEPT = /^(facts|lists|materials)\.yaml$|^clause-ids\.json$|^calendars\/|\/document\.yaml$/;

const shipped: CatalogueFiles = readFolder(findPolicies(import.meta.dirname));

type Edits = Record<string, ((text: string) => string) | null>;

/** Files of a catalogue with the one programme; `edits` change a file's text, make a new one of nothing, or leave one out. */
export function packFiles(edits: Edits = {}): Map<string, Uint8Array> {
  const files = new Map([...shipped].filter(([name]) => KEPT.test(name) || name === TUITION));
  for (const [name, edit] of Object.entries(edits)) {
    if (edit === null) files.delete(name);
    else files.set(name, Buffer.from(edit(Buffer.from(files.get(name) ?? []).toString('utf8'))));
  }
  return files;
}

/** Replaces exactly one place; a text that has moved on fails the test. */
export function replacing(from: string, to: string): (text: string) => string {
  return (text) => {
    if (text.split(from).length !== 2) throw new Error(`not once in the file: ${from}`);
    return text.replace(from, () => to);
  };
}

/** A master's degree is no longer enough. */
export const STRICTER: Edits = {
  [TUITION]: replacing(
    '{ fact: study.degree, op: ge, value: bachelor }',
    '{ fact: study.degree, op: ge, value: doctor }',
  ),
};

export function writePackFolder(files: CatalogueFiles): string {
  const folder = path.join(tempFolder(), 'policies');
  for (const [name, bytes] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  return folder;
}

export interface Sent extends IssuedPolicy {
  file: string;
}

let sent = 0;

/** Issues a pack to everybody through the centre's own code. */
export function sendPack(
  { office, station }: Desk,
  files: CatalogueFiles,
  { from = '2026-11-01', sources = null }: { from?: string; sources?: string | null } = {},
): Promise<Sent> {
  const target = path.join(tempFolder(), `policy-${++sent}.qpb`);
  const signal = new AbortController().signal;
  const how = { to: [], target, now: station.clock.now(), signal, sources, title: '测试目录', from, plain: true };
  return office.run(async (centre) => ({
    ...(await issuePolicy(centre, { ...how, catalogue: writePackFolder(files) })),
    file: target,
  }));
}

interface Forgery {
  files?: CatalogueFiles;
  content?: Record<string, unknown>;
  number?: number;
  sha256?: string;
  more?: WriteBundleOptions['files'];
  changes?: Partial<WriteBundleOptions>;
}

/** A signed bundle around any content: what a centre that is broken or bought could send. Answers its path. */
export async function forgePack({ office, certificate }: Desk, forgery: Forgery = {}): Promise<string> {
  const { files = packFiles(STRICTER), content = {}, number = 2, more = [], changes = {} } = forgery;
  const sha256 = forgery.sha256 ?? readCatalogue(files).catalogue?.hash ?? '0'.repeat(64);
  const policy = { profile: 'qp-policy/1', title: '测试目录', from: '2026-11-01', sources: [], ...content };
  const payload = [
    { name: POLICY_PATH, source: Buffer.from(JSON.stringify(policy)) },
    ...[...files].map(([name, source]) => ({ name: packPath(name), source })),
    ...more,
  ];
  const catalogue = { id: CATALOGUE_ID, number, sha256 };
  const { path: file } = await office.forge(certificate, { kind: 'policy', catalogue, files: payload, ...changes });
  return file;
}
