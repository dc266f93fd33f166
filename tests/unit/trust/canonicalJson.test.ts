import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJsonBytes, MAX_JSON_DEPTH, parseStrictJson } from '#main/bundle/canonicalJson.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';

const read = (text: string) => parseStrictJson(Buffer.from(text, 'utf8'), 'bundle.json');
const refusal = (pattern: RegExp) =>
  expect.objectContaining({ code: 'SCHEMA_INVALID', message: expect.stringMatching(pattern) });

describe('reading', () => {
  test.each([
    ['{"a":1,"a":2}', /键“a”重复/],
    ['{"a":1,"\\u0061":2}', /键“a”重复/],
    ['{"x":{"__proto__":1}}', /键名不允许/],
    ['{"a":1.0}', /不是整数/],
    ['{"a":1e3}', /不是整数/],
    ['{"a":-0}', /不是整数/],
    ['{"a":01}', /不是整数/],
    ['{"a":9007199254740993}', /太大/],
    ['{"a":99999999999999999999}', /不是整数/],
    ['{"a":NaN}', /不是有效的 JSON/],
    ['["\\ud800"]', /代理字符/],
    ['["\\udc00\\ud800"]', /代理字符/],
    ['\ufeff{}', /字节顺序标记/],
    ['{} {}', /多余内容/],
    ['{"a":1,}', /不是有效的 JSON/],
    ['[1,]', /不是有效的 JSON/],
    ['[1 2]', /不是有效的 JSON/],
    ["{'a':1}", /不是有效的 JSON/],
    ['{a:1}', /不是有效的 JSON/],
    ['["a\u0001"]', /字符串有误/],
    ['["a\nb"]', /字符串有误/],
    ['["\\x41"]', /字符串有误/],
    ['["abc', /字符串有误/],
    ['tru', /不是有效的 JSON/],
    ['', /不是有效的 JSON/],
    ['// no\n{}', /不是有效的 JSON/],
  ])('%j is refused', (text, pattern) => {
    expect(() => read(text)).toThrow(refusal(pattern));
  });

  test('depth: 32 levels are read, 33 are not', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(read(nested(MAX_JSON_DEPTH))).toBeInstanceOf(Array);
    expect(() => read(nested(MAX_JSON_DEPTH + 1))).toThrow(refusal(/嵌套超过 32 层/));
    expect(() => read(nested(200_000))).toThrow(refusal(/嵌套超过 32 层/));
  });

  test('bytes: broken UTF-8 and too many of them', () => {
    expect(() => parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22), 'x')).toThrow(refusal(/UTF-8/));
    expect(() => parseStrictJson(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), 'x')).toThrow(refusal(/UTF-8/));
    expect(() => parseStrictJson(new Uint8Array(11), 'x', 10)).toThrow(refusal(/超过 10 字节/));
  });

  test('names stay as they are: no normalisation, rare characters whole', () => {
    expect(read('["䶮𬭎","e\\u0301","\\ufeff","\\u0000"]')).toEqual(['䶮𬭎', 'e\u0301', '\ufeff', '\u0000']);
  });

  test('the refusal names the entry and the place', () => {
    expect(() => parseStrictJson(Buffer.from('[1,x]'), 'data/cases/1.json')).toThrow(
      '“data/cases/1.json”的内容不符合格式要求（不是有效的 JSON，位于第 4 个字符）',
    );
  });
});

describe('writing', () => {
  test('keys sorted by code units, no spaces, no undefined members', () => {
    expect(
      canonicalJson({ b: [true, null, 'ü'], a: { '10': 1, '9': -2 }, c: undefined, '\u{1f600}': 0, '\ufb33': 0 }),
    ).toBe('{"a":{"10":1,"9":-2},"b":[true,null,"ü"],"\u{1f600}":0,"\ufb33":0}');
  });

  test.each([[1.5], [Number.NaN], [-0], [2 ** 53], ['\ud800'], [undefined], [() => 1], [1n], [[undefined]]])(
    '%s cannot be written',
    (value) => expect(() => canonicalJson(value)).toThrow(TypeError),
  );

  test('whatever is written is read back, and written the same again', () => {
    const key = fc.string({ unit: 'binary' }).filter((text) => text !== '__proto__');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom(null, true, false),
        fc.integer(),
        fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
        fc.string({ unit: 'binary' }),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (sample) => {
        const bytes = canonicalJsonBytes(sample);
        const again = parseStrictJson(bytes, 'x');
        expect(again).toEqual(sample);
        expect(canonicalJson(again)).toBe(Buffer.from(bytes).toString('utf8'));
      }),
      { numRuns: 500 },
    );
  });

  test('agrees with JSON.parse wherever the strict reader accepts, over 20,000 mutants', () => {
    const base = canonicalJson({ id: 'x', n: [1, -20, 300], s: '泉"\\\n', deep: { a: { b: [null, true, false] } } });
    const alphabet = '{}[]",:0123456789.eE+-\\u truefalsn\t\ufeff泉';
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.nat(base.length),
        fc.nat(3),
        fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 3 }),
        (at, cut, put) => {
          const text = base.slice(0, at) + put + base.slice(at + cut);
          try {
            const strict = read(text);
            accepted++;
            expect(strict).toEqual(JSON.parse(text));
          } catch (error) {
            expect(error).toMatchObject({ code: 'SCHEMA_INVALID' });
          }
        },
      ),
      { numRuns: 20_000, seed: 20261121 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
