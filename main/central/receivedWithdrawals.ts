/** Bundles that were declared lost on their way: what the journal of a later one says of them, and what becomes of one that turns up. */
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { payloadOf, type ReceivedStream } from './receivedJournal.ts';
import type { CentreState, Withdrawal } from './state.ts';

/** By bundle id, from events the centre did not hold before. */
export function withdrawalsIn(streams: readonly ReceivedStream[]): Record<string, Withdrawal> {
  const entries = streams.flatMap(({ fresh }) => fresh);
  const named = entries.flatMap((entry) => {
    const lost = payloadOf(entry, 'bundle.withdrawn');
    if (!lost) return [];
    const { bundleId, file, reason } = lost;
    return [[bundleId, { stream: entry.stream, file, at: entry.at, reason }] as const];
  });
  return Object.fromEntries(named);
}

/** Refuses BUNDLE_WITHDRAWN. Only the workspace a bundle came from can have declared it lost. */
export function refuseWithdrawn({ withdrawn }: CentreState, { bundle }: VerifiedBundle, file: string): void {
  const lost = withdrawn[bundle.bundleId];
  if (!lost || !bundle.journal.some(({ stream }) => stream === lost.stream)) return;
  throw new Refusal('BUNDLE_WITHDRAWN', { file, at: lost.at.slice(0, 10), reason: lost.reason });
}

/** A sentence for each, for the report. */
export function withdrawalRemarks({ received }: CentreState, lost: Readonly<Record<string, Withdrawal>>): string[] {
  return Object.entries(lost).map(([bundleId, { file, reason }]) => {
    const before = received.find((one) => one.bundleId === bundleId);
    const what = before
      ? `本中心已于 ${before.receivedAt.slice(0, 10)} 收到，照常有效`
      : '如再收到，将不予接收，其内容以本包为准';
    return `回传人声明此前的审核包“${file}”遗失（${reason}）：${what}。`.slice(0, 400);
  });
}
