import { z } from 'zod';
import { ROLES } from '../domain/person.ts';
import { isoTime, requiredText, sha256, text, uuid } from '../domain/primitives.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});
const done = z.strictObject({});
const role = z.enum(ROLES);

export const personView = z.strictObject({
  personId: uuid,
  name: z.string(),
  unit: z.string(),
  /** `null` until the centre's certificate is installed. */
  role: role.nullable(),
  district: z.string().nullable(),
  keyId: sha256,
  certificate: z.strictObject({ serial: z.string(), notBefore: isoTime, notAfter: isoTime }).nullable(),
});
export type PersonView = z.infer<typeof personView>;

export const workspaceState = z.enum(['absent', 'locked', 'open', 'damaged', 'newer', 'busy']);

export const workspaceStatus = z.strictObject({
  state: workspaceState,
  /** Sentence for `damaged`, `newer`, `busy`. */
  message: z.string().nullable(),
  folder: z.string(),
  demo: z.boolean(),
  /** Shown on the unlock screen of the demo workspace only. */
  demoPassphrase: z.string().nullable(),
  demoAvailable: z.boolean(),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  persons: z.array(z.strictObject({ personId: uuid, name: z.string() })),
  current: personView.nullable(),
  /** Milliseconds until the next try is allowed after wrong passphrases. */
  retryAfterMs: z.int(),
  recoveryAvailable: z.boolean(),
  version: z.string(),
});
export type WorkspaceStatus = z.infer<typeof workspaceStatus>;

const passphrase = z.string().min(1).max(200);

export const certificatePreview = z.strictObject({
  name: z.string(),
  unit: z.string(),
  role,
  district: z.string().nullable(),
  notBefore: isoTime,
  notAfter: isoTime,
  /** SHA-256 of the root certificate in 16 groups of 4, compared by eye with the centre's sheet. */
  rootGroups: z.array(z.string()).length(16),
  rootKnown: z.boolean(),
});

export const workspaceApi = {
  status: route(nothing, workspaceStatus),
  /** Folders of workspaces known on this machine, and where a new one would go. */
  known: route(
    nothing,
    z.strictObject({
      suggested: z.string(),
      folders: z.array(z.strictObject({ folder: z.string(), name: z.string(), demo: z.boolean() })),
    }),
  ),
  /** Turns to another folder: locks the open workspace first. */
  select: route(z.strictObject({ folder: requiredText(1000) }), workspaceStatus),
  useDemo: route(nothing, workspaceStatus),
  create: route(
    z.strictObject({
      folder: requiredText(1000).nullable(),
      name: requiredText(60),
      unit: requiredText(120),
      person: requiredText(40),
      passphrase,
      /** Path of the centre's root certificate, for recovery; may be given later with the person's certificate. */
      rootCertificate: text(1000).nullable(),
    }),
    workspaceStatus,
  ),
  unlock: route(z.strictObject({ personId: uuid, passphrase }), workspaceStatus),
  lock: route(nothing, workspaceStatus),
  addPerson: route(z.strictObject({ name: requiredText(40), unit: requiredText(120), passphrase }), personView),
  changePassphrase: route(z.strictObject({ old: passphrase, next: passphrase }), done),
  /** Writes the current person's enrolment request for the centre. */
  exportEnrolment: route(z.strictObject({ path: requiredText(1000), role }), z.strictObject({ path: z.string() })),
  previewCertificate: route(z.strictObject({ path: requiredText(1000) }), certificatePreview),
  installCertificate: route(z.strictObject({ path: requiredText(1000) }), personView),
  /** For a forgotten passphrase. The new one is chosen here and protects the request's key until the answer comes. */
  exportRecoveryRequest: route(
    z.strictObject({ personId: uuid, path: requiredText(1000), passphrase }),
    z.strictObject({ path: z.string() }),
  ),
  /** `passphrase` is the one chosen with the request; it opens the workspace from now on. */
  applyRecoveryAnswer: route(z.strictObject({ personId: uuid, path: requiredText(1000), passphrase }), workspaceStatus),
  backup: route(z.strictObject({ path: requiredText(1000) }), z.strictObject({ path: z.string(), bytes: z.int() })),
};
