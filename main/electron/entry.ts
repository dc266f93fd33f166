import path from 'node:path';
import { createCore } from '#main/createCore.ts';
import { runElectronShell } from './shell.ts';

// The build puts the preload where it would be beside this file (main/build/core.ts).

const onFatal = runElectronShell({ createCore, preload: path.join(import.meta.dirname, 'preload.cjs') });
process.on('uncaughtException', onFatal);
