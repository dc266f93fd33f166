/**
 * A start of the program in a process of its own: `faultDriverStart.ts <home>`. Prints `ready`, waits for a byte on standard input, then
 * stands before the workspace, tries to get in and prints `<state> <code of the refusal or -> <milliseconds until the first answer>
 * <sentence>`. It stays until standard input ends.
 */
import { once } from 'node:events';
import { Refusal } from '#shared/domain/errors.ts';
import { openFaultStation, rulesOf } from './faultDriverStation.ts';

rulesOf(process.argv[2]!);
console.log('ready');
await once(process.stdin, 'data');
const started = performance.now();
const station = await openFaultStation(process.argv[2]!);
const { message } = await station.api.workspace.status({});
const answered = Math.round(performance.now() - started);
const outcome = await station.unlock().then(
  () => '-',
  (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
);
const { state } = await station.api.workspace.status({});
console.log(`${state} ${outcome} ${answered} ${message ?? ''}`);
await once(process.stdin, 'end');
await station.close();
