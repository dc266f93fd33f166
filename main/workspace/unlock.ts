import { Refusal } from '#shared/domain/errors.ts';
import { countFailure, forgiveFailures, readAttempts, waitLeft } from './attempts.ts';
import { openPerson, type PersonSecrets } from './keyring.ts';
import type { PersonEntry } from './keyringFile.ts';

function refuseWait(milliseconds: number): never {
  throw new Refusal('PASSPHRASE_WAIT', { seconds: Math.ceil(milliseconds / 1000) });
}

/**
 * What the passphrase opens. Wrong tries are counted on the disk and slow down: PASSPHRASE_WAIT while the pause lasts,
 * PASSPHRASE_WRONG otherwise. `now` in milliseconds since the epoch.
 */
export async function tryPassphrase(
  folder: string,
  entry: PersonEntry,
  passphrase: string,
  now: number,
): Promise<PersonSecrets> {
  const attempts = await readAttempts(folder);
  const wait = waitLeft(attempts, now);
  if (wait > 0) refuseWait(wait);
  const secrets = await openPerson(entry, passphrase);
  if (!secrets) {
    await countFailure(folder, attempts, now);
    throw new Refusal('PASSPHRASE_WRONG');
  }
  if (attempts.failures > 0) await forgiveFailures(folder);
  return secrets;
}
