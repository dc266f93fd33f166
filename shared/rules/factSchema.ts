import { z } from 'zod';
import { isoDate, requiredText } from '../domain/primitives.ts';
import { cites, code, factKey, shortText, wording } from './literalSchema.ts';

/** Who states a fact first. `notice`: the yearly call for applications; `decision`: an authority's finding on this case. */
export const DECLARERS = ['applicant', 'employer', 'bank', 'authority', 'notice', 'decision'] as const;

const FIELD_TYPES = ['boolean', 'integer', 'decimal', 'money', 'date', 'enum', 'text'] as const;
export const FACT_TYPES = [...FIELD_TYPES, 'set', 'records'] as const;
export type FactType = (typeof FACT_TYPES)[number];

const enumValue = z.strictObject({ value: code, label: shortText, note: wording.optional() });
export type EnumValue = z.infer<typeof enumValue>;

const shape = {
  label: shortText,
  /** Printed after the number; integers and decimals only (money is 分, shares are decimals with unit `%`). */
  unit: requiredText(12).optional(),
  /** Bounds that make an absurd entry an error: in the fact's unit, money in 元. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** Decimal places of a `decimal`, 1 to 6. */
  places: z.int().min(1).max(6).optional(),
  /** A date that cannot lie after the day of application. */
  past: z.boolean().optional(),
  values: z.array(enumValue).min(1).max(400).optional(),
  /** Values taken from lists.yaml instead of `values`. */
  list: code.optional(),
  /** Values are written from the highest rank to the lowest, and compare by rank (`ge D` = D 类及以上). */
  ranked: z.boolean().optional(),
};

const field = z.strictObject({ key: code, type: z.enum(FIELD_TYPES), ...shape });
export type FieldDefinition = z.infer<typeof field>;

const factDefinition = z
  .strictObject({
    key: factKey,
    type: z.enum(FACT_TYPES),
    ...shape,
    fields: z.array(field).min(1).max(20).optional(),
    declaredBy: z.enum(DECLARERS),
    /** Kinds of material (materials.yaml) that prove it. */
    evidencedBy: z.array(code).max(12).default([]),
    /** Identifies a person: masked on every surface. */
    sensitive: z.boolean().optional(),
    note: wording.optional(),
  })
  .superRefine((fact, context) => {
    for (const problem of definitionProblems(fact)) context.addIssue({ code: 'custom', message: problem });
  });
export type FactDefinition = z.infer<typeof factDefinition>;

/** Keys the engine provides itself; facts.yaml must not define them. */
export const RESERVED_FACTS = ['case.applicationDate', 'case.otherBenefits'] as const;

interface LooseDefinition {
  key: string;
  type: FactType;
  unit?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  places?: number | undefined;
  past?: boolean | undefined;
  ranked?: boolean | undefined;
  values?: EnumValue[] | undefined;
  list?: string | undefined;
}

function shapeProblems(one: LooseDefinition): string[] {
  const problems: string[] = [];
  const wants = (name: string, present: boolean, types: FactType[], required: boolean) => {
    const fits = types.includes(one.type);
    if (present && !fits) problems.push(`${one.key}: \`${name}\` does not belong to type ${one.type}`);
    if (!present && fits && required) problems.push(`${one.key}: type ${one.type} needs \`${name}\``);
  };
  wants('values/list', one.values !== undefined || one.list !== undefined, ['enum', 'set'], true);
  wants('ranked', one.ranked === true, ['enum'], false);
  wants('places', one.places !== undefined, ['decimal'], true);
  wants('unit', one.unit !== undefined, ['integer', 'decimal'], true);
  wants('min/max', one.min !== undefined || one.max !== undefined, ['integer', 'decimal', 'money'], false);
  wants('past', one.past !== undefined, ['date'], false);
  if (one.values !== undefined && one.list !== undefined) problems.push(`${one.key}: either \`values\` or \`list\``);
  const codes = one.values?.map((value) => value.value) ?? [];
  if (new Set(codes).size !== codes.length) problems.push(`${one.key}: a value is listed twice`);
  return problems;
}

function definitionProblems(fact: LooseDefinition & { fields?: LooseDefinition[] | undefined }): string[] {
  const problems = shapeProblems(fact);
  if ((fact.type === 'records') !== (fact.fields !== undefined)) {
    problems.push(`${fact.key}: \`fields\` belong to records, and records need them`);
  }
  for (const one of fact.fields ?? []) problems.push(...shapeProblems(one).map((text) => `${fact.key} ${text}`));
  if ((RESERVED_FACTS as readonly string[]).includes(fact.key)) problems.push(`${fact.key}: provided by the engine`);
  return problems;
}

/** policies/facts.yaml: the typed vocabulary; one meaning, one key, across all programmes. */
export const factsFile = z.strictObject({ facts: z.array(factDefinition).min(1).max(2000) });

/** policies/lists.yaml: named lists that decide conditions (districts, industries, awards). */
const namedList = z.strictObject({
  id: code,
  label: shortText,
  cite: cites.optional(),
  values: z.array(enumValue).min(1).max(400),
});
export type NamedList = z.infer<typeof namedList>;
export const listsFile = z.strictObject({ lists: z.array(namedList).max(200) });

/** policies/materials.yaml: kinds of material, shared by facts (`evidencedBy`) and programmes (`kind`). */
const materialKind = z.strictObject({ id: code, label: shortText });
export type MaterialKind = z.infer<typeof materialKind>;
export const materialsFile = z.strictObject({ kinds: z.array(materialKind).max(500) });

/**
 * policies/calendars/<year>.yaml: the State Council's arrangement for one calendar year. `off` lists the days off that fall on
 * Monday to Friday (weekends may be listed too), `work` the weekend days that are worked. Every date lies in `year`, also when
 * an arrangement of the next year announced it.
 */
export const calendarFile = z.strictObject({
  year: z.int().min(2000).max(2100),
  source: z.array(shortText).min(1).max(6),
  holidays: z
    .array(
      z.strictObject({ name: shortText, off: z.array(isoDate).max(20), work: z.array(isoDate).max(10).default([]) }),
    )
    .min(1)
    .max(20),
});
export type CalendarFile = z.infer<typeof calendarFile>;
