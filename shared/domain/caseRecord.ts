import { z } from 'zod';
import { districtCode, isoDate, programmeId, requiredText, sha256, text, uuid } from './primitives.ts';

/**
 * Values a fact can take in JSON: plain ones, sets of codes, and rows of a records fact. Which one is right for a key is decided by the
 * vocabulary (`parseFacts`).
 */
const scalar = z.union([z.boolean(), z.int(), z.string().max(2000)]);
export const factValue = z.union([
  scalar,
  z.array(z.string().max(200)).max(200),
  z.array(z.record(z.string().max(80), scalar)).max(200),
]);
export type FactJson = z.infer<typeof factValue>;
export const factRecord = z.record(z.string().max(80), factValue).refine((facts) => Object.keys(facts).length <= 600);
export type FactRecord = z.infer<typeof factRecord>;

export const applicant = z.strictObject({
  kind: z.enum(['person', 'organisation']),
  name: requiredText(80),
  /** 居民身份证号 or 统一社会信用代码; masked on every surface. */
  idNumber: text(32),
  phone: text(32),
  employer: z.strictObject({ name: requiredText(120), code: text(32) }).nullable(),
  /** Where the centre collects them: the account support is paid to, the spouse's id number. Masked like the others. */
  bankAccount: text(40).optional(),
  spouseIdNumber: text(32).optional(),
});

const base = {
  profile: z.literal('qp-case/1'),
  id: uuid,
  /** The number people quote, e.g. `济购补2023-0007`. */
  number: requiredText(60),
  programme: programmeId,
  track: z.string().max(40).nullable(),
  /** Decides which rules apply. */
  appliedOn: isoDate,
  receivedOn: isoDate,
  district: districtCode,
  /** Id of the procedure step the case stands at. */
  step: z.string().max(210),
  /** Last day of that step where the centre has fixed one; otherwise the engine computes it. */
  dueOn: isoDate.nullable(),
  applicant,
  facts: factRecord,
  /** Invented people of demo and training sets are marked everywhere. */
  fictional: z.boolean(),
};

const attachmentName = requiredText(160);
const materialId = z.string().max(210).nullable();

/**
 * One case in a cases folder, the input of `central issue`: `<case>.json` beside its files. `file` is a path relative to
 * the folder, with forward slashes and without `..`; `name` is what the applicant called it and is kept verbatim.
 */
export const caseFolderRecord = z.strictObject({
  ...base,
  attachments: z
    .array(z.strictObject({ file: requiredText(240), name: attachmentName, material: materialId }))
    .max(200),
});
export type CaseFolderRecord = z.infer<typeof caseFolderRecord>;

/** File kinds an attachment may have inside a bundle; others are refused when a bundle is issued. */
export const ATTACHMENT_EXTENSIONS = ['pdf', 'jpg', 'png', 'docx', 'xlsx', 'txt'] as const;

export const caseAttachment = z.strictObject({
  sha256,
  extension: z.enum(ATTACHMENT_EXTENSIONS),
  bytes: z.int().min(0),
  name: attachmentName,
  material: materialId,
});

/** One case inside a `case` bundle: `data/cases/<id>.json`; its files are `data/attachments/<sha256>.<extension>`. */
export const bundleCase = z.strictObject({ ...base, attachments: z.array(caseAttachment).max(200) });
export type BundleCase = z.infer<typeof bundleCase>;
