import { findPolicies, loadCatalogue } from '#main/catalogue/load.ts';
import type { CatalogueReference } from '#shared/domain/bundle.ts';

/** The catalogue that comes with the program is number 1 of its id; policy bundles will bring higher ones. */
const OWN = { id: 'jinan-talent', number: 1 } as const;

/** What a case bundle says of the rules it was made with. `from`: a folder of the program. Refuses CATALOGUE_INVALID. */
export function findCatalogueReference(from: string): CatalogueReference {
  return { ...OWN, sha256: loadCatalogue(findPolicies(from)).hash };
}
