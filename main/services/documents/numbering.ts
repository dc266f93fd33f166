import type { ReadableDb, WritableDb } from '#db/database.ts';
import {
  documentSettingsOf,
  highestSerial,
  type NumberedSubject,
  numberGiven,
  numberOwner,
} from '#db/queries/documentNumbers.ts';
import type { DocumentKind } from '#shared/documents/model.ts';
import {
  type DocumentNumber,
  isNumbered,
  type NumberedKind,
  type Numbering,
  numberText,
} from '#shared/documents/numbers.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Session } from '../session.ts';

const same = (one: NumberedSubject, other: NumberedSubject): boolean =>
  one.kind === other.kind && one.subjectId === other.subjectId && one.version === other.version;

/** The 代字 documents of this kind go out under; `null` where none is fixed. */
export const symbolOf = (db: ReadableDb, kind: DocumentKind): string | null =>
  isNumbered(kind) ? (documentSettingsOf(db).symbols[kind] ?? null) : null;

function requireFree(db: ReadableDb, number: DocumentNumber, subject: NumberedSubject): void {
  const owner = numberOwner(db, number);
  if (owner && !same(owner, subject)) throw new Refusal('DOCUMENT_NUMBER', { number: numberText(number) });
}

/**
 * The number a document would go out under. Made again, it keeps the one it has; `next` is the one after the highest of the year.
 * Refuses DOCUMENT_NUMBER (the wanted one belongs to another document).
 */
export function numberFor(
  db: ReadableDb,
  subject: NumberedSubject & { kind: DocumentKind },
  numbering: Numbering,
  year: number,
): DocumentNumber | null {
  const symbol = symbolOf(db, subject.kind);
  if (symbol === null || numbering === 'none') return null;
  if (numbering === 'next') {
    return numberGiven(db, subject, symbol) ?? { symbol, year, serial: highestSerial(db, symbol, year) + 1 };
  }
  const wanted = { symbol, year, serial: numbering };
  requireFree(db, wanted, subject);
  return wanted;
}

/** Writes down that a number was given away, together with the document that carries it; one that it had before is its own. */
export function giveNumber(
  { journal, actor }: Session,
  tx: WritableDb,
  number: DocumentNumber,
  subject: NumberedSubject & { kind: NumberedKind },
): void {
  requireFree(tx, number, subject);
  if (numberOwner(tx, number)) return;
  journal.record(tx, { type: 'document.numbered', payload: { ...number, ...subject }, actor });
}
