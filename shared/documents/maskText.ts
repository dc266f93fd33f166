import { maskId, maskPhone } from '../domain/mask.ts';

/** A value that may not stand in a masked text, and what stands there instead. */
export interface Secret {
  value: string;
  masked: string;
}

/** Numbers of people that nobody named to us: resident ids, mobile numbers, bank cards. */
const RESIDENT_ID = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g;
const MOBILE = /(?<![\dA-Za-z.])1[3-9]\d{9}(?![\dA-Za-z])/g;
const CARD = /(?<![\dA-Za-z.])\d{16,19}(?![\dA-Za-z])/g;

const escaped = (sign: string): string => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Also where spaces, hyphens or invisible signs were put between the characters. */
const spaced = (value: string): RegExp => new RegExp(Array.from(value).map(escaped).join('[\\s\\p{Cf}-]*'), 'giu');

/**
 * Masks every occurrence of the known values, longest first, then whatever looks like the number of a person. One function per case:
 * notes, opinions, quotes and file names all carry names.
 */
export function textMasker(secrets: readonly Secret[]): (text: string) => string {
  const known = secrets
    .filter(({ value, masked }) => Array.from(value.trim()).length >= 2 && value !== masked)
    .toSorted((a, b) => b.value.length - a.value.length)
    .map(({ value, masked }) => ({ pattern: spaced(value.trim()), masked }));
  return (text) => {
    const replaced = known.reduce((rest, { pattern, masked }) => rest.replace(pattern, () => masked), text);
    return replaced.replace(RESIDENT_ID, maskId).replace(MOBILE, maskPhone).replace(CARD, maskId);
  };
}
