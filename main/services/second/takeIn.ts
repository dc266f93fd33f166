/** Reviews from another workstation, and answers to those that went there. */
import { type BundleRow, putBundle, setLastSequence } from '#db/queries/transfer.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { SECOND_ANSWER_PATH, SECOND_REQUEST_PATH } from '#shared/domain/secondBundle.ts';
import type { Session } from '../session.ts';
import {
  bundleRow,
  type Importing,
  type Incoming,
  issuerLabel,
  keepThen,
  recordImported,
  reportOf,
} from '../transfer/incoming.ts';
import { prepareAnswer } from './takeAnswer.ts';
import { prepareRequest } from './takeRequest.ts';

/** Review bundles go to the centre, but for these two. */
export function isForSecond({ entries }: Pick<VerifiedBundle, 'entries'>): boolean {
  return entries.has(SECOND_REQUEST_PATH) || entries.has(SECOND_ANSWER_PATH);
}

/** Takes a verified bundle of a second review in: one transaction, or a refusal that changes nothing. */
export async function takeSecondBundle(
  session: Session,
  incoming: Incoming,
  { signal, steps, clock }: Importing,
): Promise<void> {
  const { verified, audienceKey } = incoming;
  const { bundle } = verified;
  steps.begin('content', 1);
  const apply = verified.entries.has(SECOND_REQUEST_PATH)
    ? await prepareRequest(session, verified)
    : await prepareAnswer({ session, clock }, verified);
  steps.done(1);
  steps.begin('store', 1);
  await keepThen(session, verified, signal, (tx) => {
    const report = { ...reportOf(incoming), cases: apply.cases, remarks: apply.remarks };
    const row: BundleRow = {
      ...bundleRow(incoming),
      ...{ state: 'stored', vaultId: bundle.bundleId, report: JSON.stringify(report) },
    };
    putBundle(tx, row);
    apply.store(tx);
    recordImported(tx, session, row, issuerLabel(verified), apply.remarks);
    setLastSequence(tx, bundle.issuer, audienceKey, bundle.issuerSeq);
  });
  steps.done(1);
}
