import { maskDate, maskId } from '../domain/mask.ts';
import type { FactKind } from './vocabulary.ts';

/** A personal value as every surface shows it. */
export function maskFact(kind: FactKind, shown: string): string {
  return kind.type === 'date' ? maskDate(shown) : maskId(shown);
}
