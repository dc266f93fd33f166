import { expect, test } from 'vitest';
import type { Condition } from '#shared/rules/conditionSchema.ts';
import { conditionTrees, visitConditions } from '#shared/rules/schema.ts';
import { catalogue } from './support.ts';

/**
 * What a condition is called and what it computes must agree: a title that names a bound (“不少于5人”, “3年以上”) stands over a
 * condition with that figure and that direction. Catches a figure mended in one of the two places only.
 */

const BOUNDS: [pattern: RegExp, ops: string[]][] = [
  [/(?:不少于|不低于|至少)(\d+(?:\.\d+)?)([万亿]?)/g, ['ge']],
  [/(?<![\d-])(\d+(?:\.\d+)?)([万亿]?)[^\d，、；]{0,4}以上/g, ['ge']],
  [/(?:不超过|不多于|不大于|最多)(\d+(?:\.\d+)?)([万亿]?)/g, ['le', 'lt']],
  [/(\d+(?:\.\d+)?)([万亿]?)[^\d，、；]{0,4}(?:以下|以内)/g, ['le']],
  [/(?<!不)(?:超过|多于)(\d+(?:\.\d+)?)([万亿]?)/g, ['gt']],
];
const SCALE: Record<string, number> = { '': 1, 万: 10_000, 亿: 100_000_000 };

/** A year may be held as twelve months, money as 分, 1:16 and 50 BP as a share, an hour as minutes. */
const FORMS = [1, 12, 60, 100, 0.01];

/** Numbers and operators below a node; a date limit is `le` one way and `ge` the other, whichever way the sentence goes. */
function leaves(node: unknown, numbers: number[], ops: Set<string>): void {
  if (typeof node === 'number') numbers.push(node);
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'cite') continue;
    if (key === 'op') ops.add(String(value));
    if (key === 'dateOnOrBefore' || key === 'dateOnOrAfter') for (const op of ['ge', 'le', 'gt', 'lt']) ops.add(op);
    leaves(value, numbers, ops);
  }
}

const isLeaf = (node: Condition): boolean => !('all' in node || 'any' in node || 'not' in node || 'atLeast' in node);

interface Claim {
  where: string;
  title: string;
  figure: number;
  ops: string[];
  node: Condition;
}

const claims: Claim[] = catalogue.programmes.flatMap(({ definition }) =>
  conditionTrees(definition).flatMap(({ root }) => {
    const found: Claim[] = [];
    visitConditions(root, (node) => {
      if (!isLeaf(node) || 'judgement' in node || node.title === undefined) return;
      const title = node.title.replaceAll(/\s/g, '');
      for (const [pattern, ops] of BOUNDS)
        for (const [, digits, unit] of title.matchAll(pattern))
          found.push({
            where: `${definition.id} ${node.id}`,
            title,
            figure: Number(digits) * SCALE[unit ?? '']!,
            ops,
            node,
          });
    });
    return found;
  }),
);

test('hundreds of titles name a bound', () => expect(claims.length).toBeGreaterThan(200));

test('every bound a title names is the one its condition computes', () => {
  const wrong = claims.filter(({ figure, ops, node }) => {
    const numbers: number[] = [];
    const found = new Set<string>();
    leaves(node, numbers, found);
    const same = numbers.some((value) => FORMS.some((form) => Math.abs(Math.abs(value) - figure * form) < 1e-9));
    return !same || !ops.some((op) => found.has(op));
  });
  expect(wrong.map(({ where, title }) => `${where} ${title}`)).toEqual([]);
});
