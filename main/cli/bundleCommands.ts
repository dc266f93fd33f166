/** `verify` and `inspect`: what is in a bundle and whether it holds. Neither writes anything. */
import path from 'node:path';
import { copyBundle } from '#main/bundle/copy.ts';
import { parseBundleJson } from '#main/bundle/manifest.ts';
import { inspectMediumFile } from '#main/bundle/medium.ts';
import { createCounters } from '#main/bundle/progress.ts';
import type { ScannedContainer } from '#main/bundle/scan.ts';
import { type VerifyBundleOptions, type VerifyReport, verifyBundle } from '#main/bundle/verify.ts';
import { BUNDLE_KIND_TITLES, type BundleJson, hashGroups } from '#shared/domain/bundle.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import { type Arguments, badInput, type Command, type CommandIo, isSet, optionalTextOf, textOf } from './command.ts';
import { readIdentities, readTrustStore } from './inputFiles.ts';

const identityOption = {
  type: 'string',
  value: '<key>',
  help: 'file with the age identity an encrypted bundle is for',
} as const;
const jsonOption = { type: 'boolean', help: 'print one JSON object' } as const;

export const bundleCommands: readonly Command[] = [
  {
    name: 'verify',
    positionals: ['file.qpb'],
    options: {
      root: { type: 'string', value: '<root.pem>', required: true, help: "the centre's root certificate to trust" },
      identity: identityOption,
      crl: { type: 'string', value: '<crl.pem>', help: 'revocation list to hold the signer against' },
      at: {
        type: 'string',
        value: '<instant>',
        help: 'judge certificates at this time, 2026-11-21T08:00:00Z (default: now)',
      },
      hash: { type: 'boolean', help: 'also print the SHA-256 of the file, to compare with a sheet or screen' },
      json: jsonOption,
    },
    summary: 'Check a bundle completely: layout, manifest, hashes, signature, certificate path.',
    details:
      'Exit code 0: accepted. 1: refused, with the code (--json: {"ok":false,"code","message"}). 2: wrong use or input.',
    run: verify,
  },
  {
    name: 'inspect',
    positionals: ['file.qpb'],
    options: { identity: identityOption, json: jsonOption },
    summary: 'Show what a bundle says of itself. Proves nothing: signatures and hashes are not checked.',
    run: inspect,
  },
];

/** With --json every refusal is an object on standard output, unusable input (exit code 2) included. */
async function verify(args: Arguments, io: CommandIo): Promise<number> {
  const json = isSet(args, 'json');
  try {
    const options = await verifyOptions(args, io);
    const judged = await judge(options);
    if (judged instanceof Refusal) {
      if (json) io.out(refusedJson(judged));
      else io.note(`quanping verify: ${judged.code} ${judged.message}`);
      return 1;
    }
    if (json) io.out(JSON.stringify(acceptedJson(judged)));
    else for (const line of acceptedLines(judged)) io.out(line);
    return 0;
  } catch (error) {
    if (json && error instanceof Refusal) io.out(refusedJson(error));
    throw error;
  }
}

async function verifyOptions(args: Arguments, io: CommandIo): Promise<VerifyBundleOptions> {
  return {
    path: args.positionals[0]!,
    trust: await readTrustStore(textOf(args, 'root'), optionalTextOf(args, 'crl')),
    identities: await identitiesOf(args),
    now: instantOf(args, io),
    audience: null,
    fileHash: isSet(args, 'hash'),
    onProgress: () => undefined,
    signal: io.signal,
  };
}

/** The report, or why the bundle is refused; a file that is not there was not judged. */
async function judge(options: VerifyBundleOptions): Promise<VerifyReport | Refusal> {
  try {
    return await verifyBundle(options);
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'FILE_NOT_FOUND') return error;
    throw error;
  }
}

function refusedJson({ code, message }: Refusal): string {
  return JSON.stringify({ ok: false, code, message });
}

async function identitiesOf(args: Arguments): Promise<string[]> {
  const file = optionalTextOf(args, 'identity');
  return file === null ? [] : readIdentities(file);
}

function instantOf(args: Arguments, io: CommandIo): string {
  const at = optionalTextOf(args, 'at');
  if (at === null) return new Date(io.now()).toISOString();
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(at) || Number.isNaN(Date.parse(at))) {
    throw badInput(`“${at}”不是 UTC 时刻，请按 2026-11-21T08:00:00Z 的格式填写`);
  }
  return new Date(at).toISOString();
}

function acceptedJson(report: VerifyReport) {
  const { bundle, issuer, sha256, contentSha256, bytes, encrypted, files } = report;
  const { subject, keyId, serial } = issuer;
  return {
    ok: true,
    ...{ bundle, issuer: { keyId, serial, ...subject }, sha256, contentSha256, bytes, encrypted, files },
  };
}

function acceptedLines(report: VerifyReport): string[] {
  const { bundle, issuer, sha256, bytes, files, encrypted } = report;
  const { name, unit, role } = issuer.subject;
  return [
    `已核验：${BUNDLE_KIND_TITLES[bundle.kind]}包 ${bundle.bundleId}${encrypted ? '（加密）' : ''}`,
    `签发：${name}（${unit}，${ROLE_TITLES[role]}），${bundle.issuedAt}，第 ${bundle.issuerSeq} 号`,
    `内容：${files.length} 个文件，${bytes} 字节`,
    ...(sha256 === null ? [] : [`校验码：${hashGroups(sha256).join(' ')}`]),
  ];
}

async function inspect(args: Arguments, io: CommandIo): Promise<number> {
  const file = args.positionals[0]!;
  const medium = await inspectMediumFile(file);
  const identities = await identitiesOf(args);
  if (medium.encrypted && identities.length === 0) {
    const shown = { file: path.basename(file), bytes: medium.bytes, encrypted: true };
    if (isSet(args, 'json')) io.out(JSON.stringify(shown));
    else io.out(`${shown.file}：加密的交换包，${shown.bytes} 字节。要看内容请用 --identity 给出收件人的密钥。`);
    return 0;
  }
  const copy = { source: file, medium, identities, staged: null, counters: createCounters(), signal: io.signal };
  const { sha256, container } = await copyBundle(copy);
  const bundle = parseBundleJson(container.tags.get('bundle.json') ?? new Uint8Array(0));
  if (isSet(args, 'json')) {
    const entries = container.entries.map(({ name, size }) => ({ name, size }));
    io.out(JSON.stringify({ file: path.basename(file), ...medium, sha256, bundle, entries }));
  } else for (const line of inspectLines(bundle, container, sha256)) io.out(line);
  return 0;
}

function inspectLines(bundle: BundleJson, container: ScannedContainer, sha256: string): string[] {
  const entries = container.entries.map(({ name, size }) => `${String(size).padStart(12)}  ${name}`);
  return [
    `${BUNDLE_KIND_TITLES[bundle.kind]}包 ${bundle.bundleId}（自述内容，签名未核验）`,
    `签发人密钥 ${bundle.issuer}，${bundle.issuedAt}，第 ${bundle.issuerSeq} 号`,
    ...bundle.audience.map((keyId) => `收件人密钥 ${keyId}`),
    ...bundle.journal.map(({ stream, from, to }) => `审核记录 ${stream}：第 ${from} 至 ${to} 条`),
    ...bundle.acks.map(({ stream, seq }) => `回执 ${stream}：至第 ${seq} 条`),
    ...entries,
    `校验码：${hashGroups(sha256).join(' ')}`,
  ];
}
