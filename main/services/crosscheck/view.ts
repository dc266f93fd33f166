import { attachmentsOf, caseRecordText } from '#db/queries/cases.ts';
import { crossCase, type DecidedHitRow } from '#db/queries/crosscheck.ts';
import { personNames } from '#db/queries/review.ts';
import type { CrossHitView, CrossSide } from '#shared/api/crosscheck.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { CrossReason } from '#shared/domain/crossCheck.ts';
import type { CrossHit } from '#shared/domain/crossCheckHits.ts';
import { CROSS_MEASURE_TITLES } from '#shared/domain/crossCheckKeys.ts';
import { districtName } from '#shared/domain/districts.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { maskId, maskName, maskPhone } from '#shared/domain/mask.ts';
import type { Decision } from '#shared/domain/review.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import type { Session } from '../session.ts';

export const hitOf = (row: DecidedHitRow): CrossHit => JSON.parse(row.detail) as CrossHit;

function sideOf(session: Session, catalogue: Catalogue, caseId: string): CrossSide {
  const row = crossCase(session.db.read, caseId);
  const text = caseRecordText(session.db.read, caseId);
  if (!row || text === undefined) throw new Refusal('CROSS_UNKNOWN');
  const { applicant, district } = JSON.parse(text) as BundleCase;
  const { number, programme, appliedOn, receivedOn, state } = row;
  const known = catalogue.programmes.some(({ definition }) => definition.id === programme);
  const name = known ? rulesInForce(catalogue, programme, appliedOn).programme.definition.name : `项目 ${programme}`;
  return {
    ...{ caseId, number, programme, appliedOn, receivedOn, state },
    programmeName: name,
    applicant: applicant.kind === 'person' ? maskName(applicant.name) : applicant.name,
    idNumber: maskId(applicant.idNumber),
    phone: maskPhone(applicant.phone),
    account: maskId(applicant.bankAccount ?? ''),
    employer: applicant.employer?.name ?? '',
    districtName: districtName(district),
    decision: row.decision as Decision | null,
  };
}

/** How the applicant called each file of the two cases. */
function namesOf(session: Session, cases: readonly string[]): (attachmentId: string) => string {
  const all = [...new Set(cases)].flatMap((caseId) => attachmentsOf(session.db.read, caseId));
  const names = new Map(all.map((one) => [one.attachmentId, one.name]));
  return (attachmentId) => names.get(attachmentId) ?? '';
}

/** Pairs of pages a card names; what lies behind them is only counted in its sentence. */
const PAIRS = 200;

function sharedBy(session: Session, { files, pages = [], cases }: CrossHit): Pick<CrossHitView, 'files' | 'pages'> {
  if (files.length + pages.length === 0) return { files: [], pages: [] };
  const name = namesOf(session, cases);
  return {
    files: files.map(({ sha256, attachments: [a, b] }) => ({ sha256, names: [name(a), name(b)] })),
    pages: pages.map(({ attachments: [a, b], pages: pairs }) => ({
      names: [name(a), name(b)],
      pages: pairs.slice(0, PAIRS).map(([i, j]): [number, number] => [i + 1, j + 1]),
    })),
  };
}

/** A hit as the screen shows it: both cases masked, what they have in common, what was decided. */
export function hitView(session: Session, catalogue: Catalogue, row: DecidedHitRow): CrossHitView {
  const hit = hitOf(row);
  const { hitId, kind, state, evidence, decision, reason, note, personId, at } = row;
  return {
    ...{ hitId, kind, state, evidence, summary: hit.summary },
    sides: [...new Set(hit.cases)].map((caseId) => sideOf(session, catalogue, caseId)),
    measures: hit.measures.map((measure) => CROSS_MEASURE_TITLES[measure]),
    conflicts: hit.conflicts.map(({ owner, title, cite, certain, granted }) => ({
      ...{ owner, title, certain, granted },
      cites: cite.map((id) => ({ id, label: catalogue.clauses.get(id)?.cite ?? id })),
    })),
    ...sharedBy(session, hit),
    decided:
      decision === null
        ? null
        : {
            ...{ decision, reason: reason as CrossReason, note: note ?? '', at: at! },
            by: personNames(session.db.read).get(personId!) ?? '未知人员',
          },
  };
}
