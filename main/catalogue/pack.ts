/** The catalogue as a policy bundle carries it: the files of policies/ as they are, and what the centre says of them. */
import type { z } from 'zod';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import type { BundleEntry } from '#main/bundle/read.ts';
import type { BundleJson } from '#shared/domain/bundle.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { CRL_PATH } from '#shared/domain/exchange.ts';
import {
  CATALOGUE_ID,
  nameOfPackPath,
  PACK_LIMITS,
  POLICY_PATH,
  type PolicyContent,
  policyContent,
  sourcePath,
} from '#shared/domain/policyPack.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { checkCatalogue } from './check.ts';
import { type CatalogueFiles, readCatalogue } from './load.ts';

export interface PolicyPack {
  number: number;
  content: PolicyContent;
  catalogue: Catalogue;
}

/** A container whose bytes were verified. */
export interface PackSource {
  bundle: BundleJson;
  entries: ReadonlyMap<string, BundleEntry>;
  readEntry(name: string, limit?: number): Promise<Uint8Array>;
}

/** The catalogue of files that pass the same checks as `catalogue check`. Throws the first problem by `refuse`. */
export function checkedCatalogue(files: CatalogueFiles, refuse: (reason: string) => Refusal): Catalogue {
  const { catalogue, problems } = readCatalogue(files);
  if (catalogue === null || problems.length > 0) throw refuse(firstOf(problems));
  const found = checkCatalogue(catalogue).problems;
  if (found.length > 0) throw refuse(firstOf(found));
  return catalogue;
}

function firstOf(problems: readonly string[]): string {
  const more = problems.length > 1 ? `；共 ${problems.length} 处` : '';
  return `${(problems[0] ?? '没有内容').slice(0, 200)}${more}`;
}

/**
 * Reads a pack strictly and within bounds: sizes are known from the container before anything is read. Refuses SCHEMA_INVALID
 * (policy.json, a file that has no place), PROFILE_NEWER (made for a later program), PACK_INVALID (the catalogue: form, references,
 * meaning, hash).
 */
export async function readPack(source: PackSource, file: string): Promise<PolicyPack> {
  const refuse = (reason: string) => new Refusal('PACK_INVALID', { file, reason });
  const reference = source.bundle.catalogue;
  if (reference === undefined || reference.id !== CATALOGUE_ID) throw refuse('没有注明目录的编号和校验码');
  const content = readContent(await source.readEntry(POLICY_PATH, 4 * 1024 * 1024), file);
  refuseStrangers(source, content);
  const files = await readFiles(source, refuse);
  refuseNewer(files, file);
  const catalogue = checkedCatalogue(files, refuse);
  if (catalogue.hash !== reference.sha256) {
    throw refuse('内容与签发时的校验码不符，或者由不同版本的泉评制作');
  }
  checkSources(catalogue, content, refuse);
  return { number: reference.number, content, catalogue };
}

function readContent(bytes: Uint8Array, file: string): PolicyContent {
  const value = parseStrictJson(bytes, POLICY_PATH);
  const profile = typeof value === 'object' && value !== null && 'profile' in value ? value.profile : null;
  const later = typeof profile === 'string' ? /^qp-policy\/([2-9]|[1-9][0-9]{1,3})$/.exec(profile) : null;
  if (later) throw new Refusal('PROFILE_NEWER', { file, minReader: later[0] });
  const parsed = policyContent.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal('SCHEMA_INVALID', { entry: POLICY_PATH, reason: reasonOf(parsed.error) });
}

function reasonOf({ issues: [issue] }: z.ZodError): string {
  return issue ? `${issue.path.join('.') || '整体'}：${issue.message}` : '格式不对';
}

function refuseStrangers({ entries }: PackSource, { sources }: PolicyContent): void {
  const named = new Set(sources.map(sourcePath));
  for (const source of sources) {
    if (entries.get(sourcePath(source))?.size === source.bytes) continue;
    throw new Refusal('SCHEMA_INVALID', { entry: POLICY_PATH, reason: `文件原文“${source.name}”不在包中或大小不符` });
  }
  for (const name of entries.keys()) {
    const expected = !name.startsWith('data/') || [POLICY_PATH, CRL_PATH].includes(name) || named.has(name);
    if (!expected && nameOfPackPath(name) === null) {
      throw new Refusal('SCHEMA_INVALID', { entry: name, reason: '政策包中不应有这个文件' });
    }
  }
}

async function readFiles({ entries, readEntry }: PackSource, refuse: (reason: string) => Refusal) {
  const listed = [...entries].flatMap(([path, { size }]) => {
    const name = nameOfPackPath(path);
    return name === null ? [] : [{ path, name, size }];
  });
  refuseLarge(
    listed.map(({ size }) => size),
    refuse,
  );
  const files = new Map<string, Uint8Array>();
  for (const { path, name } of listed) files.set(name, await readEntry(path, PACK_LIMITS.fileBytes));
  return files;
}

const SCHEMA = /^schema: *['"]?qp-[a-z]+\/([2-9]|[1-9][0-9]{1,3})['"]? *$/m;

/** A file in a form that only later programs know: the person can do something about that. */
function refuseNewer(files: CatalogueFiles, file: string): void {
  for (const [name, bytes] of files) {
    const later = name.endsWith('.yaml') ? SCHEMA.exec(Buffer.from(bytes).toString('latin1')) : null;
    if (later) throw new Refusal('PROFILE_NEWER', { file, minReader: later[0].trim() });
  }
}

/** More or larger files than any catalogue has, told from their sizes alone. */
export function refuseLarge(sizes: readonly number[], refuse: (reason: string) => Refusal): void {
  const { files, fileBytes, catalogueBytes } = PACK_LIMITS;
  const mega = (bytes: number) => `${bytes / 1024 ** 2} MB`;
  if (sizes.length > files) throw refuse(`目录文件超过 ${files} 个`);
  if (sizes.some((size) => size > fileBytes)) throw refuse(`有目录文件超过 ${mega(fileBytes)}`);
  if (sizes.reduce((sum, size) => sum + size, 0) > catalogueBytes) throw refuse(`目录超过 ${mega(catalogueBytes)}`);
}

/** Every source belongs to a document, every anchor to a clause of that document. */
export function checkSources(catalogue: Catalogue, content: PolicyContent, refuse: (reason: string) => Refusal): void {
  for (const { document, name, anchors } of content.sources) {
    if (!catalogue.documents.has(document)) throw refuse(`文件原文“${name}”所属的文件 ${document} 不在目录中`);
    const foreign = anchors.find(({ clause }) => catalogue.clauses.get(clause)?.document !== document);
    if (foreign) throw refuse(`文件原文“${name}”的定位指向不存在的条款 ${foreign.clause}`);
  }
}
