import { z } from 'zod';
import { isoTime, requiredText } from '../domain/primitives.ts';
import { attachmentId } from '../domain/review.ts';
import { caseFilter, caseSort } from './cases.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});

/** One line of the environment check. */
export const environmentCheck = z.strictObject({
  id: z.string(),
  label: z.string(),
  state: z.enum(['ok', 'warning', 'problem']),
  detail: z.string(),
});

/** A named view of the queue. */
export const savedView = z.strictObject({ name: requiredText(20), filter: caseFilter, sort: caseSort });
export type SavedView = z.infer<typeof savedView>;

export const preferences = z.strictObject({
  appearance: z.enum(['system', 'light', 'dark', 'sunlight']),
  textSize: z.enum(['normal', 'large']),
  /** Share of the workbench's width given to the document, percent. */
  splitPercent: z.int().min(20).max(80),
  filesCollapsed: z.boolean(),
  /** Two files are shown side by side, then with another share of the width, and the left one's share of that. */
  sideBySide: z.boolean(),
  wideSplitPercent: z.int().min(20).max(80),
  panesPercent: z.int().min(20).max(80),
  /** An item found to fit makes the next one current. */
  advance: z.boolean(),
  shortcuts: z.record(z.string().max(60), z.string().max(40)),
  queueViews: z.array(savedView).max(20),
});
export type Preferences = z.infer<typeof preferences>;

/** How a person looks at a file. */
export const fileView = z.strictObject({
  /** Degrees clockwise, added to the pages' own rotation. */
  turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  mode: z.enum(['width', 'page', 'fixed']),
  /** 1 is actual size; counts where `mode` is `fixed`. */
  zoom: z.number().min(0.1).max(20),
});
export type FileView = z.infer<typeof fileView>;

export const settingsApi = {
  environment: route(
    nothing,
    z.strictObject({
      checks: z.array(environmentCheck),
      version: z.string(),
      shell: z.enum(['electron', 'browser']),
      whyShell: z.string(),
      runtime: z.string(),
      folder: z.string(),
    }),
  ),
  /** The line at the foot of the window. */
  statusLine: route(
    nothing,
    z.strictObject({
      unreturned: z.int(),
      lastBackupAt: isoTime.nullable(),
      diskFreeBytes: z.int(),
      clockWarning: z.string().nullable(),
    }),
  ),
  preferences: route(nothing, preferences),
  setPreferences: route(preferences.partial(), preferences),
  /** Writes the person's key choices to a file for another workstation. */
  saveKeys: route(z.strictObject({ path: requiredText(1000) }), z.strictObject({ keys: z.int() })),
  /** Key choices out of a file; nothing takes effect by reading. */
  readKeys: route(
    z.strictObject({ path: requiredText(1000) }),
    z.strictObject({ keys: z.record(z.string(), z.string()) }),
  ),
  /** How the person last looked at a file; kept on this machine only, never journaled. */
  fileView: route(z.strictObject({ attachmentId }), z.strictObject({ view: fileView.nullable() })),
  keepFileView: route(z.strictObject({ attachmentId, view: fileView }), nothing),
};
