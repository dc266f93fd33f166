/** The centre's side: one folder, one command at a time. */
import path from 'node:path';
import { loadCatalogue } from '#main/catalogue/load.ts';
import { type Centre, type CentreOptions, initCentre, withCentre } from '#main/central/centre.ts';
import { enrol, revoke } from '#main/central/people.ts';
import { receiveBundle } from '#main/central/receive.ts';
import { reportLines } from '#main/central/report.ts';
import { acknowledge, issueCases } from '#main/central/send.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { findPlaces } from '#main/host/places.ts';
import { answerRecovery } from '#main/workspace/recovery.ts';
import { exists, readChosenFile, writeChosenFile } from '#main/workspace/smallFile.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ROLE_TITLES, ROLES } from '#shared/domain/person.ts';
import { MAX_RECOVERY_BYTES } from '#shared/domain/recovery.ts';
import { toGroups } from '#shared/domain/review.ts';
import {
  type Arguments,
  type Command,
  type CommandIo,
  choiceOf,
  isSet,
  optionalTextOf,
  textOf,
  textsOf,
  UsageError,
} from './command.ts';
import { readCertificates } from './inputFiles.ts';

const PASSPHRASE = 'QUANPING_CENTRE_PASSPHRASE';
export const output = { type: 'string', short: 'o', value: '<file>', required: true } as const;
export const to = { type: 'string', value: '<cert>', multiple: true, required: true } as const;
const json = { type: 'boolean', help: 'print one JSON object' } as const;
/** The centre's own role is given by `central init` only. */
const ENROLLED_ROLES = ROLES.filter((role) => role !== 'centre');

export const centralCommands: readonly Command[] = [
  {
    name: 'central init',
    positionals: ['dir'],
    options: {
      name: { type: 'string', value: '<text>', help: 'name of the centre on its certificates (default: 评审中心)' },
      unit: { type: 'string', value: '<text>', help: 'its unit (default: 济南市人才政策评审中心)' },
      json,
    },
    summary: 'Make a centre: root key, signing key, recovery key, first revocation list.',
    details: `The folder holds secret keys (keys.json, readable by its owner only): keep it on an encrypted disk and back it up. Where
${PASSPHRASE} is set, the keys are sealed with that passphrase, and every later command needs it.`,
    run: init,
  },
  {
    name: 'central enrol',
    positionals: ['dir', 'request.json'],
    options: {
      role: { type: 'string', value: '<role>', required: true, help: ENROLLED_ROLES.join(', ') },
      district: {
        type: 'string',
        value: '<code>',
        help: 'six-digit division code; default: as requested, else the whole city',
      },
      years: { type: 'string', value: '<n>', help: 'validity in years, 1 to 10 (default: 3)' },
      output: { ...output, help: 'certificate chain for the person' },
    },
    summary: 'Certify the request of a workstation.',
    run: enrolPerson,
  },
  {
    name: 'central issue',
    positionals: ['dir'],
    options: {
      cases: { type: 'string', value: '<folder>', required: true, help: 'cases folder (docs/cases-folder.md)' },
      to: { ...to, help: 'certificate of a receiver; may be given several times' },
      plain: { type: 'boolean', help: 'do not encrypt' },
      catalogue: {
        type: 'string',
        value: '<folder>',
        help: 'rules the cases are checked against, as last sent by `central issue-policy` (default: of the program)',
      },
      output: { ...output, help: 'the bundle, *.qpb (x.1of3.qpb … where one does not hold all)' },
      json,
    },
    summary: 'Sign a case bundle for one or several people.',
    run: issue,
  },
  {
    name: 'central receive',
    positionals: ['dir', 'review.qpb'],
    options: { json },
    summary: 'Check a review bundle completely, keep it and print its verdicts.',
    details:
      'Signature, certificate path, audience, journal chain from what is held already, session and outcome signatures.',
    run: receive,
  },
  {
    name: 'central ack',
    positionals: ['dir'],
    options: {
      to: { ...to, help: 'certificate of the person; may be given several times' },
      output: { ...output, help: 'the bundle, *.qpb' },
    },
    summary: 'Tell a person what the centre holds of the work sent in.',
    run: ack,
  },
  {
    name: 'central revoke',
    positionals: ['dir', 'cert'],
    options: {},
    summary: 'Put a certificate on the next revocation list, which goes out with every bundle.',
    run: revokeCertificate,
  },
  {
    name: 'central recover',
    positionals: ['dir', 'request'],
    options: { output: { ...output, help: 'answer file for the person' } },
    summary: 'Help a person who lost the passphrase: pass the workspace key on to the one-time key in the request.',
    details: 'Make sure who is asking before handing the answer over: it opens the whole workspace.',
    run: recover,
  },
];

function centreOf(args: Arguments, io: CommandIo): CentreOptions {
  return { folder: args.positionals[0]!, passphrase: io.env[PASSPHRASE] || null };
}

export function inCentre<T>(args: Arguments, io: CommandIo, job: (centre: Centre) => Promise<T>): Promise<T> {
  return withCentre(centreOf(args, io), job);
}

export async function freeOutput(args: Arguments): Promise<string> {
  const file = textOf(args, 'output');
  if (await exists(file)) throw new Refusal('FILE_EXISTS', { file: path.basename(file) });
  if (!(await exists(path.dirname(path.resolve(file)))))
    throw new Refusal('FILE_NOT_FOUND', { file: path.dirname(file) });
  return file;
}

