import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { Refusal } from '#shared/domain/errors.ts';
import { type Catalogue, type CatalogueParts, clauseFile, makeCatalogue } from '#shared/rules/catalogue.ts';
import { calendarFile, factsFile, listsFile, materialsFile } from '#shared/rules/factSchema.ts';
import { taskLedger } from '#shared/rules/ledgerSchema.ts';
import { documentFile, programme } from '#shared/rules/schema.ts';
import { throughCloneCache } from './cloneCache.ts';
import { COMPILED_FILE, deepFreeze, findCompiled } from './compiled.ts';
import { readYaml, YAML_LIMITS, YamlProblem } from './readYaml.ts';

/** The folder as files: relative name (forward slashes) → bytes. A policy bundle can be turned into the same. */
export type CatalogueFiles = ReadonlyMap<string, Uint8Array>;

const MAX_FILES = 1000;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** facts.yaml and clause-ids.json hold thousands of entries. */
const LARGE = { ...YAML_LIMITS, maxBytes: 4 * 1024 * 1024, maxNodes: 400_000 };

/** JSON with sorted keys and the shortest spelling of numbers, as RFC 8785 has it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

/** Over everything that was read, in the order of the file names. */
export const catalogueHash = (parts: CatalogueParts): string =>
  createHash('sha256').update(canonical(parts), 'utf8').digest('hex');

interface Reader {
  files: CatalogueFiles;
  problems: string[];
}

function issuePath(path: readonly PropertyKey[]): string {
  return path
    .map((one) => (typeof one === 'number' ? `[${one}]` : `.${String(one)}`))
    .join('')
    .replace(/^\./, '');
}

/** Generated JSON: the schema is strict, so a plain reader is enough. */
function readJson(bytes: Uint8Array): unknown {
  if (bytes.length > LARGE.maxBytes) throw new YamlProblem(`larger than ${LARGE.maxBytes} bytes`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new YamlProblem(error instanceof SyntaxError ? 'not valid JSON' : 'not UTF-8 text');
  }
}

/** One file through its schema; problems name the file and the place. */
function readFile<S extends z.ZodType>(
  { files, problems }: Reader,
  name: string,
  schema: S,
  large = false,
): z.infer<S> | null {
  const bytes = files.get(name);
  if (bytes === undefined) {
    problems.push(`${name}: missing`);
    return null;
  }
  let value: unknown;
  try {
    value = name.endsWith('.json') ? readJson(bytes) : readYaml(bytes, large ? LARGE : YAML_LIMITS);
  } catch (error) {
    if (!(error instanceof YamlProblem) && !(error instanceof RangeError)) throw error;
    problems.push(`${name}: ${error.message}`);
    return null;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues.slice(0, 20)) {
    problems.push(`${name}: ${[issuePath(issue.path), issue.message].filter((text) => text !== '').join(': ')}`);
  }
  return null;
}

const present = <T>(value: T | null): value is T => value !== null;

function readDocumentFolder(
  reader: Reader,
  names: readonly string[],
): Pick<CatalogueParts, 'documents' | 'programmes' | 'ledgers'> {
  const documents = names
    .filter((name) => name.endsWith('/document.yaml'))
    .map((name) => {
      const one = readFile(reader, name, documentFile);
      if (one !== null && one.id !== dirname(name))
        reader.problems.push(`${name}: id \`${one.id}\` differs from its folder`);
      return one;
    });
  const programmes = names
    .filter((name) => name.includes('/') && !name.startsWith('calendars/') && !/\/(document|tasks)\.yaml$/.test(name))
    .map((name) => {
      const one = readFile(reader, name, programme);
      const file = name.slice(name.lastIndexOf('/') + 1);
      const expected = one === null ? [] : [`${one.id}.yaml`, `${one.id}@${one.inForce.from}.yaml`];
      if (one !== null && !expected.includes(file))
        reader.problems.push(`${name}: should be named ${expected.join(' or ')}`);
      if (one !== null && one.document !== dirname(name))
        reader.problems.push(`${name}: document \`${one.document}\` differs from its folder`);
      return one;
    });
  const ledgers = names
    .filter((name) => name.endsWith('/tasks.yaml'))
    .map((name) => {
      const one = readFile(reader, name, taskLedger);
      if (one !== null && one.document !== dirname(name))
        reader.problems.push(`${name}: document \`${one.document}\` differs from its folder`);
      return one;
    });
  return {
    documents: documents.filter(present),
    programmes: programmes.filter(present),
    ledgers: ledgers.filter(present),
  };
}

