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

function filesOf(session: Session, { files, cases }: CrossHit): CrossHitView['files'] {
  if (files.length === 0) return [];
  const names = new Map(
    [...new Set(cases)].flatMap((caseId) =>
      attachmentsOf(session.db.read, caseId).map((one) => [one.attachmentId, one.name] as const),
    ),
  );
  return files.map(({ sha256, attachments: [a, b] }) => ({ sha256, names: [names.get(a) ?? '', names.get(b) ?? ''] }));
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
    files: filesOf(session, hit),
    decided:
      decision === null
        ? null
        : {
            ...{ decision, reason: reason as CrossReason, note: note ?? '', at: at! },
            by: personNames(session.db.read).get(personId!) ?? '未知人员',
          },
  };
}
