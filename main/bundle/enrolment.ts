/**
 * Enrolment request `qp-enrolment/1`: what a workstation writes and the centre's command line certifies. JSON, signed by the key it
 * asks a certificate for (proof of possession over the canonical JSON of everything else).
 */
import { z } from 'zod';
import {
  publicKeyOf,
  sha256Hex,
  signatureAlgorithmOf,
  signWith,
  verifyEd25519,
  verifyP256,
} from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ROLES, type Role } from '#shared/domain/person.ts';
import { districtCode, isoTime, requiredText, uuid } from '#shared/domain/primitives.ts';
import { canonicalJsonBytes, parseStrictJson } from './canonicalJson.ts';
import { RECIPIENT_PATTERN } from './certificate.ts';
import { decodeBase64url } from './signature.ts';

const enrolmentRequest = z.strictObject({
  profile: z.literal('qp-enrolment/1'),
  person: z.strictObject({ id: uuid, name: requiredText(80) }),
  unit: requiredText(120),
  district: districtCode.nullable(),
  /** The role asked for; the centre decides. */
  role: z.enum(ROLES),
  /** SubjectPublicKeyInfo, DER, base64url. */
  spki: z.string().max(400),
  /** age X25519 recipient of the same person. */
  recipient: z.string().regex(RECIPIENT_PATTERN),
  createdAt: isoTime,
  /** Ed25519 or ES256 signature over the canonical JSON of the other members, base64url. */
  proof: z.string().max(200),
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>;

export interface EnrolmentInput {
  person: { id: string; name: string };
  unit: string;
  district: string | null;
  role: Role;
  privateKeyPem: string;
  recipient: string;
  createdAt: string;
}

const MAX_REQUEST_BYTES = 16 * 1024;

/** The text of the request file. */
export function createEnrolmentRequest(input: EnrolmentInput): string {
  const { privateKeyPem, ...rest } = input;
  const spki = Buffer.from(publicKeyOf(privateKeyPem)).toString('base64url');
  const body = enrolmentRequest.omit({ proof: true }).parse({ profile: 'qp-enrolment/1', ...rest, spki });
  const proof = Buffer.from(signWith(privateKeyPem, canonicalJsonBytes(body)).signature).toString('base64url');
  return `${canonicalJson({ ...body, proof })}\n`;
}

/** The request with its key decoded. Refuses SCHEMA_INVALID (form) and SIGNATURE_INVALID (the proof does not hold). */
export function readEnrolmentRequest(
  bytes: Uint8Array,
  entry: string,
): EnrolmentRequest & { spkiDer: Uint8Array; keyId: string } {
  const parsed = enrolmentRequest.safeParse(parseStrictJson(bytes, entry, MAX_REQUEST_BYTES));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Refusal('SCHEMA_INVALID', { entry, reason: `登记申请的 ${issue?.path.join('.') || '内容'} 有误` });
  }
  const request = parsed.data;
  const { proof, ...body } = request;
  try {
    const spkiDer = decodeBase64url(request.spki);
    const algorithm = signatureAlgorithmOf(spkiDer);
    const verify = algorithm === 'Ed25519' ? verifyEd25519 : verifyP256;
    if (!verify(spkiDer, canonicalJsonBytes(body), decodeBase64url(proof))) throw new Error('proof does not fit');
    return { ...request, spkiDer, keyId: sha256Hex(spkiDer) };
  } catch (error) {
    throw new Refusal('SIGNATURE_INVALID', { file: entry }, { cause: error });
  }
}