const TOP = new Set(['facts.yaml', 'lists.yaml', 'materials.yaml', 'clause-ids.json']);
const NESTED = /^[a-z0-9-]{3,24}\/[a-z0-9.@-]+\.yaml$/;

/**
 * The catalogue from files, with every problem found (of form, of reference, of meaning). `catalogue` is null where a file could not
 * be read at all; with problems it must not be used for decisions.
 */
export function readCatalogue(files: CatalogueFiles): { catalogue: Catalogue | null; problems: string[] } {
  const reader: Reader = { files, problems: [] };
  const names = [...files.keys()].sort();
  if (names.length > MAX_FILES) return { catalogue: null, problems: [`more than ${MAX_FILES} files`] };
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (total > MAX_TOTAL_BYTES) return { catalogue: null, problems: [`more than ${MAX_TOTAL_BYTES} bytes`] };
  for (const name of names)
    if (!TOP.has(name) && !NESTED.test(name)) reader.problems.push(`${name}: not a file of the catalogue`);
  const facts = readFile(reader, 'facts.yaml', factsFile, true);
  const lists = readFile(reader, 'lists.yaml', listsFile, true);
  const materials = readFile(reader, 'materials.yaml', materialsFile);
  const clauses = readFile(reader, 'clause-ids.json', clauseFile, true);
  const calendars = names
    .filter((name) => name.startsWith('calendars/'))
    .map((name) => readFile(reader, name, calendarFile));
  const folder = readDocumentFolder(
    reader,
    names.filter((name) => NESTED.test(name)),
  );
  if (facts === null || lists === null || materials === null || clauses === null)
    return { catalogue: null, problems: reader.problems };
  const parts: CatalogueParts = deepFreeze({
    ...folder,
    facts: facts.facts,
    lists: lists.lists,
    materialKinds: materials.kinds,
    calendars: calendars.filter(present),
    clauses: clauses.clauses,
  });
  const { catalogue, problems } = makeCatalogue(parts, catalogueHash(parts));
  return { catalogue, problems: [...reader.problems, ...problems] };
}

/** Every YAML and JSON file of a policies folder. Other files (a README, what the build made of them) are left alone. */
export function readFolder(folder: string): CatalogueFiles {
  const files = new Map<string, Uint8Array>();
  const add = (parent: string, prefix: string) => {
    for (const entry of readdirSync(join(folder, parent), { withFileTypes: true })) {
      const name = `${prefix}${entry.name}`;
      if (entry.isDirectory() && prefix === '') add(entry.name, `${entry.name}/`);
      else if (entry.isFile() && /\.(ya?ml|json)$/.test(entry.name) && name !== COMPILED_FILE) {
        const path = join(folder, parent, entry.name);
        if (statSync(path).size > LARGE.maxBytes) throw new Refusal('CATALOGUE_INVALID', { reason: `${name} 太大` });
        files.set(name, readFileSync(path));
      }
    }
  };
  if (!existsSync(folder)) throw new Refusal('FILE_NOT_FOUND', { file: folder });
  add('', '');
  return files;
}

/** The catalogue of a folder, frozen and compiled: as the build left it, else from its YAML. Throws CATALOGUE_INVALID with the first problem. */
export function loadCatalogue(folder: string): Catalogue {
  const compiled = findCompiled(folder);
  if (compiled !== null) return compiled;
  const files = readFolder(folder);
  return throughCloneCache(folder, files, () => soundCatalogue(files));
}

function soundCatalogue(files: CatalogueFiles): Catalogue {
  const { catalogue, problems } = readCatalogue(files);
  if (catalogue === null || problems.length > 0) {
    const more = problems.length > 1 ? `（共 ${problems.length} 处）` : '';
    throw new Refusal('CATALOGUE_INVALID', { reason: `${problems[0] ?? '空'}${more}` });
  }
  return catalogue;
}

/** The policies folder above a file of the program: in the source tree and in a packaged one alike. */
export function findPolicies(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, 'policies');
    if (existsSync(join(candidate, 'facts.yaml'))) return candidate;
    if (dirname(folder) === folder) throw new Refusal('FILE_NOT_FOUND', { file: 'policies' });
  }
}
