/** `demo`: everything there is to try, in one folder. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { exists } from '#main/workspace/smallFile.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Arguments, Command, CommandIo } from './command.ts';

export const demoCommand: Command = {
  name: 'demo',
  positionals: ['dir'],
  options: {},
  summary: 'Write a demo: root, a plain and a sealed case bundle, a centre folder and a workspace to open.',
  details: `The folder must not exist or be empty. Prints one JSON object: paths relative to the folder, the demo passphrase, and what each
case is made to show. People and papers are invented.`,
  run: makeDemoFolder,
};

async function makeDemoFolder(args: Arguments, io: CommandIo): Promise<number> {
  // Loaded here only: the demo's printing press needs packages that an installed program does not have.
  const [{ makeDemo }, { projections }, { findPlaces }, { loadCatalogue }, { systemClock }] = await Promise.all([
    import('#main/demo/makeDemo.ts'),
    import('#main/createCore.ts'),
    import('#main/host/places.ts'),
    import('#main/catalogue/load.ts'),
    import('#main/ports.ts'),
  ]);
  const { policiesFolder, version } = findPlaces(io.env);
  const demo = await makeDemo({
    folder: await emptyFolder(args.positionals[0]!),
    clock: systemClock,
    catalogue: loadCatalogue(policiesFolder),
    projections,
    version,
    log: io.note,
  });
  io.out(JSON.stringify({ ok: true, ...demo }));
  return 0;
}

async function emptyFolder(folder: string): Promise<string> {
  const target = path.resolve(folder);
  const names = (await exists(target)) ? await readdir(target).catch(() => ['?']) : [];
  if (names.length > 0) throw new Refusal('FILE_EXISTS', { file: path.basename(target) });
  return target;
}
