import { z } from 'zod';
import { newId } from '#db/ids.ts';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import { decryptBytes, encryptBytes, generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { removeFile } from '#main/vault/durable.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { isoTime, uuid } from '#shared/domain/primitives.ts';
import { MAX_RECOVERY_BYTES, type RecoveryRequest, recoveryAnswer, recoveryRequest } from '#shared/domain/recovery.ts';
import { assertStrong, entryOf, openRecovery, WORKSPACE_KEY_BYTES } from './keyring.ts';
import { type Keyring, passphraseBox, type ScryptCost } from './keyringFile.ts';
import { openBox, sealBox } from './passphraseBox.ts';
import { workspacePaths } from './paths.ts';
import { readIfThere, replaceFile } from './smallFile.ts';

/** Waits beside the keyring for the answer: the request's key under the passphrase the person chose with the request. */
const pendingRecovery = z.strictObject({
  profile: z.literal('qp-recovery-pending/1'),
  requestId: uuid,
  personId: uuid,
  createdAt: isoTime,
  box: passphraseBox,
});
type Pending = z.infer<typeof pendingRecovery>;

function parsed<T>(schema: z.ZodType<T>, bytes: Uint8Array, entry: string): T {
  const result = schema.safeParse(parseStrictJson(bytes, entry, MAX_RECOVERY_BYTES));
  if (result.success) return result.data;
  throw new Refusal('SCHEMA_INVALID', { entry, reason: result.error.issues[0]?.path.join('.') || '格式不对' });
}

export interface RecoveryChoice {
  personId: string;
  /** The new passphrase. Until the answer is taken it protects the waiting key, afterwards it is the person's own. */
  passphrase: string;
  kdf: ScryptCost;
}

/**
 * The text of the request file; its key is kept in the folder, under the passphrase, until the answer comes. Refuses
 * RECOVERY_UNAVAILABLE and PASSPHRASE_WEAK.
 */
export async function createRecoveryRequest(
  folder: string,
  keyring: Keyring,
  { personId, passphrase, kdf }: RecoveryChoice,
  now: number,
): Promise<string> {
  if (!keyring.recovery) throw new Refusal('RECOVERY_UNAVAILABLE');
  const person = entryOf(keyring, personId);
  assertStrong(passphrase, person);
  const { identity, recipient } = await generateAgeKeyPair();
  const requestId = newId(now);
  const createdAt = new Date(now).toISOString();
  const { id, name, unit } = keyring.workspace;
  const request: RecoveryRequest = {
    profile: 'qp-recovery-request/1',
    requestId,
    workspace: { id, name, unit },
    person: { id: personId, name: person.name },
    sealed: keyring.recovery.sealed,
    recipient,
    createdAt,
  };
  const beside = { profile: 'qp-recovery-pending/1', requestId, personId, createdAt };
  const box = await sealBox(passphrase, kdf, Buffer.from(identity), beside);
  await replaceFile(workspacePaths(folder).recovery, `${canonicalJson({ ...beside, box })}\n`);
  return `${canonicalJson(request)}\n`;
}

/** The centre's part: `identity` is the recovery key the root certificate names. Whoever calls this has checked who is asking. */
export async function answerRecovery(request: Uint8Array, identity: string, now: number): Promise<string> {
  const asked = parsed(recoveryRequest, request, '恢复申请');
  const key = await openRecovery(asked.sealed, identity);
  const sealed = Buffer.from(await encryptBytes(key, [asked.recipient])).toString('base64');
  const answer = {
    profile: 'qp-recovery-answer/1',
    requestId: asked.requestId,
    sealed,
    createdAt: new Date(now).toISOString(),
  };
  return `${canonicalJson(answer)}\n`;
}

/**
 * The workspace key out of the centre's answer to this folder's latest request of this person. Refuses RECOVERY_MISMATCH, and
 * PASSPHRASE_WRONG for another passphrase than the request's.
 */
export async function openRecoveryAnswer(
  folder: string,
  input: { personId: string; passphrase: string; answer: Uint8Array },
): Promise<Uint8Array> {
  const given = parsed(recoveryAnswer, input.answer, '恢复答复');
  const content = await readIfThere(workspacePaths(folder).recovery);
  const pending = content === null ? undefined : readPending(content);
  if (pending?.requestId !== given.requestId || pending.personId !== input.personId) {
    throw new Refusal('RECOVERY_MISMATCH');
  }
  const { box, ...beside } = pending;
  const identity = await openBox(box, input.passphrase, beside);
  if (!identity) throw new Refusal('PASSPHRASE_WRONG');
  try {
    const identities = [Buffer.from(identity).toString('utf8')];
    const key = await decryptBytes(Buffer.from(given.sealed, 'base64'), identities, '恢复答复');
    if (key.length !== WORKSPACE_KEY_BYTES) throw new Error('not a workspace key');
    return key;
  } catch (error) {
    throw new Refusal('RECOVERY_MISMATCH', {}, { cause: error });
  }
}

/** A damaged note of the request is as good as none: a new request makes up for it. */
function readPending(content: string): Pending | undefined {
  try {
    return pendingRecovery.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

/** After the person has a new passphrase. */
export async function forgetRecovery(folder: string): Promise<void> {
  await removeFile(workspacePaths(folder).recovery);
}
