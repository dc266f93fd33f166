import type { FactDefinition } from '#shared/rules/factSchema.ts';

/** Labels that read alike once spaces, punctuation and 的 are left out: full and half width, capitals and small letters are one. */
function normalLabel(label: string): string {
  return label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}的]/gu, '');
}

/** Two keys for one meaning: facts whose labels read alike. An official could not tell them apart on the form. */
export function sameLabels(facts: readonly FactDefinition[]): string[] {
  const first = new Map<string, string>();
  return facts.flatMap(({ key, label }) => {
    const known = first.get(normalLabel(label));
    if (known === undefined) first.set(normalLabel(label), key);
    return known === undefined ? [] : [`facts.yaml: \`${key}\` has the label of \`${known}\` (${label})`];
  });
}
