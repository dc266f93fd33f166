import { z } from 'zod';
import { DOCUMENT_FORMATS, documentFormat, documentKind, documentModel } from '../documents/model.ts';
import { isoDate, isoTime, sha256, text, uuid } from '../domain/primitives.ts';
import { sha256Groups } from '../domain/review.ts';
import { caseFilter } from './cases.ts';
import { route } from './route.ts';
import { taskView } from './transfer.ts';

/** Which cases a list is about: those chosen by hand, or all that fit a filter. */
export const caseSelection = z.union([
  z.strictObject({ caseIds: z.array(uuid).min(1).max(20_000) }),
  z.strictObject({ filter: caseFilter }),
]);
export type CaseSelection = z.infer<typeof caseSelection>;

/** What a document is about. */
export const documentSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opinion'), caseId: uuid }),
  /** `dueOn`: the last day for handing in; left open for the pen where it is `null`. */
  z.strictObject({ kind: z.literal('supplement'), caseId: uuid, dueOn: isoDate.nullable() }),
  z.strictObject({ kind: z.literal('rejection'), caseId: uuid }),
  z.strictObject({ kind: z.literal('index'), caseId: uuid }),
  z.strictObject({ kind: z.literal('summary'), cases: caseSelection }),
  z.strictObject({ kind: z.literal('publicity'), publicityId: uuid }),
]);
export type DocumentSubject = z.infer<typeof documentSubject>;

/** `masked: false` and `crops` give personal data out: they need a reason, which is journaled with the document. */
const options = { subject: documentSubject, masked: z.boolean(), crops: z.boolean(), reason: text(200) };

const shown = z.strictObject({ document: documentModel, sha256, groups: sha256Groups });

export const documentsApi = {
  /** Which documents can be made about a case now; `why` says what keeps the others from it. */
  choices: route(
    z.strictObject({ caseId: uuid }),
    z.strictObject({
      choices: z.array(
        z.strictObject({ kind: documentKind, formats: z.array(documentFormat), why: z.string().nullable() }),
      ),
    }),
  ),
  /** Always masked and without pictures; what is looked at here is no act. `names`: file names to suggest. */
  preview: route(
    z.strictObject({ subject: documentSubject }),
    shown.extend({ names: z.partialRecord(z.enum(DOCUMENT_FORMATS), z.string()) }),
  ),
  /** The document for the printer, journaled. */
  print: route(z.strictObject(options), shown),
  /** Writes the document to a new file, journaled. */
  save: route(
    z.strictObject({ ...options, format: documentFormat, path: z.string().trim().min(1).max(1000) }),
    taskView,
  ),
  /** Documents made here whose hash code begins with these hexadecimal digits; spaces do not matter. */
  lookUp: route(
    z.strictObject({ code: text(120) }),
    z.strictObject({
      found: z.array(
        z.strictObject({
          title: z.string(),
          format: z.enum([...DOCUMENT_FORMATS, 'print']),
          sha256,
          at: isoTime,
          by: z.string(),
          masked: z.boolean(),
          cases: z.int(),
          caseId: uuid.nullable(),
          number: z.string().nullable(),
          version: z.int().nullable(),
        }),
      ),
    }),
  ),
};
