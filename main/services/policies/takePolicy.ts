import { findPack, packRows, putPack, putSource } from '#db/queries/policies.ts';
import { type BundleRow, putBundle, setLastSequence } from '#db/queries/transfer.ts';
import type { VerifiedBundle } from '#main/bundle/read.ts';
import { replacesCatalogue } from '#main/bundle/sequence.ts';
import { writeCompiled } from '#main/catalogue/compiled.ts';
import { type PolicyPack, readPack } from '#main/catalogue/pack.ts';
import type { ImportReport } from '#shared/api/transfer.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { BUILTIN_NUMBER, type PolicySource, sourcePath } from '#shared/domain/policyPack.ts';
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
import { newerCrl, recordCrl } from '../transfer/revocation.ts';

/**
 * Takes a verified policy bundle in. The catalogue is kept and listed; putting it in force is a decision of its own. Refuses what
 * {@link readPack} refuses, CATALOGUE_ROLLBACK (older than one that came before) and CATALOGUE_CONFLICT (a number twice).
 */
export async function takePolicy(session: Session, incoming: Incoming, { signal, steps }: Importing): Promise<void> {
  const { verified, audienceKey, file } = incoming;
  const { bundle, entries } = verified;
  steps.begin('content', 1);
  const pack = await readPack(verified, file);
  steps.done(1);
  const fresh = isNew(session, verified, pack);
  const crl = await newerCrl(session, verified);
  steps.begin('store', 1);
  await keepThen(session, verified, signal, (tx) => {
    const report: ImportReport = { ...reportOf(incoming), ...reportOfPack(pack, fresh) };
    const row: BundleRow = {
      ...bundleRow(incoming),
      state: 'stored',
      vaultId: bundle.bundleId,
      report: JSON.stringify(report),
    };
    putBundle(tx, row);
    if (fresh) {
      const { number, content, catalogue } = pack;
      const { title, from, sources } = content;
      const programmes = catalogue.programmes.length;
      const head = { number, sha256: catalogue.hash, bundleId: bundle.bundleId, title, programmes };
      const parts = Buffer.from(writeCompiled(catalogue)).toString('utf8');
      putPack(tx, { ...head, fromDay: from, parts });
      sources.forEach((source, position) => {
        putSource(tx, sourceRow(number, position, source, entries.get(sourcePath(source))!.offset));
      });
      const payload = { ...head, from };
      session.journal.record(tx, { type: 'policy.received', payload, actor: session.actor });
    }
    recordImported(tx, session, row, issuerLabel(verified), report.remarks);
    if (crl) recordCrl(tx, session, verified, crl);
    setLastSequence(tx, bundle.issuer, audienceKey, bundle.issuerSeq);
  });
  steps.done(1);
}

const sourceRow = (number: number, position: number, source: PolicySource, offset: number) => {
  const { document, name, sha256, extension, bytes, anchors } = source;
  return { number, position, document, name, sha256, extension, bytes, offset, anchors: JSON.stringify(anchors) };
};

/** Whether the workspace lacks this catalogue; the same one may come again in another bundle. */
function isNew(session: Session, { bundle }: VerifiedBundle, { number, catalogue }: PolicyPack): boolean {
  const [newest] = packRows(session.db.read);
  const known = { number: newest?.number ?? BUILTIN_NUMBER };
  if (replacesCatalogue(bundle, known)) return true;
  if (findPack(session.db.read, number)?.sha256 === catalogue.hash) return false;
  throw new Refusal('CATALOGUE_CONFLICT', { number });
}

function reportOfPack(
  { number, content, catalogue }: PolicyPack,
  fresh: boolean,
): Pick<ImportReport, 'policy' | 'remarks'> {
  const policy = {
    number,
    title: content.title,
    sha256: catalogue.hash,
    programmes: catalogue.programmes.length,
    calendarYears: catalogue.calendar.years.length,
    sources: content.sources.length,
    from: content.from,
  };
  const next = `第 ${number} 号政策目录已存入本机，尚未启用。请到“设置—政策目录”核对变化后启用（最早 ${content.from}）。`;
  return { policy, remarks: [fresh ? next : `第 ${number} 号政策目录此前已经导入，没有变化。`] };
}
