import { z } from 'zod';
import { dialogRequest } from './host.ts';
import { taskView } from './transfer.ts';

/** Topics whose data changed; the screen refetches what it shows of them. */
export const TOPICS = [
  'workspace',
  'cases',
  'queue',
  'review',
  'transfer',
  'catalogue',
  'policies',
  'publicity',
  'documents',
  'privacy',
  'journal',
  'second',
  'crosscheck',
  'settings',
] as const;

export const apiEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('task'), task: taskView }),
  z.strictObject({ type: z.literal('changed'), topics: z.array(z.enum(TOPICS)) }),
  z.strictObject({ type: z.literal('dialog'), request: dialogRequest }),
]);
export type ApiEvent = z.infer<typeof apiEvent>;
export type Topic = (typeof TOPICS)[number];
