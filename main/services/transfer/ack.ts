import type { WritableDb } from '#db/database.ts';
import { headOf, readRange } from '#db/journal.ts';
import { parseStrictJson } from '#main/bundle/canonicalJson.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import type { BundleJson } from '#shared/domain/bundle.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ACK_PATH, type AckContent, ackContent } from '#shared/domain/exchange.ts';
import type { Session } from '../session.ts';
import { schemaReason } from './caseContent.ts';

/** The ack's content, held against our journal: the centre may only acknowledge events we wrote, with the hash we know. */
export async function readAck(session: Session, verified: VerifiedBundle): Promise<AckContent> {
  const parsed = ackContent.safeParse(parseStrictJson(await verified.readEntry(ACK_PATH), ACK_PATH));
  if (!parsed.success) throw new Refusal('SCHEMA_INVALID', { entry: ACK_PATH, reason: schemaReason(parsed.error) });
  for (const { stream, seq, hash } of verified.bundle.acks) {
    if (headOf(session.db.read, stream).seq === 0) continue;
    const [entry] = readRange(session.db.read, stream, seq, seq);
    if (entry?.hash !== hash) throw new Refusal('JOURNAL_FORK', { stream, seq });
  }
  return parsed.data;
}

/** Records what the centre holds; sentences for the report. */
export function recordAck(tx: WritableDb, session: Session, bundle: BundleJson, ack: AckContent): string[] {
  const bundleIds = ack.bundleIds.filter((id) =>
    tx.reads<{ n: number }>('SELECT 1 n FROM exports WHERE bundle_id = ? AND acknowledged_at IS NULL').get(id),
  );
  const payload = { ackBundleId: bundle.bundleId, bundleIds, streams: bundle.acks };
  session.journal.record(tx, { type: 'bundle.acknowledged', payload, actor: session.actor });
  return [bundleIds.length === 0 ? '没有新的确认。' : `中心已确认收到 ${bundleIds.length} 个审核包。`];
}
