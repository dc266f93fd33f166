import { z } from 'zod';
import { text } from '../domain/primitives.ts';
import { route } from './route.ts';

/** A text with the places that were found in it, in UTF-16 units. */
const marked = z.strictObject({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) });
export type Marked = z.infer<typeof marked>;

export const HIT_KINDS = ['programme', 'task', 'document', 'clause'] as const;

const hit = z.strictObject({
  kind: z.enum(HIT_KINDS),
  /** Of a task `document/task`. */
  id: z.string(),
  /** The first day of the version of a programme; null elsewhere. */
  from: z.string().nullable(),
  title: marked,
  /** Whose it is, where it belongs. */
  detail: z.string(),
  /** Where the words stand besides the title, the best places first. */
  found: z.array(
    z.strictObject({
      where: z.string(),
      /** Line of a programme's page: `conditions` and `1.2`; null and empty elsewhere. */
      section: z.string().nullable(),
      number: z.string(),
      text: marked,
    }),
  ),
  /** Places that are not listed. */
  more: z.int(),
});
export type SearchHit = z.infer<typeof hit>;

/** Everything in the catalogue by words, pinyin, figures and clause numbers. Every word must be found. */
export const searchRoute = route(
  z.strictObject({ text: text(80) }),
  z.strictObject({
    hits: z.array(hit),
    /** Hits by kind, those beyond the list counted too. */
    counts: z.strictObject({ programme: z.int(), task: z.int(), document: z.int(), clause: z.int() }),
  }),
);
