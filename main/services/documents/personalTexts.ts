import { mapTexts } from '#shared/documents/mapTexts.ts';
import { type Secret, textMasker } from '#shared/documents/maskText.ts';
import type { DocumentModel } from '#shared/documents/model.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { legibleText } from '#shared/domain/visibleText.ts';
import { personalFields } from '../cases/caseView.ts';
import type { EvaluatedCase } from '../review/evaluateCase.ts';

/** Shorter values, say an age or 男, stand in texts for other things too. Names in Chinese are told apart by two signs already. */
const MIN_LENGTH = 6;
const worthMasking = (value: string): boolean =>
  /\p{Script=Han}/u.test(value) ? Array.from(value).length >= 2 : value.length >= MIN_LENGTH;

export function secretsOf(record: BundleCase, evaluated: EvaluatedCase): Secret[] {
  return personalFields(record, evaluated)
    .filter(({ field, value }) => field === 'name' || worthMasking(value))
    .map(({ value, masked }) => ({ value, masked }));
}

/**
 * Every text of the document as it may leave: masked where it has to be, hidden signs named, nothing a file could not hold. `open`: what
 * is meant for the public, say the telephone of the office.
 */
export function finishTexts(document: DocumentModel, secrets: readonly Secret[], open = ''): DocumentModel {
  const hide = textMasker(secrets);
  const mask = (text: string): string => {
    if (!document.masked) return text;
    return open === '' ? hide(text) : text.split(open).map(hide).join(open);
  };
  return mapTexts(document, (text) => legibleText(mask(text.toWellFormed())));
}
