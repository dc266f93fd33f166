/** Child process of lock.test.ts: takes the folder's lock, says what came of it and after how long, and keeps it. */
import { lockFolder } from '#main/workspace/lock.ts';
import { Refusal } from '#shared/domain/errors.ts';

const started = performance.now();
const say = (outcome: string) => console.log(`${outcome} ${Math.round(performance.now() - started)}`);
try {
  lockFolder(process.argv[2]!);
  say('held');
  setInterval(() => undefined, 60_000);
} catch (error) {
  say(error instanceof Refusal ? error.code : String(error));
}
