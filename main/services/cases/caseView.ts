import {
  type AttachmentRow,
  attachmentsOf,
  type CaseListRow,
  caseRecordText,
  findCase,
  viewedPages,
} from '#db/queries/cases.ts';
import { personNames } from '#db/queries/review.ts';
import type { AttachmentView, CaseView } from '#shared/api/cases.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { maskId, maskName, maskPhone } from '#shared/domain/mask.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { formatFact } from '#shared/rules/formatFact.ts';
import { maskFact } from '#shared/rules/maskFact.ts';
import { rulesNotice } from '../policies/notice.ts';
import type { Rules } from '../policies/rules.ts';
import { type EvaluatedCase, evaluateCase } from '../review/evaluateCase.ts';
import type { Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import { caseRowOf, dueBounds } from './caseRows.ts';

/** A page counts as viewed when it was readable on screen this long, milliseconds. */
export const VIEWED_MS = 2000;

export interface LoadedCase {
  row: CaseListRow;
  record: BundleCase;
}

/** Refuses CASE_UNKNOWN. The record was checked when it came in. */
export function loadCase(session: Session, caseId: string): LoadedCase {
  const row = findCase(session.db.read, caseId);
  const text = caseRecordText(session.db.read, caseId);
  if (!row || text === undefined) throw new Refusal('CASE_UNKNOWN');
  return { row, record: JSON.parse(text) as BundleCase };
}

interface PersonalField {
  field: string;
  label: string;
  value: string;
  masked: string;
}

/** Personal fields of a case with their masks; what `reveal` can give out. */
export function personalFields(record: BundleCase, evaluated: EvaluatedCase): PersonalField[] {
  const { applicant } = record;
  const person = applicant.kind === 'person';
  const fields: PersonalField[] = [
    {
      field: 'name',
      label: person ? '姓名' : '单位名称',
      value: applicant.name,
      masked: person ? maskName(applicant.name) : applicant.name,
    },
    {
      field: 'idNumber',
      label: person ? '证件号码' : '统一社会信用代码',
      value: applicant.idNumber,
      masked: maskId(applicant.idNumber),
    },
    { field: 'phone', label: '联系电话', value: applicant.phone, masked: maskPhone(applicant.phone) },
  ];
  if (applicant.employer) {
    const { name, code } = applicant.employer;
    fields.push({ field: 'employer', label: '用人单位', value: name, masked: name });
    fields.push({ field: 'employerCode', label: '单位信用代码', value: code, masked: maskId(code) });
  }
  const { bankAccount = '', spouseIdNumber = '' } = applicant;
  if (bankAccount !== '') {
    fields.push({ field: 'bankAccount', label: '收款账号', value: bankAccount, masked: maskId(bankAccount) });
  }
  if (spouseIdNumber !== '') {
    fields.push({
      field: 'spouseIdNumber',
      label: '配偶证件号码',
      value: spouseIdNumber,
      masked: maskId(spouseIdNumber),
    });
  }
  for (const { key, label, value, masked } of sensitiveFacts(evaluated)) {
    fields.push({ field: key, label, value, masked });
  }
  return fields;
}

function sensitiveFacts({ programme, facts }: EvaluatedCase) {
  return [...facts].flatMap(([key, value]) => {
    const definition = programme.vocabulary.definitions.get(key);
    const kind = programme.vocabulary.facts.get(key);
    if (!definition?.sensitive || !kind) return [];
    const shown = formatFact(kind, value);
    return [{ key, label: kind.label, value: shown, masked: maskFact(kind, shown) }];
  });
}

function factsOf({ programme, facts }: EvaluatedCase): CaseView['facts'] {
  return [...facts].flatMap(([key, value]) => {
    const kind = programme.vocabulary.facts.get(key);
    if (!kind) return [];
    const masked = programme.vocabulary.definitions.get(key)?.sensitive === true;
    const shown = formatFact(kind, value);
    return [{ key, label: kind.label, value: masked ? maskFact(kind, shown) : shown, masked }];
  });
}

function attachmentView(
  row: AttachmentRow,
  viewed: Map<string, number[]>,
  { programme }: EvaluatedCase,
): AttachmentView {
  const { attachmentId, name, extension, bytes, sha256, material } = row;
  const materialName = programme.definition.materials.find((one) => one.id === material)?.name ?? null;
  return {
    attachmentId,
    name,
    extension,
    bytes,
    sha256,
    material,
    materialName,
    viewedPages: viewed.get(attachmentId) ?? [],
  };
}

export function caseViewOf(session: Session, rules: Rules, now: number, caseId: string): CaseView {
  const { row, record } = loadCase(session, caseId);
  const catalogue = rules.ofCase(caseId);
  const evaluated = evaluateCase(catalogue, record);
  const viewed = viewedPages(session.db.read, caseId, VIEWED_MS);
  const { validity } = evaluated.evaluation;
  return {
    row: caseRowOf(catalogue, dueBounds(catalogue, now), row),
    fields: personalFields(record, evaluated).map(({ field, label, masked }) => ({ field, label, masked })),
    facts: factsOf(evaluated),
    attachments: attachmentsOf(session.db.read, caseId).map((one) => attachmentView(one, viewed, evaluated)),
    receivedOn: row.receivedOn,
    validity: validity.inForce ? null : validity.sentence,
    rulesNotice: rulesNotice(session, rules, row, record),
    version: row.version,
    signedAt: row.signedAt,
    signedBy: row.signedBy === null ? null : (personNames(session.db.read).get(row.signedBy) ?? '未知人员'),
  };
}

/** Gives one personal field out, with the reason in the journal before the value leaves. */
export function revealField(
  session: Session,
  catalogue: Catalogue,
  caseId: string,
  field: string,
  reason: string,
): string {
  const { record } = loadCase(session, caseId);
  const found = personalFields(record, evaluateCase(catalogue, record)).find((one) => one.field === field);
  if (!found) throw new Refusal('INPUT_INVALID', { reason: '没有这个字段' });
  const payload = { caseId, field, reason: wellFormed(reason) };
  session.db.write((tx) => session.journal.record(tx, { type: 'field.revealed', payload, actor: session.actor }));
  return found.value;
}
