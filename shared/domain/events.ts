import { z } from 'zod';
import { replacedFile } from './caseChanges.ts';
import { factValue } from './caseRecord.ts';
import { crossCheckEvents } from './crossCheck.ts';
import { documentEvents } from './documentEvents.ts';
import { exportEvents } from './exportRights.ts';
import { ROLES } from './person.ts';
import { isoDate, isoTime, requiredText, sha256, text, uuid } from './primitives.ts';
import { privacyEvents } from './privacyEvents.ts';
import { queueEvents } from './queueEvents.ts';
import { attachmentId, caseResult, evidenceAnchor, itemId, reasonCode, reopenReason, verdictValue } from './review.ts';
import { secondEvents } from './secondEvents.ts';

const count = z.int().min(0);
const role = z.enum(ROLES);
const keyId = sha256;
const onItem = { caseId: uuid, itemId };
const bundleKind = z.enum(['case', 'review', 'policy', 'trust', 'panel', 'score', 'ack']);
const fileName = requiredText(255);

/** Life of the workspace: who came and went, on which trust it stands. */
const workspaceEvents = {
  'workspace.created': z.strictObject({ name: requiredText(60), unit: requiredText(120), demo: z.boolean() }),
  /** A backup copy was opened: its acts go on in a new stream, the old one stands at `fromSeq`. */
  'workspace.restored': z.strictObject({ fromStream: uuid, fromSeq: count, fromHash: sha256 }),
  'workspace.backedUp': z.strictObject({ file: fileName, bytes: count }),
  /** `unclosed`: the session before ended without `session.closed` (crash, power cut). */
  'session.opened': z.strictObject({ appVersion: text(40), unclosed: z.boolean() }),
  /** `signature`: base64url, by the person's key over {@link sessionPreimage} of the last event before this one. */
  'session.closed': z.strictObject({ seq: count, hash: sha256, signature: text(128) }),
  /** The clock stands below the trusted floor, a time known to have passed. */
  'clock.behind': z.strictObject({ now: isoTime, floor: isoTime }),
  'person.added': z.strictObject({
    personId: uuid,
    name: requiredText(40),
    unit: requiredText(120),
    keyId,
    /** Public signing key, SPKI DER in base64. */
    spki: text(400),
    /** age recipient that bundles for this person are sealed to. */
    recipient: text(120),
  }),
  /** The passphrase was lost; the centre gave the workspace key back. The person goes on with a new key and needs a new certificate. */
  'person.recovered': z.strictObject({ personId: uuid, keyId, spki: text(400), recipient: text(120) }),
  'passphrase.changed': z.strictObject({ personId: uuid }),
  'certificate.installed': z.strictObject({
    personId: uuid,
    keyId,
    /** PEM, leaf first, root last. */
    chain: text(40_000),
    serial: text(80),
    role,
    district: z.string().max(6).nullable(),
    notBefore: isoTime,
    notAfter: isoTime,
    rootFingerprint: sha256,
  }),
  /** A person compared the fingerprint and trusts this root from now on. */
  'root.pinned': z.strictObject({ fingerprint: sha256, pem: text(8000), recipient: text(120).nullable() }),
  /** Revocation list that came with a verified bundle; numbers never go down per issuer. */
  'crl.accepted': z.strictObject({ issuerKeyId: keyId, number: count, pem: text(2_000_000), bundleId: uuid }),
  'preference.set': z.strictObject({ personId: uuid, key: requiredText(60), value: z.json() }),
};

