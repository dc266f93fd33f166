import { z } from 'zod';
import { requiredText, text, uuid } from '../domain/primitives.ts';
import { route } from './route.ts';

/** Files people pick. The shell knows how: a native dialog, or the picker inside the page. */
export const FILE_PURPOSES = [
  'bundle',
  'certificate',
  'enrolment',
  'recovery',
  'backup',
  'document',
  'table',
  'keys',
] as const;
export const filePurpose = z.enum(FILE_PURPOSES);
export type FilePurpose = z.infer<typeof filePurpose>;

export const dialogRequest = z.strictObject({
  dialogId: uuid,
  mode: z.enum(['open', 'save', 'folder']),
  purpose: filePurpose,
  suggestedName: z.string(),
});
export type DialogRequest = z.infer<typeof dialogRequest>;

const chosen = z.strictObject({ path: z.string().nullable() });

export const folderEntry = z.strictObject({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'file']),
  bytes: z.int(),
  modifiedAt: z.string(),
});

export const hostApi = {
  openFile: route(z.strictObject({ purpose: filePurpose }), chosen),
  saveFile: route(z.strictObject({ purpose: filePurpose, suggestedName: text(120) }), chosen),
  openFolder: route(z.strictObject({ purpose: filePurpose }), chosen),
  /** For the picker inside the page: drives and removable media first, then a folder's content. */
  listFolder: route(
    z.strictObject({ path: text(1000).nullable(), purpose: filePurpose }),
    z.strictObject({
      path: z.string(),
      parent: z.string().nullable(),
      places: z.array(z.strictObject({ label: z.string(), path: z.string(), removable: z.boolean() })),
      entries: z.array(folderEntry),
    }),
  ),
  answerDialog: route(z.strictObject({ dialogId: uuid, path: requiredText(1000).nullable() }), z.strictObject({})),
  /** Opens an attachment that the viewer does not show in the system's program for it, from a temporary copy. */
  openOutside: route(z.strictObject({ attachmentId: z.string().max(60) }), z.strictObject({})),
  quit: route(z.strictObject({}), z.strictObject({})),
};
