import { attachmentsOf } from '#db/queries/cases.ts';
import { latestSignoff } from '#db/queries/review.ts';
import type { CaseFacts, ItemFacts, SignedFacts } from '#shared/documents/caseFacts.ts';
import type { Secret } from '#shared/documents/maskText.ts';
import { districtName } from '#shared/domain/districts.ts';
import { CASE_STATE_TITLES, type ReviewRecord } from '#shared/domain/review.ts';
import { localDay } from '../cases/caseRows.ts';
import { personalFields } from '../cases/caseView.ts';
import type { Rules } from '../policies/rules.ts';
import { isLocked, type OpenCase, openCase } from '../review/checklist.ts';
import type { Session } from '../session.ts';
import { secretsOf } from './personalTexts.ts';

/** Facts of one case for documents, with the values that masked texts may not carry. Refuses CASE_UNKNOWN. */
export function caseFactsOf(
  session: Session,
  rules: Rules,
  caseId: string,
  masked: boolean,
): { facts: CaseFacts; secrets: Secret[] } {
  const open = openCase(session, rules.ofCase(caseId), caseId);
  const { row, record, evaluated } = open;
  const fields = new Map(personalFields(record, evaluated).map((one) => [one.field, masked ? one.masked : one.value]));
  const { definition } = evaluated.programme;
  const facts: CaseFacts = {
    caseId,
    number: record.number,
    programmeName: definition.name,
    trackName: definition.tracks.find((track) => track.id === record.track)?.name ?? record.track,
    districtName: districtName(record.district),
    appliedOn: record.appliedOn,
    receivedOn: record.receivedOn,
    fictional: record.fictional,
    masked,
    person: record.applicant.kind === 'person',
    name: fields.get('name') ?? '',
    idNumber: fields.get('idNumber') ?? '',
    phone: fields.get('phone') ?? '',
    employer: fields.get('employer') ?? null,
    stateTitle: CASE_STATE_TITLES[row.state],
    signed: isLocked(row.state) ? signedFacts(session, open) : null,
    files: attachmentsOf(session.db.read, caseId).map(({ name, material, extension, bytes, sha256 }) => ({
      ...{ name, extension, bytes, sha256 },
      material: definition.materials.find((one) => one.id === material)?.name ?? material,
    })),
  };
  return { facts, secrets: secretsOf(record, evaluated) };
}

/** What was signed, word for word; citations and requirements come from the rules it was signed under. */
function signedFacts(session: Session, open: OpenCase): SignedFacts | null {
  const signoff = latestSignoff(session.db.read, open.row.caseId);
  if (!signoff) return null;
  const record = JSON.parse(signoff.record) as ReviewRecord;
  const names = new Map(attachmentsOf(session.db.read, open.row.caseId).map((one) => [one.attachmentId, one.name]));
  const now = new Map(open.items.map((item) => [item.itemId, item]));
  return {
    version: signoff.version,
    sha256: signoff.sha256,
    signedOn: localDay(Date.parse(signoff.signedAt)),
    signedBy: record.signedBy.name,
    decision: record.result.decision,
    opinion: record.result.opinion,
    amount: record.result.amount,
    supplementDueOn: record.result.supplement?.dueOn ?? null,
    items: record.items.map(({ itemId, title, verdict, reason, note, evidence }): ItemFacts => {
      const item = now.get(itemId);
      return {
        ...{ itemId, title, verdict, reason, note },
        group: itemId.slice(0, itemId.indexOf(':')) as ItemFacts['group'],
        requirement: item?.requirement ?? '',
        cites: (item?.cites ?? []).map(({ label }) => label),
        evidence: evidence.map(({ attachmentId, pageLabel, quote, cropSha256 }) => ({
          ...{ pageLabel, quote, cropSha256 },
          file: names.get(attachmentId) ?? '已更换的文件',
        })),
      };
    }),
  };
}
