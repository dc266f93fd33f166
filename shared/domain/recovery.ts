import { z } from 'zod';
import { isoTime, requiredText, text, uuid } from './primitives.ts';

/**
 * Getting back into a workspace whose passphrase is lost. The workstation writes a request: the workspace key as it was sealed to the
 * centre's recovery recipient, and a fresh recipient of its own. The centre checks who asks, opens the one and seals to the other.
 */
export const recoveryRequest = z.strictObject({
  profile: z.literal('qp-recovery-request/1'),
  requestId: uuid,
  workspace: z.strictObject({ id: uuid, name: requiredText(60), unit: requiredText(120) }),
  person: z.strictObject({ id: uuid, name: requiredText(40) }),
  /** age file to the centre's recovery recipient, base64. */
  sealed: z.base64().max(8000),
  /** Where the answer is sealed to. */
  recipient: text(120),
  createdAt: isoTime,
});
export type RecoveryRequest = z.infer<typeof recoveryRequest>;

export const recoveryAnswer = z.strictObject({
  profile: z.literal('qp-recovery-answer/1'),
  requestId: uuid,
  /** The workspace key as an age file to the request's recipient, base64. */
  sealed: z.base64().max(8000),
  createdAt: isoTime,
});

/** Request or answer files are small; larger ones are not read. */
export const MAX_RECOVERY_BYTES = 32 * 1024;
