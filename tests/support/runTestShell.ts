/** The real browser shell over a test core, as a process of its own: `node tests/support/runTestShell.ts`. */
import { runBrowserShell } from '#main/browser/shell.ts';
import { createTestCore } from './testCore.ts';

const { session } = await runBrowserShell({
  createCore: (options) => {
    const core = createTestCore({}, (hub) => options.host(hub.emit));
    core.close = async () => console.log('core closed');
    return core;
  },
  env: process.env,
  print: (line) => console.log(line),
  exit: (code) => process.exit(code),
});
session.onPresence((present) => console.log(present ? 'page open' : 'page gone'));
process.on('SIGUSR2', () => {
  throw new Error('a defect');
});
