/** The centre sends its catalogue. */
import { issuePolicy } from '#main/central/sendPolicy.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { parseDate } from '#shared/rules/dates.ts';
import { freeOutput, inCentre, output, recipientsOf, to } from './centralCommands.ts';
import { type Arguments, type Command, type CommandIo, isSet, optionalTextOf, textOf, UsageError } from './command.ts';

export const policyCommands: readonly Command[] = [
  {
    name: 'central issue-policy',
    positionals: ['dir'],
    options: {
      catalogue: { type: 'string', value: '<folder>', required: true, help: 'folder laid out as policies/' },
      sources: {
        type: 'string',
        value: '<folder>',
        help: '<document>.pdf or .txt, with <document>.pdf.json for where clauses stand',
      },
      from: { type: 'string', value: '<date>', required: true, help: 'first day it may be put in force' },
      title: { type: 'string', value: '<text>', help: 'name on the screens, at most 60 characters' },
      to: { ...to, required: false, help: 'certificate of a receiver; may be given several times' },
      plain: { type: 'boolean', help: 'do not encrypt; without --to it is for every workstation' },
      output: { ...output, help: 'the bundle, *.qpb' },
      json: { type: 'boolean', help: 'print one JSON object' },
    },
    summary: 'Sign a policy bundle: a new catalogue with its calendars.',
    details: `The catalogue passes the checks of \`catalogue check\` before it is signed. Its number grows with every catalogue that differs from the
last one sent. A workstation keeps it and puts it in force only when a person decides so.`,
    run: issue,
  },
];

async function issue(args: Arguments, io: CommandIo): Promise<number> {
  const target = await freeOutput(args);
  const from = parseDate(textOf(args, 'from'));
  if (from === null) throw new Refusal('DATE_INVALID', { value: textOf(args, 'from').slice(0, 40) });
  const title = (optionalTextOf(args, 'title') ?? `政策目录（${from} 起）`).trim();
  if (title === '' || title.length > 60) throw new UsageError('--title takes 1 to 60 characters');
  const plain = isSet(args, 'plain');
  const people = await recipientsOf(args);
  if (people.length === 0 && !plain) throw new UsageError('give --to <cert>, or --plain for every workstation');
  const sources = optionalTextOf(args, 'sources');
  const options = { to: people, target, now: io.now(), signal: io.signal, plain, sources, title, from };
  const issued = await inCentre(args, io, (centre) =>
    issuePolicy(centre, { ...options, catalogue: textOf(args, 'catalogue') }),
  );
  const { written, number, catalogue } = issued;
  const { bundleId, sha256, bytes, bundle } = written;
  const programmes = catalogue.programmes.length;
  if (isSet(args, 'json')) {
    const counts = { programmes, calendars: catalogue.parts.calendars.length, sources: issued.sources };
    const policy = { number, sha256: catalogue.hash, from, ...counts };
    io.out(JSON.stringify({ ok: true, file: target, bundleId, issuerSeq: bundle.issuerSeq, sha256, bytes, policy }));
    return 0;
  }
  io.out(
    `已签发：第 ${number} 号政策目录，${programmes} 个项目，最早 ${from} 起启用，第 ${bundle.issuerSeq} 号，${bytes} 字节`,
  );
  io.out(`目录校验码：${hashGroups(catalogue.hash).join(' ')}`);
  io.out(`交换包：${target}`);
  io.out(`校验码：${hashGroups(sha256).join(' ')}`);
  return 0;
}
