import { createCore } from '#main/createCore.ts';
import { runBrowserShell } from './shell.ts';

await runBrowserShell({
  createCore,
  env: process.env,
  print: (line) => console.log(line),
  exit: (code) => process.exit(code),
});
