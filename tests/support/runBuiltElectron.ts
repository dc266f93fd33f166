/**
 * Runs the built main bundle and the built preload as Electron would, over the stand-in, and prints one line of JSON with what
 * happened. Usage: node tests/support/runBuiltElectron.ts
 */
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PreloadBridge } from '#shared/api/bridge.ts';

const out = path.resolve(import.meta.dirname, '..', '..', 'out');
const standIn = new URL('./electronStandIn.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

const electron = await import('./electronStandIn.ts');
const { app, record } = electron;
await import(pathToFileURL(path.join(out, 'electron', 'entry.js')).href);
while (!record.windows[0] && app.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));

const page = new electron.StandInPage();
Object.assign(globalThis, { window: page });
const preload = String(record.windows[0]?.options.webPreferences.preload);
createRequire(import.meta.url)(preload);
const bridge = record.exposed.get('quanping') as PreloadBridge;
const serve = record.sessions[0]?.handlers.get('app');
const index = await serve?.(new Request('app://quanping/'));
const answers = {
  preload: path.relative(out, preload),
  errors: record.errors,
  status: await bridge.request('workspace.status', {}),
  programmes: await bridge.request('catalogue.programmes', {}),
  index: [index?.status, index?.headers.get('content-security-policy'), await index?.text()],
};
app.quit();
while (app.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
console.log(JSON.stringify({ ...answers, exitCode: app.exitCode }));
