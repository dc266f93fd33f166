/** The cases folder that a central system feeds `central issue` with (docs/cases-folder.md), checked completely before anything is written. */
import { createHash } from 'node:crypto';
import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import { sourcePieces } from '#main/bundle/sources.ts';
import { readChosenFile } from '#main/workspace/smallFile.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import {
  ATTACHMENT_EXTENSIONS,
  type BundleCase,
  bundleCase,
  type CaseFolderRecord,
  caseFolderRecord,
} from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';

export interface CasesFolder {
  cases: { entry: string; record: BundleCase }[];
  /** Where each attachment lies, by its name in the bundle; each content once. */
  sources: ReadonlyMap<string, string>;
}

const MAX_CASE_BYTES = 1024 * 1024;

/**
 * Every `*.json` of the folder is a case; its attachments lie in the folder or below. Refuses FILE_NOT_FOUND, SCHEMA_INVALID (with
 * file and field), INPUT_INVALID (no case, two with one id).
 */
export async function readCasesFolder(folder: string): Promise<CasesFolder> {
  const names = (await listFolder(folder)).filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0)
    throw new Refusal('INPUT_INVALID', { reason: `文件夹“${path.basename(folder)}”中没有案卷（*.json）` });
  const sources = new Map<string, string>();
  const cases: CasesFolder['cases'] = [];
  const fileOfId = new Map<string, string>();
  for (const name of names) {
    const record = await readCase(folder, name);
    const other = fileOfId.get(record.id);
    if (other)
      throw new Refusal('INPUT_INVALID', { reason: `案卷 ${record.id} 出现在两个文件中：${other} 和 ${name}` });
    fileOfId.set(record.id, name);
    cases.push({ entry: name, record: await withAttachments(folder, name, record, sources) });
  }
  return { cases, sources };
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new Refusal('FILE_NOT_FOUND', { file: path.basename(path.resolve(folder)) }, { cause: error });
  }
}

async function readCase(folder: string, name: string): Promise<CaseFolderRecord> {
  const bytes = await readChosenFile(path.join(folder, name), MAX_CASE_BYTES);
  const parsed = caseFolderRecord.safeParse(parseStrictJson(bytes, name));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal('SCHEMA_INVALID', { entry: name, reason: `${issue?.path.join('.') || '整体'}：${issue?.message}` });
}

async function withAttachments(
  folder: string,
  name: string,
  record: CaseFolderRecord,
  sources: Map<string, string>,
): Promise<BundleCase> {
  const attachments: BundleCase['attachments'] = [];
  for (const { file, ...rest } of record.attachments) {
    const extension = extensionOf(file, name);
    const source = await locate(folder, file, name);
    const { sha256, bytes } = await hashFile(source);
    sources.set(attachmentPath(sha256, extension), source);
    attachments.push({ sha256, extension, bytes, ...rest });
  }
  return bundleCase.parse({ ...record, attachments });
}

type Extension = (typeof ATTACHMENT_EXTENSIONS)[number];

function extensionOf(file: string, entry: string): Extension {
  const written = path.posix.extname(file).slice(1).toLowerCase();
  const extension = written === 'jpeg' ? 'jpg' : written;
  if (ATTACHMENT_EXTENSIONS.includes(extension as Extension)) return extension as Extension;
  const reason = `附件“${file}”的类型不支持，只接受 ${ATTACHMENT_EXTENSIONS.join('、')}`;
  throw new Refusal('SCHEMA_INVALID', { entry, reason });
}

/** The attachment's file, which must be a plain file inside the folder, links followed. */
async function locate(folder: string, file: string, entry: string): Promise<string> {
  const parts = file.split('/');
  const bad = /[\\:\0]/.test(file) || parts.some((part) => part === '' || part === '.' || part === '..');
  if (bad) throw new Refusal('SCHEMA_INVALID', { entry, reason: `附件路径“${file}”不合规定` });
  const target = path.join(folder, ...parts);
  const [info, real, base] = await Promise.all([
    lstat(target).catch(() => null),
    realpath(target).catch(() => null),
    realpath(folder),
  ]);
  if (!info || !real) throw new Refusal('FILE_NOT_FOUND', { file });
  if (!info.isFile() || !real.startsWith(base + path.sep)) {
    throw new Refusal('SCHEMA_INVALID', { entry, reason: `附件“${file}”不是文件夹内的普通文件` });
  }
  return target;
}

async function hashFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of sourcePieces(file)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
