import { describe, expect, it } from 'vitest';
import { readYaml, YAML_LIMITS, YamlProblem } from '#main/catalogue/readYaml.ts';

const read = (text: string, limits = YAML_LIMITS) => readYaml(new TextEncoder().encode(text), limits);

describe('what the catalogue’s YAML may say', () => {
  it('is plain values; days and numbers with leading zeros in quotes stay text', () => {
    expect(read("a: 2022-08-08\nb: '03'\nc: [1, 1.5, true, null, {x: y}]")).toEqual({
      a: '2022-08-08',
      b: '03',
      c: [1, 1.5, true, null, { x: 'y' }],
    });
  });
  it('may be exactly as deep and as large as allowed', () => {
    const limits = { maxBytes: 100, maxDepth: 3, maxNodes: 10 };
    expect(read('[[[1]]]', limits)).toEqual([[[1]]]);
    expect(() => read('[[[[1]]]]', limits)).toThrow('deeper than 3 levels');
    expect(read('[1,2,3,4,5,6,7,8,9]', limits)).toHaveLength(9);
    expect(() => read('[1,2,3,4,5,6,7,8,9,10]', limits)).toThrow('more than 10 nodes');
    expect(() => read(`# ${'x'.repeat(99)}\na: 1`, limits)).toThrow('larger than 100 bytes');
  });

  it.each([
    ['an anchor', 'a: &x 1\nb: 2', 'anchors'],
    ['an alias', 'a: &x [1]\nb: *x', /anchors|aliases/],
    [
      'the billion laughs',
      `a: &a [x]\n${[...'bcdefghi'].map((c, i) => `${c}: &${c} [${`*${'abcdefghi'[i]},`.repeat(9)}]`).join('\n')}`,
      /anchors|aliases/,
    ],
    ['a merge key', 'a: {<<: {b: 1}}', 'key <<'],
    ['a tag', 'a: !!str 1', 'tags'],
    ['a foreign tag', 'a: !js/function "x"', 'tag'],
    ['a key twice', 'a: 1\na: 2', 'unique'],
    ['a key twice below', 'x:\n  - {b: 1, b: 2}', 'unique'],
    ['a key that is no text', '1: a', 'keys must be text'],
    ['a list as key', '? [a]\n: 1', 'keys must be text'],
    ['__proto__', '__proto__: {x: 1}', '__proto__'],
    ['two documents', 'a: 1\n---\nb: 2', 'exactly one document'],
    ['nothing', '', 'exactly one document'],
    ['a tab as indentation', 'a:\n\tb: 1', /[Tt]ab/],
    ['an open bracket', 'a: [1', 'at line'],
    ['deep brackets', '['.repeat(100_000), 'nested deeper'],
    ['deep brackets with values between', '[1, '.repeat(20_000), 'nested deeper'],
    ['deep dashes', `${'- '.repeat(50_000)}a`, 'indented deeper'],
    [
      'deep mappings',
      Array.from({ length: 700 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      'indented deeper',
    ],
  ])('is refused with %s', (_, content, message) => {
    expect(() => read(content)).toThrow(YamlProblem);
    expect(() => read(content)).toThrow(message);
  });

  it('may have any number of brackets beside each other', () => {
    expect(read(`[${'[1], {a: 1}, '.repeat(300)}]`)).toHaveLength(600);
  });

  it('is read or refused in seconds, however many keys or values there are', () => {
    const large = { maxBytes: 4 * 1024 * 1024, maxDepth: 40, maxNodes: 400_000 };
    const keys = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n');
    const began = performance.now();
    expect(Object.keys(read(keys, large) as object)).toHaveLength(60_000);
    expect(() => read(`${keys}\nk7: 1`, large)).toThrow('Map keys must be unique: k7');
    expect(() => read(`x: [${'1,'.repeat(2_000_000)}1]`, large)).toThrow('more than 400000 nodes');
    expect(() => read('- 1\n'.repeat(1_000_000), large)).toThrow('more than 400000 nodes');
    expect(performance.now() - began).toBeLessThan(20_000);
  }, 60_000);

  it('is refused when it is not UTF-8', () =>
    expect(() => readYaml(Uint8Array.of(0x61, 0x3a, 0x20, 0xff))).toThrow('not UTF-8'));
});
