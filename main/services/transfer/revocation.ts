import type { WritableDb } from '#db/database.ts';
import { adoptCrl, type Crl, parseCrl } from '#main/bundle/crl.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { CRL_PATH } from '#shared/domain/exchange.ts';
import type { Session } from '../session.ts';

/**
 * The newer revocation list a bundle brings, or null. A list older than the known one is left alone: bundles may arrive in another
 * order than they were issued in, and the number kept here never goes down. Refuses CERT_UNTRUSTED, CRL_ROLLBACK (the same number
 * with another list) and CERT_REVOKED (the list takes back the very certificate that signed the bundle).
 */
export async function newerCrl(session: Session, verified: VerifiedBundle): Promise<Crl | null> {
  if (!verified.entries.has(CRL_PATH)) return null;
  const crl = parseCrl(Buffer.from(await verified.readEntry(CRL_PATH)).toString('utf8'));
  const { crls, roots } = session.trust();
  try {
    adoptCrl(crls, crl, roots);
  } catch (error) {
    const older = error instanceof Refusal && error.code === 'CRL_ROLLBACK' && crl.number < Number(error.details.known);
    if (older) return null;
    throw error;
  }
  if (crls.some((one) => one.sha256 === crl.sha256)) return null;
  const revoked = crl.revoked.find(({ serial }) => serial === verified.issuer.serial);
  if (revoked) {
    const { name } = verified.issuer.subject;
    throw new Refusal('CERT_REVOKED', { name, revokedOn: revoked.revokedAt.slice(0, 10) });
  }
  return crl;
}

export function recordCrl(tx: WritableDb, session: Session, { bundle }: VerifiedBundle, crl: Crl): void {
  const { issuer, bundleId } = bundle;
  const payload = { issuerKeyId: issuer, number: crl.number, pem: crl.pem, bundleId };
  session.journal.record(tx, { type: 'crl.accepted', payload, actor: session.actor });
}
