import type { Catalogue } from '../catalogue.ts';
import type { Programme } from '../schema.ts';
import { type FactKind, unknownFact, type Vocabulary } from '../vocabulary.ts';
import type { Citation, Line, Note } from './model.ts';

/** What the sentences of one programme are written from. */
export interface Writer {
  catalogue: Pick<Catalogue, 'programmes' | 'documents' | 'clauses'>;
  definition: Programme;
  vocabulary: Vocabulary;
  /** The records whose rows `item.…` means, inside `where`. */
  rows: FactKind | null;
}

/** A fact or a field of the row at hand. A checked catalogue knows every one. */
export function writerFact(at: Writer, key: string): FactKind {
  const kind = key.startsWith('item.') ? at.rows?.fields.get(key.slice(5)) : at.vocabulary.facts.get(key);
  return kind ?? unknownFact(key);
}

export const citations = (at: Writer, clauses: Iterable<string>): Citation[] =>
  [...new Set(clauses)].map((clause) => ({ clause, label: at.catalogue.clauses.get(clause)?.cite ?? clause }));

/** Every clause cited anywhere below a part: tests inside `when` and `where` may cite too. */
export function citedWithin(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'cite' && Array.isArray(member) ? member.map(String) : citedWithin(member),
  );
}

interface Draft {
  key?: string | string[];
  tag?: string | null;
  text: string;
  /** Left out where the text is missing. */
  notes?: readonly (Note | null)[];
  cite?: Iterable<string>;
  links?: Line['links'];
  children?: Line[];
}

export function makeLine(
  at: Writer,
  { key = [], tag = null, text, notes = [], cite = [], links = [], children = [] }: Draft,
): Line {
  return {
    keys: typeof key === 'string' ? [key] : key,
    number: '',
    tag,
    text,
    notes: notes.filter((one) => one !== null),
    cite: citations(at, cite),
    links,
    children,
  };
}

export const note = (label: string | null, text: string | undefined | null): Note | null =>
  text === undefined || text === null || text === '' ? null : { label, text };

/** 限类别: names of the tracks a part belongs to; null where it belongs to all. */
export const trackNote = (at: Writer, tracks: readonly string[] | undefined): Note | null =>
  note('适用类别', tracks?.map((id) => at.definition.tracks.find((one) => one.id === id)?.name ?? id).join('、'));
