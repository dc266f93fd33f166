import { sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row: what this workspace is. Written at creation; `trustedFloor` and `lastBackupAt` move with the journal. */
export const workspace = sqliteTable(
  'workspace',
  {
    id: integer('id').primaryKey(),
    /** The stream this installation appends to. */
    stream: text('stream').notNull(),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    demo: integer('demo', { mode: 'boolean' }).notNull(),
    createdAt: text('created_at').notNull(),
    /** 32 bytes; opens the sealed files of the vault. */
    vaultKey: blob('vault_key', { mode: 'buffer' }).notNull(),
    /** Latest time known to have passed: of verified bundles and of our own events. */
    trustedFloor: text('trusted_floor').notNull(),
  },
  (table) => [check('workspace_single', sql`${table.id} = 1`)],
);

/** The append-only record of every act. Triggers (migration `append_only`) forbid changing or deleting a row. */
export const journal = sqliteTable(
  'journal',
  {
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
    at: text('at').notNull(),
    offsetMs: integer('offset_ms').notNull(),
    personId: text('person_id').notNull(),
    keyId: text('key_id').notNull(),
    type: text('type').notNull(),
    /** Canonical JSON as UTF-8 bytes; `payloadHash` is its SHA-256. */
    payload: blob('payload', { mode: 'buffer' }).notNull(),
    payloadHash: text('payload_hash').notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.stream, table.seq] }),
    index('journal_type').on(table.type, table.stream, table.seq),
    /** Filters of the journal's screen are answered without touching a payload. */
    index('journal_at').on(table.at, table.personId, table.type),
  ],
);

/** Everybody who has a key in this workspace, with the centre's certificate once it is installed. */
export const persons = sqliteTable('persons', {
  personId: text('person_id').primaryKey(),
  name: text('name').notNull(),
  unit: text('unit').notNull(),
  keyId: text('key_id').notNull().unique(),
  /** Public signing key, SPKI DER in base64. */
  spki: text('spki').notNull(),
  /** age recipient for bundles sealed to this person. */
  recipient: text('recipient').notNull(),
  addedAt: text('added_at').notNull(),
  /** PEM, leaf first, root last; with it come the columns below. */
  chain: text('chain'),
  serial: text('serial'),
  role: text('role'),
  district: text('district'),
  notBefore: text('not_before'),
  notAfter: text('not_after'),
});

/** Keys that persons held before a recovery: their old signatures stay checkable. */
export const formerKeys = sqliteTable('former_keys', {
  keyId: text('key_id').primaryKey(),
  personId: text('person_id')
    .notNull()
    .references(() => persons.personId),
  spki: text('spki').notNull(),
  chain: text('chain'),
  replacedAt: text('replaced_at').notNull(),
});

/** Roots a person compared and pinned. */
export const trustRoots = sqliteTable('trust_roots', {
  fingerprint: text('fingerprint').primaryKey(),
  pem: text('pem').notNull(),
  /** The centre's age recipient for recovery. */
  recipient: text('recipient'),
  pinnedAt: text('pinned_at').notNull(),
});

/** The newest revocation list per issuer. */
export const crls = sqliteTable('crls', {
  issuerKeyId: text('issuer_key_id').primaryKey(),
  number: integer('number').notNull(),
  pem: text('pem').notNull(),
  bundleId: text('bundle_id').notNull(),
});

export const preferences = sqliteTable(
  'preferences',
  {
    personId: text('person_id').notNull(),
    key: text('key').notNull(),
    value: text('value', { mode: 'json' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.key] })],
);

/** Backups people made; the newest is shown at the foot of the window. */
export const backups = sqliteTable('backups', {
  at: text('at').primaryKey(),
  file: text('file').notNull(),
  bytes: integer('bytes').notNull(),
});
