import type { Handlers } from '#shared/api/contract.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { conditionTrees, visitConditions } from '#shared/rules/schema.ts';
import { programmePage } from './programmePage.ts';

export function catalogueHandlers(current: () => Catalogue): Handlers['catalogue'] {
  return {
    programmes: () => {
      const catalogue = current();
      return {
        hash: catalogue.hash,
        programmes: catalogue.programmes.map(({ definition }) => {
          let conditions = 0;
          for (const { root } of conditionTrees(definition)) visitConditions(root, () => conditions++);
          const document = catalogue.documents.get(definition.document);
          return {
            id: definition.id,
            name: definition.name,
            rule: definition.rule,
            document: document?.number ?? document?.title ?? definition.document,
            leadDepartment: definition.leadDepartment,
            from: definition.inForce.from,
            to: definition.inForce.to ?? null,
            tracks: definition.tracks.map(({ id, name }) => ({ id, name })),
            conditions,
            materials: definition.materials.length,
          };
        }),
      };
    },
    programme: (input) => programmePage(current(), input),
  };
}
