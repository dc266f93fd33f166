/** Policy bundles: the catalogue of a folder, checked as `catalogue check` does, with the source documents where they are given. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { canonicalJsonBytes, parseStrictJson } from '#main/bundle/canonicalJson.ts';
import type { WriteBundleOptions, WrittenBundle } from '#main/bundle/write.ts';
import { readFolder } from '#main/catalogue/load.ts';
import { checkedCatalogue, checkSources, refuseLarge } from '#main/catalogue/pack.ts';
import { exists, readChosenFile } from '#main/workspace/smallFile.ts';
import { Refusal } from '#shared/domain/errors.ts';
import {
  BUILTIN_NUMBER,
  CATALOGUE_ID,
  PACK_LIMITS,
  POLICY_PATH,
  POLICY_PROFILE,
  type PolicyContent,
  type PolicySource,
  packPath,
  policyContent,
  SOURCE_EXTENSIONS,
  type SourceAnchor,
  sourceAnchor,
  sourcePath,
} from '#shared/domain/policyPack.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { Centre } from './centre.ts';
import { validRecipient } from './people.ts';
import { recipientOf, type SendOptions, send } from './send.ts';
import { issuedCatalogues } from './state.ts';

export interface PolicyOptions extends SendOptions {
  /** Folder laid out as policies/. */
  catalogue: string;
  /** Folder of `<document>.pdf`, `<document>.txt` and `<document>.<pdf|txt>.json`; null for none. */
  sources: string | null;
  title: string;
  /** First day the catalogue may be put in force. */
  from: string;
  plain: boolean;
}

export interface IssuedPolicy {
  written: WrittenBundle;
  number: number;
  catalogue: Catalogue;
  sources: number;
}

/**
 * Signs a policy bundle for people, or for everybody when nobody is named. A catalogue that was sent before keeps its number, any
 * other one gets the next. Refuses CATALOGUE_INVALID (the first problem), SCHEMA_INVALID (a source) and what writeBundle refuses.
 */
export async function issuePolicy(centre: Centre, options: PolicyOptions): Promise<IssuedPolicy> {
  const people = options.to.map((certificate) => validRecipient(centre, certificate, options.now));
  const refuse = (reason: string) => new Refusal('CATALOGUE_INVALID', { reason });
  const files = readFolder(options.catalogue);
  refuseLarge(
    [...files.values()].map(({ length }) => length),
    refuse,
  );
  const catalogue = checkedCatalogue(files, refuse);
  const given = options.sources === null ? [] : await readSources(options.sources, catalogue);
  const content: PolicyContent = policyContent.parse({
    ...{ profile: POLICY_PROFILE, title: options.title, from: options.from },
    sources: given.map(({ source }) => source),
  });
  checkSources(catalogue, content, refuse);
  const number = numberOf(centre, catalogue);
  // Two documents may have the same file; it is in the bundle once.
  const attachments = new Map(given.map(({ source, bytes }) => [sourcePath(source), bytes]));
  const payload: WriteBundleOptions['files'] = [
    { name: POLICY_PATH, source: canonicalJsonBytes(content) },
    ...[...files].map(([name, source]) => ({ name: packPath(name), source })),
    ...[...attachments].map(([name, source]) => ({ name, source })),
  ];
  const written = await send(centre, people, options, {
    ...{ kind: 'policy', files: payload, acks: [], part: null, cases: [] },
    catalogue: { id: CATALOGUE_ID, number, sha256: catalogue.hash },
    recipients: options.plain ? null : people.map(recipientOf),
  });
  return { written, number, catalogue, sources: given.length };
}

function numberOf({ state }: Centre, catalogue: Catalogue): number {
  const last = issuedCatalogues(state).at(-1);
  if (last?.sha256 === catalogue.hash) return last.number;
  return (last?.number ?? BUILTIN_NUMBER) + 1;
}

interface GivenSource {
  source: PolicySource;
  bytes: Buffer;
}

async function readSources(folder: string, catalogue: Catalogue): Promise<GivenSource[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new Refusal('FILE_NOT_FOUND', { file: path.basename(path.resolve(folder)) }, { cause });
  });
  const given: GivenSource[] = [];
  for (const name of names.sort()) {
    const [stem = '', extension = '', ...rest] = name.split('.');
    const known = SOURCE_EXTENSIONS.find((one) => one === extension);
    if (!known || rest.length > 0) continue;
    const document = catalogue.documents.get(stem);
    if (!document) throw new Refusal('SCHEMA_INVALID', { entry: name, reason: `目录中没有文件 ${stem}` });
    given.push(await readSource(folder, name, known, { id: stem, title: document.title }));
  }
  return given;
}

async function readSource(
  folder: string,
  file: string,
  extension: PolicySource['extension'],
  { id, title }: { id: string; title: string },
): Promise<GivenSource> {
  const bytes = await readChosenFile(path.join(folder, file), PACK_LIMITS.sourceBytes);
  if (bytes.length === 0) throw new Refusal('SCHEMA_INVALID', { entry: file, reason: '文件是空的' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const anchors = await readAnchors(path.join(folder, `${file}.json`));
  const name = `${title}.${extension}`.slice(-200);
  return { bytes, source: { document: id, name, sha256, extension, bytes: bytes.length, anchors } };
}

/** `[{"clause": "<id>", "at": <page or line>}, …]` beside the source; none where there is no such file. */
async function readAnchors(file: string): Promise<SourceAnchor[]> {
  if (!(await exists(file))) return [];
  const entry = path.basename(file);
  const value = parseStrictJson(await readChosenFile(file, 1024 * 1024), entry);
  const parsed = z.array(sourceAnchor).max(PACK_LIMITS.anchors).safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal('SCHEMA_INVALID', { entry, reason: `${issue?.path.join('.') || '整体'}：${issue?.message}` });
}
