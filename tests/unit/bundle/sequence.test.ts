import { describe, expect, test } from 'vitest';
import { decideSequence, replacesCatalogue, sequenceKey } from '#main/bundle/sequence.ts';
import type { BundleKind } from '#shared/domain/bundle.ts';

const SAME = 'aa'.repeat(32);
const OTHER = 'bb'.repeat(32);

function decide(kind: BundleKind, issuerSeq: number, lastSeq: number, sameId: string | null = null) {
  const known = { sameId: sameId === null ? null : { contentSha256: sameId }, lastSeq, file: 'x.qpb' };
  return decideSequence({ kind, issuerSeq }, SAME, known);
}

describe('a verified bundle', () => {
  test('with the next number is stored', () => {
    expect(decide('case', 1, 0)).toEqual({ kind: 'next' });
    expect(decide('case', 8, 7)).toEqual({ kind: 'next' });
  });

  test('that came before changes nothing, whatever has been stored since', () => {
    for (const lastSeq of [0, 3, 9]) expect(decide('case', 3, lastSeq, SAME)).toEqual({ kind: 'already' });
  });

  test('with a known id and other content is a conflict', () => {
    expect(() => decide('case', 3, 3, OTHER)).toThrow(expect.objectContaining({ code: 'SEQUENCE_CONFLICT' }));
    expect(() => decide('case', 9, 3, OTHER)).toThrow(expect.objectContaining({ code: 'SEQUENCE_CONFLICT' }));
  });

  test('with a number that is passed is a replay', () => {
    const replay = expect.objectContaining({ code: 'SEQUENCE_REPLAY', details: { file: 'x.qpb', seq: 3, known: 3 } });
    expect(() => decide('case', 3, 3)).toThrow(replay);
    expect(() => decide('review', 2, 3)).toThrow(expect.objectContaining({ code: 'SEQUENCE_REPLAY' }));
  });

  test('ahead of its turn waits, and says for how many', () => {
    expect(decide('case', 4, 1)).toEqual({ kind: 'gap', missing: 2 });
    expect(decide('panel', 2, 0)).toEqual({ kind: 'gap', missing: 1 });
  });

  test('that carries everything since the last ack does not wait', () => {
    for (const kind of ['review', 'policy', 'trust', 'score', 'ack'] as const) {
      expect(decide(kind, 9, 1)).toEqual({ kind: 'next' });
    }
  });
});

test('counters are per kind and audience', () => {
  const keys = (['case', 'ack'] as const).flatMap((kind) =>
    [[], [SAME], [OTHER], [SAME, OTHER]].map((audience) => sequenceKey({ kind, audience })),
  );
  expect(new Set(keys).size).toBe(8);
});

describe('the catalogue number never goes down', () => {
  const catalogue = (number: number) => ({ id: 'jinan', number, sha256: SAME });
  test.each<[BundleKind, number | null, number | null, boolean]>([
    ['policy', null, 3, false],
    ['policy', 3, null, true],
    ['policy', 4, 3, true],
    ['policy', 3, 3, false],
    ['case', 4, 3, true],
    ['case', 2, 3, false],
  ])('%s bundle with %s, known %s: replaces %s', (kind, number, known, expected) => {
    const bundle = { kind, catalogue: number === null ? undefined : catalogue(number) };
    expect(replacesCatalogue(bundle, known === null ? null : { number: known })).toBe(expected);
  });

  test('an older policy bundle is refused', () => {
    const refused = expect.objectContaining({ code: 'CATALOGUE_ROLLBACK', details: { number: 2, known: 3 } });
    expect(() => replacesCatalogue({ kind: 'policy', catalogue: catalogue(2) }, { number: 3 })).toThrow(refused);
  });
});
