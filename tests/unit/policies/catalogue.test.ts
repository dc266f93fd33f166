import { describe, expect, test } from 'vitest';
import { checkCatalogue } from '#main/catalogue/check.ts';
import { sameLabels } from '#main/catalogue/checkVocabulary.ts';
import type { FactDefinition } from '#shared/rules/factSchema.ts';
import { catalogue } from './support.ts';

const report = checkCatalogue(catalogue);
const open = new Set(report.coverage.flatMap((row) => row.open));

/** Prefixes as in the list of programmes. */
test.each([
  ['01', 'jrcb-2022-4/01/', 100],
  ['03.1', 'jrcb-2022-4/03/1', 34],
  ['26.2', 'jrcb-2022-4/26/2', 22],
])('%s: every clause under %s is cited or informational', (_, prefix, count) => {
  const clauses = [...catalogue.clauses.keys()].filter(
    (id) => id === prefix || id.startsWith(prefix.endsWith('/') ? prefix : `${prefix}.`),
  );
  expect(clauses.length).toBe(count);
  expect(clauses.filter((id) => open.has(id))).toEqual([]);
});

test('every clause of every document is cited or informational', () => {
  expect([...open]).toEqual([]);
  expect([report.totals.covered, report.totals.clauses]).toEqual([2603, 2603]);
});

test('the catalogue holds together: no dangling citation, unknown fact, dead node or missing ceiling', () => {
  expect(report.problems).toEqual([]);
});

test('informational clauses give a reason and are not cited as well', () => {
  for (const { definition } of catalogue.programmes) {
    const cited = JSON.stringify({ ...definition, informational: [] });
    for (const { clause, reason } of definition.informational) {
      expect(reason.length).toBeGreaterThan(1);
      expect(cited.includes(`"${clause}"`), clause).toBe(false);
    }
  }
});

test('the seven documents carry number, issuer and validity', () => {
  const rows = [...catalogue.documents.values()].map(({ id, number, inForce }) => [
    id,
    number,
    inForce.from,
    inForce.to,
  ]);
  expect(rows).toEqual(
    expect.arrayContaining([
      ['jrcb-2022-4', '济人才办发〔2022〕4号', '2022-08-08', '2024-12-31'],
      ['jzf-2021-15', '济政发〔2021〕15号', '2021-10-15', '2024-10-14'],
      ['jtz-2023-4', '济厅字〔2023〕4号', '2023-03-08', '2025-12-31'],
      ['jnsyq-2021', null, '2021-07-09', null],
      ['jrcb-2018-12', '济人才办发〔2018〕12号', '2018-09-19', null],
      ['jzf-2009-13', '济政发〔2009〕13号', '2009-05-25', null],
      ['lwrzb-2021-7', '鲁委人组办发〔2021〕7号', '2021-04-09', null],
    ]),
  );
  for (const { issuer, title } of catalogue.documents.values()) expect(issuer.length * title.length).toBeGreaterThan(0);
});

describe('vocabulary', () => {
  test('every fact the programmes read is declared with a label and says who states it', () => {
    for (const { facts } of catalogue.programmes) {
      for (const key of facts) expect(catalogue.vocabulary.definitions.get(key)?.label, key).toBeTruthy();
    }
  });

  test('labels are unique: one meaning, one key; two that read alike are refused', () => {
    const fact = (key: string, label: string): FactDefinition => ({
      key,
      label,
      type: 'boolean',
      declaredBy: 'applicant',
      evidencedBy: [],
    });
    expect(sameLabels([fact('a.b', '在济落户'), fact('a.c', '在济　落户。'), fact('a.d', '在济的落户')])).toEqual([
      'facts.yaml: `a.c` has the label of `a.b` (在济　落户。)',
      'facts.yaml: `a.d` has the label of `a.b` (在济的落户)',
    ]);
    expect(sameLabels([fact('a.b', '第一大股东'), fact('a.c', '第一大自然人股东')])).toEqual([]);
    expect(sameLabels(catalogue.parts.facts)).toEqual([]);
  });

  test('every evidence names a kind of material that some programme asks for, or a general one', () => {
    const kinds = new Set(catalogue.parts.materialKinds.map(({ id }) => id));
    for (const { key, evidencedBy } of catalogue.parts.facts)
      for (const kind of evidencedBy) expect(kinds.has(kind), key).toBe(true);
  });
});
