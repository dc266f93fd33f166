import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Every bundle that was taken in. `vaultId` names its sealed file; attachments are served from it by offset. */
export const bundles = sqliteTable('bundles', {
  bundleId: text('bundle_id').primaryKey(),
  kind: text('kind').notNull(),
  issuerKeyId: text('issuer_key_id').notNull(),
  /** The issuer's certificate, PEM: reviews of its cases are sealed to it. */
  issuerPem: text('issuer_pem').notNull(),
  issuerSeq: integer('issuer_seq').notNull(),
  /** Of the file as it came. */
  sha256: text('sha256').notNull(),
  /** Of content and signatures, however encrypted: decides “the same bundle again”. */
  contentSha256: text('content_sha256').notNull(),
  bytes: integer('bytes').notNull(),
  issuedAt: text('issued_at').notNull(),
  receivedAt: text('received_at').notNull(),
  /** `stored`, or `parked` until the bundles before it have come. */
  state: text('state').notNull(),
  file: text('file').notNull(),
  vaultId: text('vault_id'),
  /** The import report as shown; for a parked bundle what it takes to store it later. JSON. */
  report: text('report').notNull(),
});

/**
 * What lists need of what the centre sent. Rows are narrow on purpose: searching 100,000 of them reads 35 MB, not 400. Review state
 * lives in `case_status`, a projection of the journal; what lists go by stands here once more.
 */
export const cases = sqliteTable(
  'cases',
  {
    caseId: text('case_id').primaryKey(),
    bundleId: text('bundle_id')
      .notNull()
      .references(() => bundles.bundleId),
    number: text('number').notNull(),
    programme: text('programme').notNull(),
    track: text('track'),
    district: text('district').notNull(),
    step: text('step').notNull(),
    appliedOn: text('applied_on').notNull(),
    receivedOn: text('received_on').notNull(),
    /** Last day of the step; NULL with `due_manual` = 1 where the calendar does not reach. */
    dueOn: text('due_on'),
    dueManual: integer('due_manual').notNull(),
    applicantName: text('applicant_name').notNull(),
    /** `person` or `organisation`: people are masked on lists. */
    applicantKind: text('applicant_kind').notNull().default('person'),
    /** Finds other cases of the same person or organisation; empty where there is none. */
    idNumber: text('id_number').notNull().default(''),
    /** Lower-case haystack: number, name, pinyin, initials, employer, id number. */
    search: text('search').notNull(),
    recordSha256: text('record_sha256').notNull(),
    precheckPass: integer('precheck_pass').notNull(),
    precheckFail: integer('precheck_fail').notNull(),
    precheckOpen: integer('precheck_open').notNull(),
    items: integer('items').notNull(),
    attachments: integer('attachments').notNull(),
    fictional: integer('fictional').notNull(),
    /** The state in `case_status` as a number in the order of work, from 0 (new) to 4 (acknowledged). Triggers keep it. */
    stage: integer('stage').notNull().default(0),
    /** 1 while somebody is assigned in `case_desk`. Triggers keep it. */
    assigned: integer('assigned').notNull().default(0),
  },
  (t) => {
    // Each order of the queue is an index that also answers every filter: no row is looked up to be counted or passed over.
    const filters = [
      t.dueOn,
      t.dueManual,
      t.stage,
      t.assigned,
      t.programme,
      t.district,
      t.precheckFail,
      t.precheckOpen,
    ];
    const without = (column: (typeof filters)[number]) => filters.filter((one) => one !== column);
    return [
      index('cases_due').on(t.dueOn, t.number, t.caseId, ...without(t.dueOn)),
      index('cases_number').on(t.number, t.caseId, ...filters),
      index('cases_programme').on(t.programme, t.number, t.caseId, ...without(t.programme)),
      index('cases_district').on(t.district, t.number, t.caseId, ...without(t.district)),
      index('cases_applicant').on(t.applicantName, t.number, t.caseId, ...filters),
      index('cases_stage').on(t.stage, t.number, t.caseId, ...without(t.stage)),
      index('cases_id_number').on(t.idNumber),
    ];
  },
);

/** The case record as it stood in the bundle, JSON. */
export const caseRecords = sqliteTable('case_records', {
  caseId: text('case_id')
    .primaryKey()
    .references(() => cases.caseId),
  record: text('record').notNull(),
});

/** What a newer version of a case brought since people last worked through it, JSON; a second review has its own under its own id. */
export const caseChanges = sqliteTable('case_changes', {
  caseId: text('case_id').primaryKey(),
  changes: text('changes').notNull(),
});

export const attachments = sqliteTable(
  'attachments',
  {
    /** `<caseId>.<n>` */
    attachmentId: text('attachment_id').primaryKey(),
    caseId: text('case_id')
      .notNull()
      .references(() => cases.caseId),
    position: integer('position').notNull(),
    sha256: text('sha256').notNull(),
    extension: text('extension').notNull(),
    bytes: integer('bytes').notNull(),
    name: text('name').notNull(),
    material: text('material'),
    vaultId: text('vault_id').notNull(),
    /** Offset of the first byte inside the sealed bundle. */
    offset: integer('offset').notNull(),
  },
  (t) => [index('attachments_case').on(t.caseId, t.position), index('attachments_sha256').on(t.sha256)],
);

/** Highest sequence number taken from each issuer, so that an older bundle is noticed. */
export const issuerSequences = sqliteTable(
  'issuer_sequences',
  {
    issuerKeyId: text('issuer_key_id').notNull(),
    audience: text('audience').notNull(),
    lastSeq: integer('last_seq').notNull(),
  },
  (t) => [primaryKey({ columns: [t.issuerKeyId, t.audience] })],
);