async function init(args: Arguments, io: CommandIo): Promise<number> {
  const name = optionalTextOf(args, 'name') ?? '评审中心';
  const unit = optionalTextOf(args, 'unit') ?? '济南市人才政策评审中心';
  if (name.length > 60 || unit.length > 100)
    throw new UsageError('--name and --unit take at most 60 and 100 characters');
  const options = centreOf(args, io);
  const { root } = await initCentre({ ...options, name, unit, now: io.now() });
  const fingerprint = sha256Hex(root.chain[0]!.der);
  if (isSet(args, 'json')) {
    io.out(JSON.stringify({ ok: true, root: path.join(options.folder, 'root.pem'), fingerprint }));
    return 0;
  }
  io.out(`已建立中心：${options.folder}`);
  io.out(`根证书 ${path.join(options.folder, 'root.pem')}，指纹（供人核对）：${toGroups(fingerprint).join(' ')}`);
  if (options.passphrase === null)
    io.note(`注意：密钥文件 keys.json 没有口令保护，请妥善保管，或设置 ${PASSPHRASE} 后重新建立。`);
  return 0;
}

async function enrolPerson(args: Arguments, io: CommandIo): Promise<number> {
  const role = choiceOf(args, 'role', ENROLLED_ROLES);
  const years = Number(optionalTextOf(args, 'years') ?? '3');
  if (!Number.isInteger(years) || years < 1 || years > 10)
    throw new UsageError('--years must be a whole number from 1 to 10');
  const target = await freeOutput(args);
  const file = args.positionals[1]!;
  const request = await readChosenFile(file, 64 * 1024);
  const district = optionalTextOf(args, 'district');
  if (district !== null && !/^\d{6}$/.test(district)) throw new UsageError('--district must be six digits');
  const options = {
    request,
    file: path.basename(file),
    role,
    years,
    now: io.now(),
    ...(district !== null && { district }),
  };
  const { certificate, pem } = await inCentre(args, io, (centre) => enrol(centre, options));
  await writeChosenFile(target, pem);
  const { name, unit } = certificate.subject;
  io.out(
    `已签发：${name}（${unit}，${ROLE_TITLES[role]}），有效期至 ${certificate.notAfter.slice(0, 10)}，序列号 ${certificate.serial}`,
  );
  io.out(`证书文件：${target}`);
  return 0;
}

async function issue(args: Arguments, io: CommandIo): Promise<number> {
  const target = await freeOutput(args);
  const people = await recipientsOf(args);
  const catalogue = loadCatalogue(optionalTextOf(args, 'catalogue') ?? findPlaces(io.env).policiesFolder);
  const options = { to: people, target, now: io.now(), signal: io.signal, catalogue };
  const content = { cases: textOf(args, 'cases'), plain: isSet(args, 'plain') };
  const issued = await inCentre(args, io, (centre) => issueCases(centre, { ...options, ...content }));
  const bundles = issued.map(({ file, written, volume }) => {
    const { bundleId, sha256, bytes, bundle } = written;
    const counts = { cases: volume.cases.length, attachments: volume.attachments };
    return { file, bundleId, issuerSeq: bundle.issuerSeq, sha256, bytes, ...counts };
  });
  if (isSet(args, 'json')) {
    io.out(JSON.stringify({ ok: true, bundles }));
    return 0;
  }
  for (const { file, cases, attachments, issuerSeq, bytes, sha256 } of bundles) {
    io.out(`已下发：${cases} 个案卷，${attachments} 个附件，第 ${issuerSeq} 号，${bytes} 字节`);
    io.out(`交换包：${file}`);
    io.out(`校验码：${hashGroups(sha256).join(' ')}`);
  }
  return 0;
}

/** The first certificate of each file: the person's own. */
export async function recipientsOf(args: Arguments) {
  const chains = await Promise.all(textsOf(args, 'to').map(readCertificates));
  return chains.map((chain) => chain[0]!);
}

async function receive(args: Arguments, io: CommandIo): Promise<number> {
  const options = { file: args.positionals[1]!, now: io.now(), signal: io.signal };
  const report = await inCentre(args, io, (centre) => receiveBundle(centre, options));
  if (isSet(args, 'json')) io.out(JSON.stringify({ ok: true, ...report }));
  else for (const line of reportLines(report)) io.out(line);
  return 0;
}

async function ack(args: Arguments, io: CommandIo): Promise<number> {
  const target = await freeOutput(args);
  const options = { to: await recipientsOf(args), target, now: io.now(), signal: io.signal };
  const { written, bundleIds, streams } = await inCentre(args, io, (centre) => acknowledge(centre, options));
  io.out(`已生成回执：${bundleIds.length} 个审核包，${streams} 条记录链，第 ${written.bundle.issuerSeq} 号`);
  io.out(`回执文件：${target}`);
  io.out(`校验码：${written.groups.join(' ')}`);
  return 0;
}

async function revokeCertificate(args: Arguments, io: CommandIo): Promise<number> {
  const [certificate] = await readCertificates(args.positionals[1]!);
  const { number, already } = await inCentre(args, io, (centre) => revoke(centre, certificate!, io.now()));
  const { name } = certificate!.subject;
  io.out(already ? `“${name}”的证书此前已吊销，名单编号 ${number}` : `已吊销“${name}”的证书，名单编号 ${number}`);
  return 0;
}

async function recover(args: Arguments, io: CommandIo): Promise<number> {
  const target = await freeOutput(args);
  const request = await readChosenFile(args.positionals[1]!, MAX_RECOVERY_BYTES);
  const answer = await inCentre(args, io, ({ recoveryIdentity }) =>
    answerRecovery(request, recoveryIdentity, io.now()),
  );
  await writeChosenFile(target, answer);
  io.out(`已生成恢复答复：${target}`);
  return 0;
}
