import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { Refusal } from '#shared/domain/errors.ts';
import { sha256 } from '#shared/domain/primitives.ts';
import { type Catalogue, type CatalogueParts, clauseFile, makeCatalogue } from '#shared/rules/catalogue.ts';
import { calendarFile, factsFile, listsFile, materialsFile, RESERVED_FACTS } from '#shared/rules/factSchema.ts';
import { taskLedger } from '#shared/rules/ledgerSchema.ts';
import { documentFile, programme } from '#shared/rules/schema.ts';
import { deepFreeze } from './compiled.ts';
import { EXPORT_FORMAT } from './exportCatalogue.ts';
import { catalogueHash, loadCatalogue } from './load.ts';

/** What `catalogue export --json` wrote, read back: as strictly as the files of a folder. */

const MAX_BYTES = 64 * 1024 * 1024;

const exported = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  hash: sha256,
  documents: z.array(documentFile).max(200),
  programmes: z.array(programme).max(1000),
  ledgers: z.array(taskLedger).max(200),
  facts: factsFile.shape.facts,
  lists: listsFile.shape.lists,
  materialKinds: materialsFile.shape.kinds,
  calendars: z.array(calendarFile).max(120),
  clauses: clauseFile.shape.clauses,
});

const listOf = (value: unknown): object[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];

/** The export also says which facts a programme reads, and lists the facts the engine provides: neither is in the files. */
function asWritten(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { programmes, facts } = value as { programmes?: unknown; facts?: unknown };
  return {
    ...value,
    programmes: listOf(programmes).map(({ facts: _reads, ...rest }: { facts?: unknown }) => rest),
    facts: listOf(facts).filter(
      (one) => !(RESERVED_FACTS as readonly unknown[]).includes((one as { key?: unknown }).key),
    ),
  };
}

/** Text that is nested beyond all reason ends the recursion of the schemas, which is no defect of ours. */
function parseExport(bytes: Uint8Array): { data: z.infer<typeof exported> } | { reason: string } {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const { data, error } = exported.safeParse(asWritten(value));
    const issue = error?.issues[0];
    return data === undefined ? { reason: `${issue?.path.join('.') || '整体'}：${issue?.message}` } : { data };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return { reason: '不是有效的 JSON 文件' };
    if (error instanceof RangeError) return { reason: '层次过深' };
    throw error;
  }
}

/** Throws SCHEMA_INVALID for a file of another form, CATALOGUE_INVALID where its content does not fit together or its hash is not its own. */
export function readExport(bytes: Uint8Array, name: string): Catalogue {
  const read = parseExport(bytes);
  if ('reason' in read) throw new Refusal('SCHEMA_INVALID', { entry: name, reason: read.reason });
  const { format: _format, hash, ...content } = read.data;
  const parts: CatalogueParts = deepFreeze(content);
  if (catalogueHash(parts) !== hash) throw new Refusal('CATALOGUE_INVALID', { reason: `${name} 的内容与其校验码不符` });
  const { catalogue, problems } = makeCatalogue(parts, hash);
  if (problems[0] !== undefined) throw new Refusal('CATALOGUE_INVALID', { reason: problems[0] });
  return catalogue;
}

/** A catalogue by path: a folder of files, or an export. Throws FILE_NOT_FOUND, FILE_TOO_LARGE, MEDIUM_READ and as above. */
export function openCatalogue(path: string): Catalogue {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) throw new Refusal('FILE_NOT_FOUND', { file: path });
  if (info.isDirectory()) return loadCatalogue(path);
  if (info.size > MAX_BYTES) throw new Refusal('FILE_TOO_LARGE', { file: path, bytes: info.size, limit: MAX_BYTES });
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Refusal('MEDIUM_READ', { file: path }, { cause: error });
  }
  return readExport(bytes, path);
}
