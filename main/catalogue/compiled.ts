import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '#shared/domain/errors.ts';
import { type Catalogue, type CatalogueParts, makeCatalogue } from '#shared/rules/catalogue.ts';

/**
 * The catalogue as the build leaves it beside the YAML it was made of: one line that names what follows, then the checked parts as
 * JSON. Reading it takes neither YAML nor schemas: the build has checked both, and the digest says that these are its bytes.
 */
export const COMPILED_FILE = 'catalogue.json';
const FORMAT = 'qp-compiled/1';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Nothing may change a catalogue: verdicts store its hash. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

/** Bytes of {@link COMPILED_FILE} for a catalogue without problems. */
export function writeCompiled({ parts, hash }: Catalogue): Uint8Array {
  const content = Buffer.from(JSON.stringify(parts), 'utf8');
  const head = { format: FORMAT, hash, sha256: sha256(content) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`, 'utf8'), content]);
}

interface Head {
  hash: string;
  sha256: string;
}

const HEX = /^[0-9a-f]{64}$/;

function readHead(line: string): Head | null {
  try {
    const head = JSON.parse(line) as Partial<Head & { format: string }> | null;
    const whole = head?.format === FORMAT && HEX.test(String(head.hash)) && HEX.test(String(head.sha256));
    return whole ? (head as Head) : null;
  } catch {
    return null;
  }
}

/** The catalogue of {@link writeCompiled}. Throws CATALOGUE_INVALID where it is not whole or of another version. */
export function readCompiled(bytes: Uint8Array): Catalogue {
  const damaged = (reason: string) => new Refusal('CATALOGUE_INVALID', { reason: `${COMPILED_FILE} ${reason}` });
  const end = bytes.indexOf(0x0a);
  const head = readHead(Buffer.from(bytes.subarray(0, Math.max(end, 0))).toString('utf8'));
  if (head === null) throw damaged('不是本版本的目录文件，请重新安装泉评');
  const content = bytes.subarray(end + 1);
  if (sha256(content) !== head.sha256) throw damaged('已损坏或被改动，请重新安装泉评');
  const parts = deepFreeze(JSON.parse(Buffer.from(content).toString('utf8')) as CatalogueParts);
  const { catalogue, problems } = makeCatalogue(parts, head.hash);
  if (problems.length > 0) throw damaged(`的内容互相不符（${problems[0]}）`);
  return catalogue;
}

/** The compiled catalogue of a folder; null in a clone, where the YAML is read. */
export function findCompiled(folder: string): Catalogue | null {
  const file = join(folder, COMPILED_FILE);
  return existsSync(file) ? readCompiled(readFileSync(file)) : null;
}
