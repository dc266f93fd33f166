/** Seeded structural mutants of a valid bundle: bytes, ZIP structure, bag, JSON, signatures, certificates, and splices of two bundles. */
import { RAW_BYTES, ZIP } from './mutateContainer.ts';
import { BAG, INSIDER, SIGNATURE } from './mutateContent.ts';
import { canonical, type Material, type Mutation, seededRng } from './mutation.ts';

export const MUTATIONS: Record<string, Mutation> = { ...RAW_BYTES, ...ZIP, ...BAG, ...INSIDER, ...SIGNATURE };

/** Mutant number `seed`: its recipe and bytes. Equal seeds and material give equal mutants. */
export function mutantOf(material: Material, seed: number): { recipe: string; bytes: Uint8Array } {
  const rng = seededRng(seed);
  const recipe = rng.pick(Object.keys(MUTATIONS));
  return { recipe, bytes: MUTATIONS[recipe]!(material, rng) };
}

/** Whether a mutation happened to change nothing. */
export function isUnchanged(material: Material, bytes: Uint8Array): boolean {
  return Buffer.compare(bytes, canonical(material)) === 0;
}
