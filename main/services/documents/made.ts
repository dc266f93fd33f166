import type { documentsApi } from '#shared/api/documents.ts';
import type { ParsedOf } from '#shared/api/route.ts';
import { DOCUMENT_TITLES, type DocumentFormat, type DocumentModel } from '#shared/documents/model.ts';
import { isNumbered, numberText } from '#shared/documents/numbers.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput } from '#shared/domain/events.ts';
import { requireRole, type Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import type { BuiltDocument } from './build.ts';
import { giveNumber } from './numbering.ts';

export type Options = ParsedOf<(typeof documentsApi)['print']>;

/** Rows a page for people's eyes holds; a sheet holds more. */
const MAX_ROWS = { docx: 2000, print: 2000, xlsx: 20_000 } as const;

/** Personal data goes out with a right and a reason only. */
export function requireRights(
  session: Session,
  { masked, crops, reason }: Pick<Options, 'masked' | 'crops' | 'reason'>,
): void {
  requireRole(session, ['reviewer', 'approver', 'secretary', 'inspector'], '制作文书');
  if (masked && !crops) return;
  requireRole(session, ['reviewer', 'approver'], '制作含个人信息的文书');
  if (reason.trim() === '') throw new Refusal('DOCUMENT_REASON');
}

const rowsOf = (document: DocumentModel): number =>
  document.blocks.reduce((sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0), 0);

export function requireLength(document: DocumentModel, format: DocumentFormat | 'print'): void {
  const [rows, limit] = [rowsOf(document), MAX_ROWS[format]];
  if (rows > limit) throw new Refusal('DOCUMENT_TOO_LONG', { title: DOCUMENT_TITLES[document.kind], rows, limit });
}

function madeEvent(
  { document, sha256, caseIds, number }: BuiltDocument,
  { subject, crops, reason }: Options,
  format: DocumentFormat | 'print',
  file: string | null,
): EventInput {
  const { kind, title, masked, basis } = document;
  const shownReason = masked && !crops ? '' : reason.trim();
  const said = { reason: shownReason, file, number: number && numberText(number) };
  const made = { kind, format, title, sha256, masked, ...said };
  if ('caseId' in subject) {
    const { caseId } = subject;
    return { type: 'document.made', payload: { ...made, caseId, crops, version: basis?.version ?? null } };
  }
  return {
    type: 'list.made',
    payload: { ...made, cases: caseIds.length, caseIds: masked ? [] : caseIds },
  };
}

/** The document and its number in the journal, together. Refuses DOCUMENT_NUMBER where another took it meanwhile. */
export function recordMade(
  session: Session,
  built: BuiltDocument,
  options: Options,
  format: DocumentFormat | 'print',
  file: string | null,
): void {
  const { journal, actor, db } = session;
  const { subject } = options;
  const { number, document } = built;
  const event = wellFormed(madeEvent(built, options, format, file));
  db.write((tx) => {
    if (number && isNumbered(subject.kind)) {
      const subjectId = 'publicityId' in subject ? subject.publicityId : built.caseIds[0]!;
      giveNumber(session, tx, number, { kind: subject.kind, subjectId, version: document.basis?.version ?? 0 });
    }
    journal.record(tx, { ...event, actor });
  });
}
