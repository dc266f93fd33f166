import type { Catalogue } from '#shared/rules/catalogue.ts';

export const EXPORT_FORMAT = 'qp-catalogue/1';

/**
 * The whole catalogue as one JSON value: what `catalogue export --json` prints. Money is integer 分 throughout. Lists keep the order
 * the hash is taken over.
 */
export function exportCatalogue(catalogue: Catalogue) {
  const { parts } = catalogue;
  const reads = new Map(catalogue.programmes.map((one) => [one.definition, one.facts]));
  return {
    format: EXPORT_FORMAT,
    hash: catalogue.hash,
    documents: parts.documents,
    programmes: parts.programmes.map((one) => ({ ...one, facts: reads.get(one) })),
    ledgers: parts.ledgers,
    facts: [...catalogue.vocabulary.definitions.values()],
    lists: parts.lists,
    materialKinds: parts.materialKinds,
    calendars: parts.calendars,
    clauses: parts.clauses,
  };
}
