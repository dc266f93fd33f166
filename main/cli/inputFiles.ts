/** Small files named on the command line. */
import path from 'node:path';
import { type Certificate, parseCertificates, type TrustStore } from '#main/bundle/certificate.ts';
import { type Crl, parseCrl } from '#main/bundle/crl.ts';
import { readChosenFile } from '#main/workspace/smallFile.ts';
import { badInput } from './command.ts';

const MAX_TEXT_BYTES = 1024 * 1024;

export async function readText(file: string): Promise<string> {
  return (await readChosenFile(file, MAX_TEXT_BYTES)).toString('utf8');
}

/** Certificates of a PEM file in their order. Refuses FILE_NOT_FOUND, CERT_INVALID. */
export async function readCertificates(file: string): Promise<Certificate[]> {
  return parseCertificates(await readText(file));
}

/** Every certificate of the file is pinned. */
export async function readTrustStore(rootFile: string, crlFile: string | null): Promise<TrustStore> {
  const roots = await readCertificates(rootFile);
  const crls: Crl[] = crlFile === null ? [] : [parseCrl(await readText(crlFile))];
  return { roots, crls };
}

/** An identity file as `age-keygen` writes it: comments, blank lines, one or more `AGE-SECRET-KEY-1…`. */
export async function readIdentities(file: string): Promise<string[]> {
  const lines = (await readText(file)).split(/\r?\n/).map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length === 0 || keys.some((key) => !/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(key))) {
    throw badInput(`“${path.basename(file)}”不是 age 密钥文件`);
  }
  return keys;
}
