import { findPublicity, publicityEntries } from '#db/queries/publicity.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import type { Clock } from '#main/ports.ts';
import type { DocumentSubject } from '#shared/api/documents.ts';
import type { CaseFacts, Issuer } from '#shared/documents/caseFacts.ts';
import { caseIndex, caseSummary, publicityList } from '#shared/documents/lists.ts';
import type { Secret } from '#shared/documents/maskText.ts';
import { DOCUMENT_TITLES, type DocumentKind, type DocumentModel, documentModel } from '#shared/documents/model.ts';
import { rejectionNotice, supplementNotice } from '#shared/documents/notices.ts';
import { type DocumentNumber, type Numbering, numberText } from '#shared/documents/numbers.ts';
import { opinionForm } from '#shared/documents/opinionForm.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Decision } from '#shared/domain/review.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Rules } from '../policies/rules.ts';
import type { Session } from '../session.ts';
import { caseFactsOf } from './caseFacts.ts';
import { numberFor } from './numbering.ts';
import { finishTexts } from './personalTexts.ts';
import { type ReadContext, selectedCases, summaryRows } from './summary.ts';

export interface BuildContext {
  session: Session;
  rules: Rules;
  clock: Clock;
  pace: () => Promise<void>;
  /** Cases read so far. */
  done: (cases: number) => void;
}

export interface BuildOptions {
  masked: boolean;
  crops: boolean;
  numbering: Numbering;
}

export interface BuiltDocument {
  document: DocumentModel;
  /** Of its canonical JSON: the code at its foot. */
  sha256: string;
  caseIds: string[];
  /** Number of its case; empty for lists. */
  caseNumber: string;
  number: DocumentNumber | null;
}

type CaseSubject = Exclude<DocumentSubject, { kind: 'summary' | 'publicity' }>;

/** What keeps a document from being made about a case of this signed decision (`null`: not signed); `null` when nothing does. */
export function caseObstacle(
  signed: Decision | null,
  kind: CaseSubject['kind'],
): { problem: string; advice: string } | null {
  if (kind === 'index') return null;
  if (signed === null) return { problem: '还没有签署', advice: '请先完成审核并签署' };
  const wanted: Partial<Record<CaseSubject['kind'], Decision>> = { supplement: 'supplement', rejection: 'reject' };
  const decision = wanted[kind];
  if (decision === undefined || signed === decision) return null;
  return kind === 'supplement'
    ? { problem: '的结论不是退回补正', advice: '请核对结论' }
    : { problem: '的结论不是不予推荐', advice: '请核对结论' };
}

function caseModel(facts: CaseFacts, issuer: Issuer, subject: CaseSubject, crops: boolean): DocumentModel {
  const obstacle = caseObstacle(facts.signed?.decision ?? null, subject.kind);
  if (obstacle) {
    throw new Refusal('DOCUMENT_STATE', { number: facts.number, title: DOCUMENT_TITLES[subject.kind], ...obstacle });
  }
  switch (subject.kind) {
    case 'opinion':
      return opinionForm(facts, issuer, { crops });
    case 'supplement':
      return supplementNotice(facts, issuer, subject.dueOn ?? facts.signed?.supplementDueOn ?? null);
    case 'rejection':
      return rejectionNotice(facts, issuer);
    case 'index':
      return caseIndex(facts, issuer);
  }
}

async function summaryModel(
  context: BuildContext,
  issuer: Issuer,
  subject: Extract<DocumentSubject, { kind: 'summary' }>,
  masked: boolean,
): Promise<{ document: DocumentModel; caseIds: string[] }> {
  const reading = readingOf(context);
  const cases = await selectedCases(reading, subject.cases);
  if (cases.length === 0) throw new Refusal('DOCUMENT_EMPTY', { title: DOCUMENT_TITLES.summary });
  const rows = await summaryRows(reading, cases, masked, context.done);
  const scope = 'caseIds' in subject.cases ? `选定的 ${cases.length} 件案卷` : `共 ${cases.length} 件案卷`;
  const fictional = cases.some((row) => row.fictional === 1);
  return {
    document: caseSummary({ rows, scope, masked, fictional }, issuer),
    caseIds: cases.map(({ caseId }) => caseId),
  };
}

async function publicityModel(context: BuildContext, issuer: Issuer, publicityId: string, masked: boolean) {
  const { read } = context.session.db;
  const publicity = findPublicity(read, publicityId);
  if (!publicity) throw new Refusal('PUBLICITY_UNKNOWN');
  const caseIds = publicityEntries(read, publicityId)
    .filter(({ removedOn }) => removedOn === null)
    .map(({ caseId }) => caseId);
  const reading = readingOf(context);
  const cases = await selectedCases(reading, { caseIds });
  const rows = await summaryRows(reading, cases, masked, context.done);
  const { title, startsOn, endsOn, period, contact } = publicity;
  const fictional = cases.some((row) => row.fictional === 1);
  return {
    document: publicityList({ title, startsOn, endsOn, period, contact, rows, masked, fictional }, issuer),
    ...{ caseIds, contact },
  };
}

export const readingOf = ({ session, rules, clock, pace }: BuildContext): ReadContext => ({
  ...{ session, pace },
  catalogue: rules.current(),
  now: clock.now(),
});

/**
 * The document in its final words, and its hash. Refuses CASE_UNKNOWN, PUBLICITY_UNKNOWN, DOCUMENT_STATE, DOCUMENT_EMPTY,
 * DOCUMENT_NUMBER.
 */
export async function buildDocument(
  context: BuildContext,
  subject: DocumentSubject,
  { masked, crops, numbering }: BuildOptions,
): Promise<BuiltDocument> {
  const { session, rules, clock } = context;
  const madeOn = localDay(clock.now());
  const numbered = (kind: DocumentKind, subjectId: string, version: number) =>
    numberFor(session.db.read, { kind, subjectId, version }, numbering, Number(madeOn.slice(0, 4)));
  const issuing = (number: DocumentNumber | null): Issuer => ({
    ...{ unit: session.person.unit, person: session.person.name, madeOn },
    number: number && numberText(number),
  });
  const finish = (
    document: DocumentModel,
    about: Pick<BuiltDocument, 'caseIds' | 'caseNumber' | 'number'>,
    secrets: Secret[] = [],
    open = '',
  ): BuiltDocument => {
    const finished = documentModel.parse(finishTexts(document, secrets, open));
    return { document: finished, sha256: sha256Hex(canonicalJson(finished)), ...about };
  };
  if (subject.kind === 'summary') {
    const { document, caseIds } = await summaryModel(context, issuing(null), subject, masked);
    return finish(document, { caseIds, caseNumber: '', number: null });
  }
  if (subject.kind === 'publicity') {
    const number = numbered('publicity', subject.publicityId, 0);
    const { document, caseIds, contact } = await publicityModel(context, issuing(number), subject.publicityId, masked);
    return finish(document, { caseIds, caseNumber: '', number }, [], contact);
  }
  const { caseId, kind } = subject;
  const { facts, secrets } = caseFactsOf(session, rules, caseId, masked);
  const number = numbered(kind, caseId, facts.signed?.version ?? 0);
  const document = caseModel(facts, issuing(number), subject, crops);
  return finish(document, { caseIds: [caseId], caseNumber: facts.number, number }, secrets);
}
