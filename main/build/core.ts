import { cpSync, existsSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { COMPILED_FILE, writeCompiled } from '#main/catalogue/compiled.ts';
import { loadCatalogue } from '#main/catalogue/load.ts';
import { withBuildLock } from './lock.ts';
import { mirrorModuleUrls, OUT_ROOT, OUT_ROOT_CODE } from './mirror.ts';
import { copyNativeDatabase, NATIVE_DATABASE, NATIVE_DATABASE_FILE, useNativeDatabase } from './nativeDatabase.ts';
import { OUT, ROOT } from './paths.ts';
import { fingerprint, isFresh, writeStamp } from './stamp.ts';

const SOURCES = ['main', 'db', 'shared', 'policies', 'package.json', 'package-lock.json'];

/** Never bundled: Electron itself, and what only a clone uses to make its demo papers. */
const EXTERNAL = ['electron', 'pdfkit', 'fontkit', '@napi-rs/canvas', 'vite'];

/** Builds core, shells, command line and worker threads to out/ unless they are up to date. Answers whether it had to. */
export function buildCore(onStart: () => void): Promise<boolean> {
  return withBuildLock(async () => {
    const mark = fingerprint(SOURCES);
    const folder = path.join(OUT, 'main');
    if (isFresh(folder, mark)) return false;
    onStart();
    const old = existsSync(OUT) ? readdirSync(OUT).filter((name) => name !== 'renderer') : [];
    for (const name of old) rmSync(path.join(OUT, name), { recursive: true, force: true });
    await buildModules();
    await buildPreload();
    copyData();
    writeStamp(folder, mark);
    return true;
  });
}

/** One ES module for each way in; what several share goes to chunks/. */
function entries(): Record<string, string> {
  const workers = globSync('main/**/*.worker.ts', { cwd: ROOT }).map((file) => {
    // main/workers.ts looks for them beside itself.
    return [`main/${path.basename(file, '.ts')}`, path.join(ROOT, file)];
  });
  return {
    'electron/entry': path.join(ROOT, 'main', 'electron', 'entry.ts'),
    'browser/entry': path.join(ROOT, 'main', 'browser', 'entry.ts'),
    'cli/quanping': path.join(ROOT, 'main', 'cli', 'quanping.ts'),
    ...Object.fromEntries(workers),
  };
}

const COMMON = { root: ROOT, configFile: false, logLevel: 'warn', publicDir: false } as const;

async function buildModules(): Promise<void> {
  await build({
    ...COMMON,
    plugins: [mirrorModuleUrls(), useNativeDatabase()],
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
    build: {
      ssr: true,
      outDir: OUT,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: entries(),
        external: EXTERNAL,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}

/** A sandboxed preload must be one CommonJS file. */
async function buildPreload(): Promise<void> {
  await build({
    ...COMMON,
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: true,
      outDir: path.join(OUT, 'main', 'electron'),
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: path.join(ROOT, 'main', 'electron', 'preload.ts'),
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  });
}

/** What main/pages/openPdf.ts reads: character maps, standard fonts, decoders. The screens have copies of their own. */
function copyPdfjsData(): void {
  for (const folder of ['cmaps', 'standard_fonts', 'wasm']) {
    cpSync(path.join(ROOT, 'node_modules', 'pdfjs-dist', folder), path.join(OUT, 'pdfjs', folder), { recursive: true });
  }
}

/** What is read at run time: the catalogue, the database module with its native binaries, pdf.js's data, and the version. out/ needs nothing else. */
function copyData(): void {
  const policies = path.join(OUT, 'policies');
  const compiled = writeCompiled(loadCatalogue(path.join(ROOT, 'policies')));
  cpSync(path.join(ROOT, 'policies'), policies, { recursive: true });
  writeFileSync(path.join(policies, COMPILED_FILE), compiled);
  copyNativeDatabase();
  copyPdfjsData();
  const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<string, string>;
  const imports = { [OUT_ROOT]: './outRoot.js', [NATIVE_DATABASE]: NATIVE_DATABASE_FILE };
  const description = { name, version, private: true, type: 'module', imports };
  writeFileSync(path.join(OUT, 'package.json'), JSON.stringify(description, null, 2));
  writeFileSync(path.join(OUT, 'outRoot.js'), OUT_ROOT_CODE);
}
