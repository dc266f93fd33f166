import type { HeldSource } from '#db/queries/policies.ts';
import type { ClauseSource } from '#shared/api/catalogueViews.ts';
import type { SourceAnchor } from '#shared/domain/policyPack.ts';
import type { Clause } from '#shared/rules/catalogue.ts';

/** The document's own wording as the packs of this workstation carry it; a pack in force goes before newer ones. */

const anchorsOf = ({ anchors }: HeldSource): Map<string, number> =>
  new Map((JSON.parse(anchors) as SourceAnchor[]).map(({ clause, at }) => [clause, at]));

/**
 * Where a clause stands in a source: its own place, else that of the nearest clause before it. `order` holds the clauses of the
 * document as they follow each other.
 */
function placeOf(anchors: ReadonlyMap<string, number>, order: readonly Clause[], clause: string) {
  const own = anchors.get(clause);
  if (own !== undefined) return { at: own, exact: true };
  const before = order.slice(
    0,
    order.findIndex((one) => one.id === clause),
  );
  const nearest = before.findLast((one) => anchors.has(one.id));
  return { at: nearest === undefined ? null : anchors.get(nearest.id)!, exact: false };
}

export function sourceOf(
  held: readonly HeldSource[],
  inForce: number,
  { id, document }: Pick<Clause, 'id' | 'document'>,
  order: readonly Clause[],
): ClauseSource | null {
  const candidates = held
    .filter((one) => one.document === document)
    .map((one) => ({ one, place: placeOf(anchorsOf(one), order, id) }));
  const worth = ({ one, place }: (typeof candidates)[number]) =>
    (place.exact ? 4 : 0) + (place.at === null ? 0 : 2) + (one.number === inForce ? 1 : 0);
  const [best] = candidates.sort((a, b) => worth(b) - worth(a));
  if (best === undefined) return null;
  const { id: source, name, extension, bytes, number } = best.one;
  return { id: source, name, extension: extension as ClauseSource['extension'], bytes, pack: number, ...best.place };
}

/** Lines shown before and after the one asked for. */
const AROUND = 60;

/** A text by lines around one of them; lines count from 1. */
export function linesAround(text: string, at: number): { lines: { line: number; text: string }[]; total: number } {
  const all = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const first = Math.max(0, Math.min(at, all.length) - 1 - AROUND);
  const lines = all.slice(first, first + 2 * AROUND + 1).map((one, i) => ({ line: first + i + 1, text: one }));
  return { lines, total: all.length };
}
