/** Signatures inside certificates and revocation lists: algorithm and key must be of one kind. */
import { verifyEd25519, verifyP256 } from '#main/crypto/primitives.ts';
import { DerError, readChildren, readDer, readIntegerBytes, TAG } from './der.ts';
import { OID } from './x509.ts';

export interface SignedStructure {
  tbs: Uint8Array;
  signatureOid: string;
  signature: Uint8Array;
}

/** Whether the owner of `spki` signed the structure. */
export function isSignedBy(structure: SignedStructure, spki: Uint8Array): boolean {
  if (structure.signatureOid === OID.ed25519) return verifyEd25519(spki, structure.tbs, structure.signature);
  if (structure.signatureOid !== OID.ecdsaSha256) return false;
  const raw = rawEcdsa(structure.signature);
  return raw !== null && verifyP256(spki, structure.tbs, raw);
}

/** r‖s from SEQUENCE { r, s }; null when the encoding is not strict DER or a number is too long. */
function rawEcdsa(signature: Uint8Array): Uint8Array | null {
  try {
    const [r, s, ...more] = readChildren(readDer(signature), TAG.sequence);
    if (more.length > 0) return null;
    return Buffer.concat([scalar(readIntegerBytes(r)), scalar(readIntegerBytes(s))]);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

function scalar(bytes: Uint8Array): Uint8Array {
  const magnitude = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  if (bytes[0]! >= 0x80 || magnitude.length > 32) throw new DerError('scalar out of range');
  return Buffer.concat([new Uint8Array(32 - magnitude.length), magnitude]);
}
