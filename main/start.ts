/** `npm start`: makes the screens if they are old, picks a shell, says which and why, and runs it on the demo workspace of this clone. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const NODE_MAJOR = 24;

if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR) process.exit(runWithOwnNode());
await start();

/** The Node that came with the dependencies, when this file was started with an older one. */
function runWithOwnNode(): number {
  const program = path.join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(program)) {
    console.error(`泉评需要 Node ${NODE_MAJOR}。请先在本文件夹运行 npm ci，再运行 npm start。`);
    return 1;
  }
  return spawnSync(program, [import.meta.filename, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
}

async function start(): Promise<void> {
  const { chooseShell } = await import('./start/chooseShell.ts');
  const { fetchElectronOnce, findElectron } = await import('./start/electronBinary.ts');
  const choice = chooseShell({
    platform: process.platform,
    env: process.env,
    uid: process.getuid?.(),
    findElectron: () => findElectron(ROOT),
    fetchElectron: () => fetchElectronOnce(ROOT, say),
  });
  await prepare(choice.shell);
  say(`泉评以${choice.shell === 'electron' ? ' Electron 窗口' : '浏览器'}方式启动：${choice.why}。`);
  process.env.QUANPING_SHELL_WHY = choice.why;
  if (choice.shell === 'electron') runElectron(choice.program);
  else await import('#main/browser/entry.ts');
}

/** Electron runs the build; the browser shell runs the sources and needs only the screens. */
async function prepare(shell: 'electron' | 'browser'): Promise<void> {
  const started = performance.now();
  const { buildRenderer } = await import('./build/renderer.ts');
  let built = await buildRenderer(() => say('正在准备界面（源码有更新时才需要）……'));
  if (shell === 'electron') {
    const { buildCore } = await import('./build/core.ts');
    built = (await buildCore(() => say('正在准备程序……'))) || built;
  }
  if (built) say(`准备完成，用时 ${((performance.now() - started) / 1000).toFixed(1)} 秒。`);
}

function runElectron(program: string): void {
  const child = spawn(program, [ROOT], { stdio: 'inherit', env: process.env });
  child.once('error', (error) => {
    console.error(`Electron 未能启动：${error.message}。可改用浏览器：QUANPING_SHELL=browser npm start`);
    process.exit(1);
  });
  child.once('exit', (code) => process.exit(code ?? 1));
}

/** With QUANPING_NO_WINDOW the standard output is for programs: one line of JSON per address. */
function say(line: string): void {
  if (process.env.QUANPING_NO_WINDOW === '1') console.error(line);
  else console.log(line);
}
