import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { catalogueSchemas } from '#main/catalogue/jsonSchemas.ts';
import { edited, shipped, text } from './files.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../docs/schemas');
const schemas = catalogueSchemas();

/** JSON Schema as far as ours use it, written from the specification, so that the files are tried as other programs will read them. */
interface Schema {
  [keyword: string]: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeFits(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'null' ? value === null : typeof value === type;
}

const KEYWORDS: Record<string, (argument: never, value: unknown, schema: Schema, root: Schema) => boolean> = {
  $ref: (ref: string, value, _, root) =>
    fits((root.$defs as Record<string, Schema>)[ref.replace('#/$defs/', '')]!, value, root),
  type: (type: string, value) => typeFits(type, value),
  const: (wanted: unknown, value) => value === wanted,
  enum: (values: unknown[], value) => values.includes(value),
  pattern: (pattern: string, value) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (n: number, value) => typeof value !== 'string' || value.length >= n,
  maxLength: (n: number, value) => typeof value !== 'string' || value.length <= n,
  minimum: (n: number, value) => typeof value !== 'number' || value >= n,
  maximum: (n: number, value) => typeof value !== 'number' || value <= n,
  minItems: (n: number, value) => !Array.isArray(value) || value.length >= n,
  maxItems: (n: number, value) => !Array.isArray(value) || value.length <= n,
  items: (one: Schema, value, _, root) => !Array.isArray(value) || value.every((item) => fits(one, item, root)),
  prefixItems: (all: Schema[], value, _, root) =>
    !Array.isArray(value) || all.every((one, index) => index >= value.length || fits(one, value[index], root)),
  required: (names: string[], value) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (all: Record<string, Schema>, value, _, root) =>
    !isObject(value) ||
    Object.entries(all).every(([name, one]) => !Object.hasOwn(value, name) || fits(one, value[name], root)),
  propertyNames: (one: Schema, value, _, root) =>
    !isObject(value) || Object.keys(value).every((name) => fits(one, name, root)),
  additionalProperties: (one: Schema | false, value, schema, root) =>
    !isObject(value) ||
    Object.keys(value)
      .filter((name) => !Object.hasOwn((schema.properties ?? {}) as object, name))
      .every((name) => one !== false && fits(one, value[name], root)),
  anyOf: (all: Schema[], value, _, root) => all.some((one) => fits(one, value, root)),
  oneOf: (all: Schema[], value, _, root) => all.filter((one) => fits(one, value, root)).length === 1,
  allOf: (all: Schema[], value, _, root) => all.every((one) => fits(one, value, root)),
};
const NOTES = ['$schema', '$defs', 'title', 'default', 'format', 'id', '$id'];

function fits(schema: Schema, value: unknown, root: Schema): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    if (NOTES.includes(keyword)) return true;
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`keyword ${keyword} is not known here`);
    return check(argument as never, value, schema, root);
  });
}

function schemaOf(file: string): Schema {
  const names: [RegExp, string][] = [
    [/^calendars\//, 'calendar'],
    [/\/document\.yaml$/, 'document'],
    [/\/tasks\.yaml$/, 'tasks'],
    [/\//, 'programme'],
    [/.*/, path.parse(file).name],
  ];
  const [, name] = names.find(([pattern]) => pattern.test(file))!;
  return schemas.get(`${name}.schema.json`) as Schema;
}

const accepts = (file: string, content: string): boolean => fits(schemaOf(file), parse(content), schemaOf(file));

describe('JSON Schemas of the catalogue', () => {
  it('in docs/schemas are those of the code (mend with `quanping catalogue schemas -o docs/schemas`)', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...schemas.keys()].sort());
    for (const [name, schema] of schemas)
      expect(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')), name).toEqual(
        JSON.parse(JSON.stringify(schema)),
      );
  });

  it('accept every file of the catalogue', () => {
    const refused = [...shipped.keys()].filter((file) => !accepts(file, text(file)));
    expect(refused).toEqual([]);
  });

  const HOME = 'jrcb-2022-4/03.1.yaml';
  it.each<[string, string, string]>([
    ['an unknown key', HOME, `${text(HOME)}\nscript: 1\n`],
    ['a newer schema', HOME, edited(HOME, ['schema'], 'qp-programme/2')],
    ['a node with two operators', HOME, edited(HOME, ['conditions', 'exists'], 'house.price')],
    [
      'a node without an operator',
      HOME,
      edited(HOME, ['conditions', 'all', 0], { id: 'x', cite: ['jrcb-2022-4/03/1'] }),
    ],
    ['an operator nobody knows', HOME, edited(HOME, ['conditions', 'all', 0, 'matches'], '.*')],
    ['money in two spellings', HOME, edited(HOME, ['support', 1, 'amount'], { yuan: 5, wan: 5 })],
    ['a pair of one', HOME, edited(HOME, ['support', 1, 'amount'], { subtract: [{ yuan: 5 }] })],
    ['negative money', HOME, edited(HOME, ['support', 1, 'amount'], { yuan: -5 })],
    ['text for a number', 'calendars/2023.yaml', edited('calendars/2023.yaml', ['year'], '2023')],
    [
      'a type of fact nobody knows',
      'facts.yaml',
      'facts: [{ key: a.b, label: 甲, type: regex, declaredBy: applicant }]',
    ],
    ['an empty vocabulary', 'facts.yaml', 'facts: []'],
    [
      'a document without validity',
      'jzf-2021-15/document.yaml',
      'schema: qp-document/1\nid: jzf-2021-15\nnumber: null\ntitle: 甲\nissuer: 乙\nissuedOn: null',
    ],
  ])('refuse %s', (_, file, content) => expect(accepts(file, content)).toBe(false));
});
