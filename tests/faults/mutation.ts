/** What every mutation of a bundle works with. */
import type { makeParty, TestTrust } from '#tests/support/bundleKit.ts';
import { type Bag, packBag } from '#tests/support/forge.ts';

export interface Rng {
  /** 0 ≤ result < limit. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

/** mulberry32: small, seeded, good enough to choose mutations. */
export function seededRng(seed: number): Rng {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    pick: (from) => from[below(from.length)]!,
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}

/** A valid bundle, another one by the same centre, and who is around. */
export interface Material {
  kit: TestTrust;
  stranger: TestTrust;
  expired: Awaited<ReturnType<typeof makeParty>>;
  top: string;
  bag: Bag;
  other: { top: string; bag: Bag };
}

export type Mutation = (material: Material, rng: Rng) => Uint8Array;

export const canonical = ({ top, bag }: Material): Buffer => Buffer.from(packBag(top, bag));

export function withBag(material: Material, edit: (bag: Bag) => void): Uint8Array {
  const bag: Bag = new Map(material.bag);
  edit(bag);
  return packBag(material.top, bag);
}
