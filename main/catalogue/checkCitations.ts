import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { Term } from '#shared/rules/conditionSchema.ts';
import type { Programme } from '#shared/rules/schema.ts';
import type { Support } from '#shared/rules/supportSchema.ts';

/** Every `cite` and every `informational` clause below a value, with the place where it stands. */
function collect(
  value: unknown,
  path: string,
  visit: (clause: string, path: string, informational: boolean) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === 'cite' && Array.isArray(member)) for (const clause of member) visit(String(clause), path, false);
    else if (key === 'informational' && Array.isArray(member)) {
      for (const one of member) visit(String((one as { clause: string }).clause), `${path}/informational`, true);
    } else collect(member, `${path}/${(member as { id?: string } | null)?.id ?? key}`, visit);
  }
}

export function citations(catalogue: Catalogue): {
  cited: Set<string>;
  informational: Set<string>;
  dangling: string[];
} {
  const cited = new Set<string>();
  const informational = new Set<string>();
  const dangling: string[] = [];
  const visit = (clause: string, path: string, asInformation: boolean) => {
    (asInformation ? informational : cited).add(clause);
    if (!catalogue.clauses.has(clause)) dangling.push(`${path}: no clause \`${clause}\``);
  };
  for (const one of catalogue.programmes) collect(one.definition, one.definition.id, visit);
  for (const one of catalogue.parts.documents) collect(one, one.id, visit);
  for (const one of catalogue.parts.ledgers) collect(one, `${one.document}/tasks`, visit);
  for (const one of catalogue.parts.lists) collect(one, `lists/${one.id}`, visit);
  return { cited, informational, dangling };
}

/** Does a term bound itself: by `min`, by figures people fix up to a bound, or because each choice is a fixed figure? */
function bounded(term: Term | undefined): boolean {
  if (term === undefined) return false;
  if (term.fen !== undefined || term.min !== undefined || term.decided?.to !== undefined) return true;
  const choices =
    term.cases === undefined ? (term.tiers ?? []).map((tier) => tier.amount) : Object.values(term.cases.of);
  if (choices.length === 0) return false;
  return [...choices, ...(term.otherwise === undefined ? [] : [term.otherwise])].every(bounded);
}

function hasCeiling(support: Support): boolean {
  return (
    support.cap !== undefined ||
    support.uncapped !== undefined ||
    support.limits.length > 0 ||
    bounded(support.amount) ||
    (bounded(support.recurring?.rate) && support.recurring?.most !== undefined)
  );
}

function ceilingProblems(programme: Programme, catalogue: Catalogue): string[] {
  return programme.support
    .filter((one) => one.kind === 'money' && !hasCeiling(one))
    .flatMap((one) => {
      const clause = one.cite.find((id) => catalogue.clauses.get(id)?.ceiling === true);
      if (clause === undefined) return [];
      return [
        `${programme.id}/support.${one.id}: clause \`${clause}\` names a ceiling, the formula has none (cap, limits, or say \`uncapped\`)`,
      ];
    });
}

/** Formulas without a ceiling although a clause they stand on names one. */
export const missingCeilings = (catalogue: Catalogue): string[] =>
  catalogue.programmes.flatMap((one) => ceilingProblems(one.definition, catalogue));