/** What came in and went out on sticks. */
const transferEvents = {
  'bundle.imported': z.strictObject({
    bundleId: uuid,
    kind: bundleKind,
    sha256,
    bytes: count,
    file: fileName,
    issuerKeyId: keyId,
    issuerName: text(80),
    issuerSeq: count,
    issuedAt: isoTime,
    remarks: z.array(text(400)).max(1000),
  }),
  /** Verified, but earlier bundles of the issuer are missing; it waits in the vault. */
  'bundle.parked': z.strictObject({ bundleId: uuid, sha256, file: fileName, issuerKeyId: keyId, issuerSeq: count }),
  'bundle.refused': z.strictObject({
    file: fileName,
    sha256: sha256.nullable(),
    code: text(60),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  'bundle.exported': z.strictObject({
    bundleId: uuid,
    kind: bundleKind,
    sha256,
    bytes: count,
    file: fileName,
    audience: z.array(keyId).max(100),
    issuerSeq: count,
    sealed: z.boolean(),
    cases: z.array(z.strictObject({ caseId: uuid, version: count })).max(20_000),
    ranges: z
      .array(z.strictObject({ stream: uuid, from: count, to: count, baseHash: sha256, headHash: sha256 }))
      .max(1000),
  }),
  /** An exported bundle was lost on its way; the next one carries its cases again. */
  'bundle.withdrawn': z.strictObject({ bundleId: uuid, file: fileName, reason: requiredText(200) }),
  /** The centre says what it holds: bundles, and each stream up to `seq`. */
  'bundle.acknowledged': z.strictObject({
    ackBundleId: uuid,
    bundleIds: z.array(uuid).max(20_000),
    streams: z.array(z.strictObject({ stream: uuid, seq: count, hash: sha256 })).max(1000),
  }),
};

/** A catalogue by its number; `sha256` is the hash verdicts carry. */
const catalogueNumber = { number: z.int().min(1), sha256 };

/** Which catalogue is in force: the last decision whose day has come. Days are those of the office. */
const policyEvents = {
  /** A policy bundle brought this catalogue; it is not in force yet. */
  'policy.received': z.strictObject({
    ...catalogueNumber,
    bundleId: uuid,
    title: requiredText(60),
    from: isoDate,
    programmes: count,
  }),
  'policy.activated': z.strictObject({ ...catalogueNumber, from: isoDate, previous: sha256 }),
  'policy.rolledBack': z.strictObject({
    ...catalogueNumber,
    from: isoDate,
    previous: sha256,
    reason: requiredText(200),
  }),
  /** The open cases were pre-checked anew; `changed`: those with another result, `blocked`: those the catalogue cannot judge. */
  'policy.applied': z.strictObject({ ...catalogueNumber, cases: count, changed: count, blocked: count }),
};

/** Acts on a case. Each payload holds all that its projection needs, so that tables can be rebuilt from the journal alone. */
const reviewEvents = {
  /** The record itself stays in the verified bundle and in `cases`. */
  'case.imported': z.strictObject({
    bundleId: uuid,
    caseId: uuid,
    number: requiredText(60),
    recordSha256: sha256,
    change: z.enum(['new', 'replaced']),
    /** Of a replaced case: files that are others now, verdicts and observed values that rested on what changed. */
    touched: z
      .strictObject({
        attachments: z.array(attachmentId).max(400),
        items: z.array(itemId).max(400),
        facts: z.array(requiredText(80)).max(600),
        /** Replaced files that evidence was taken from, page by page: evidence and receipts of pages that stayed move with them. */
        files: z.array(replacedFile).max(400).optional(),
      })
      .optional(),
  }),
  'verdict.set': z.strictObject({
    ...onItem,
    verdict: verdictValue,
    reason: reasonCode.nullable(),
    note: text(2000),
    /** The catalogue the pre-check beside the item was computed with. */
    rulesHash: sha256,
  }),
  'verdict.cleared': z.strictObject(onItem),
  'note.set': z.strictObject({ ...onItem, note: text(2000) }),
  /** What a document says, beside the declared value; `null` takes it back. */
  'fact.observed': z.strictObject({
    caseId: uuid,
    key: requiredText(80),
    value: factValue.nullable(),
    note: text(500),
    evidenceId: uuid.nullable(),
  }),
  'evidence.added': z.strictObject({ ...onItem, evidenceId: uuid, anchor: evidenceAnchor }),
  'evidence.removed': z.strictObject({ ...onItem, evidenceId: uuid }),
  /** `null` takes the outcome back. */
  'result.set': z.strictObject({ caseId: uuid, result: caseResult.nullable() }),
  /** `signature`: detached JWS over the bytes of `record`. */
  'case.signed': z.strictObject({
    caseId: uuid,
    version: z.int().min(1),
    /** The canonical JSON of the review record, as signed. */
    record: z.string().max(4_000_000),
    recordSha256: sha256,
    signature: text(40_000),
  }),
  /** `touched`: what a newer version of the case changed while it was signed; those verdicts and observed values open with it. */
  'case.reopened': z.strictObject({
    caseId: uuid,
    version: z.int().min(1),
    reason: reopenReason,
    note: text(500),
    touched: z.strictObject({ items: z.array(itemId).max(400), facts: z.array(requiredText(80)).max(600) }).optional(),
  }),
  'field.revealed': z.strictObject({ caseId: uuid, field: requiredText(80), reason: requiredText(200) }),
  /** Time each page was readable on screen, added up by the viewer between two writes. */
  'page.viewed': z.strictObject({
    caseId: uuid,
    attachmentId,
    pages: z.array(z.strictObject({ page: count, ms: count })).max(500),
  }),
  'attachment.openedOutside': z.strictObject({ caseId: uuid, attachmentId }),
  /** Takes back the act of event `seq` of the same stream; the projection returns to the state before it. */
  undo: z.strictObject({ caseId: uuid, seq: count }),
  /** Brings the undone act of event `seq` back, as long as nothing else was done on the case since. */
  redo: z.strictObject({ caseId: uuid, seq: count }),
};

/** Every event type with its payload. Panels and inspections will add theirs here. */
export const EVENT_PAYLOADS = {
  ...workspaceEvents,
  ...transferEvents,
  ...policyEvents,
  ...reviewEvents,
  ...documentEvents,
  ...crossCheckEvents,
  ...secondEvents,
  ...privacyEvents,
  ...exportEvents,
  ...queueEvents,
};
export type EventType = keyof typeof EVENT_PAYLOADS;
export type EventPayload<T extends EventType> = z.infer<(typeof EVENT_PAYLOADS)[T]>;
/** An act as a service records it, told apart by `type`. */
export type EventInput = { [T in EventType]: { type: T; payload: EventPayload<T> } }[EventType];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_PAYLOADS, type);
}
