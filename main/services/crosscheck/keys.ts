import { hkdfSha256, hmacSha256Hex } from '#main/crypto/primitives.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { type CrossKey, identifiersOf } from '#shared/domain/crossCheckKeys.ts';
import type { Session } from '../session.ts';

/** Half of the HMAC tells a hundred thousand identifiers apart and halves the index. */
const HEX_DIGITS = 32;

/** The key is the workspace's own: digests of two workstations cannot be held against each other. */
export function digester({ vaultKey }: Pick<Session, 'vaultKey'>): (record: BundleCase) => CrossKey[] {
  const hmac = hmacSha256Hex(hkdfSha256(vaultKey, new Uint8Array(), 'quanping cross-check', 32));
  return (record) =>
    identifiersOf(record).map(({ measure, kind, value }) => ({
      measure,
      digest: hmac(`${kind}\n${value}`).slice(0, HEX_DIGITS),
    }));
}
