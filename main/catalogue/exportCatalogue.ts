import type { Catalogue } from '#shared/rules/catalogue.ts';

/** The whole catalogue as one JSON value: what `catalogue export --json` prints. Money is integer 分 throughout. */
export function exportCatalogue(catalogue: Catalogue) {
  const { parts } = catalogue;
  return {
    format: 'qp-catalogue/1',
    hash: catalogue.hash,
    documents: parts.documents,
    programmes: catalogue.programmes.map((one) => ({ ...one.definition, facts: one.facts })),
    ledgers: parts.ledgers,
    facts: [...catalogue.vocabulary.definitions.values()],
    lists: parts.lists,
    materialKinds: parts.materialKinds,
    calendars: parts.calendars,
    clauses: parts.clauses,
  };
}
