import { z } from 'zod';
import { CASE_KINDS, DOCUMENT_FORMATS, documentFormat, documentKind, documentModel } from '../documents/model.ts';
import { documentSettings, documentYear, numbering, serial, symbol } from '../documents/numbers.ts';
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

/** One document of this kind for each of the cases it can be made about. */
const manySubject = z.strictObject({ kind: z.enum(CASE_KINDS), cases: caseSelection });
export type ManySubject = z.infer<typeof manySubject>;

/** `masked: false` and `crops` give personal data out: they need a reason, which is journaled with the document. */
const disclosure = { masked: z.boolean(), crops: z.boolean(), reason: text(200) };
const options = { subject: documentSubject, numbering: numbering.default('next'), ...disclosure };
const target = { format: documentFormat, path: z.string().trim().min(1).max(1000) };

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
  /**
   * Always masked and without pictures; what is looked at here is no act. `names`: file names to suggest. `symbol`: the 代字 it would be
   * numbered under; `number`: the number as things stand.
   */
  preview: route(
    z.strictObject({ subject: documentSubject, numbering: numbering.default('next') }),
    shown.extend({
      names: z.partialRecord(z.enum(DOCUMENT_FORMATS), z.string()),
      symbol: symbol.nullable(),
      number: z.strictObject({ symbol, year: documentYear, serial }).nullable(),
    }),
  ),
  /** The last day a 补正通知书 of today should name; `null`: people fix it. */
  supplementDay: route(
    z.strictObject({ caseId: uuid }),
    z.strictObject({ dueOn: isoDate.nullable(), sentence: z.string() }),
  ),
  /** The document for the printer, journaled. */
  print: route(z.strictObject(options), shown),
  /** Writes the document to a new file, journaled. */
  save: route(z.strictObject({ ...options, ...target }), taskView),
  /** For how many of the cases the document can be made now, and what keeps it from the others. Changes nothing. */
  planMany: route(
    z.strictObject({ subject: manySubject }),
    z.strictObject({
      ready: z.int(),
      leftOutCount: z.int(),
      /** The first of them. */
      leftOut: z.array(z.strictObject({ caseId: uuid, number: z.string(), why: z.string() })),
    }),
  ),
  /** Writes a document for each case into a folder, `path`; none is written over, each is journaled. */
  saveMany: route(z.strictObject({ subject: manySubject, ...disclosure, ...target }), taskView),
  settings: route(z.strictObject({}), documentSettings),
  configure: route(documentSettings, documentSettings),
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
          /** 文号. */
          documentNumber: z.string().nullable(),
          cases: z.int(),
          caseId: uuid.nullable(),
          number: z.string().nullable(),
          version: z.int().nullable(),
        }),
      ),
    }),
  ),
};
