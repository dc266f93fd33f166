import { z } from 'zod';
import { clauseFile } from '#shared/rules/catalogue.ts';
import { condition, OPERATORS, TERM_FORMS, term } from '#shared/rules/conditionSchema.ts';
import { calendarFile, factsFile, listsFile, materialsFile } from '#shared/rules/factSchema.ts';
import { taskLedger } from '#shared/rules/ledgerSchema.ts';
import { documentFile, programme } from '#shared/rules/schema.ts';

/**
 * The schemas of the catalogue's files for other programs: editors that complete and underline, importers of other cities. They
 * describe what authors write; what spans several keys or files stays with `catalogue check`.
 */

const FILES: Readonly<Record<string, { title: string; schema: z.ZodType }>> = {
  programme: { title: 'A support programme: policies/<document>/<programme>.yaml', schema: programme },
  document: { title: 'A policy document: policies/<document>/document.yaml', schema: documentFile },
  tasks: { title: 'The task ledger of a document: policies/<document>/tasks.yaml', schema: taskLedger },
  facts: { title: 'The vocabulary: policies/facts.yaml', schema: factsFile },
  lists: { title: 'Named lists: policies/lists.yaml', schema: listsFile },
  materials: { title: 'Kinds of material: policies/materials.yaml', schema: materialsFile },
  calendar: { title: 'Days off and worked weekends of a year: policies/calendars/<year>.yaml', schema: calendarFile },
  'clause-ids': { title: 'Clauses that can be cited: policies/clause-ids.json', schema: clauseFile },
};

/** Money is written in three ways, and `otherwise` belongs to `tiers`: the forms an author chooses one of. */
const WRITTEN_TERMS = [...TERM_FORMS, 'yuan', 'wan'];

const oneOf = (names: readonly string[]) => names.map((name) => ({ required: [name] }));

function named(): z.core.$ZodRegistry<{ id?: string | undefined }> {
  const registry = z.registry<{ id?: string | undefined }>();
  registry.add(condition, { id: 'condition' });
  registry.add(term, { id: 'term' });
  return registry;
}

/** A pair has two members, no fewer and no more. */
function closePair(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.prefixItems === undefined) return;
  schema.minItems = schema.prefixItems.length;
  schema.maxItems = schema.prefixItems.length;
}

/** JSON Schema 2020-12 by file name, `programme.schema.json`. */
export function catalogueSchemas(): ReadonlyMap<string, object> {
  return new Map(
    Object.entries(FILES).map(([name, { title, schema }]) => {
      const { $schema, $defs, ...rest } = z.toJSONSchema(schema, {
        io: 'input',
        metadata: named(),
        override: ({ jsonSchema }) => closePair(jsonSchema),
      });
      const { condition: node, term: amount, ...others } = $defs ?? {};
      const defs = {
        ...others,
        ...(node === undefined ? {} : { condition: { ...node, oneOf: oneOf(OPERATORS) } }),
        ...(amount === undefined ? {} : { term: { ...amount, oneOf: oneOf(WRITTEN_TERMS) } }),
      };
      const parts = Object.keys(defs).length === 0 ? {} : { $defs: defs };
      return [`${name}.schema.json`, { $schema, title, ...rest, ...parts }];
    }),
  );
}
