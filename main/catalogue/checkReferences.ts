import type { Catalogue } from '#shared/rules/catalogue.ts';
import { shareOf, sharesAreWhole } from '#shared/rules/money.ts';
import { type Deadline, EVENTS } from '#shared/rules/programmeParts.ts';
import { conditionTrees, type Programme, visitConditions } from '#shared/rules/schema.ts';

/** Names inside the catalogue that lead nowhere, and parts that do not add up. */

function deadlineEvents(programme: Programme): { at: string; event: string }[] {
  const of = (at: string, deadline: Deadline | undefined) => {
    const event = deadline?.within?.from ?? deadline?.monthly?.from;
    return event === undefined ? [] : [{ at, event }];
  };
  return [
    ...programme.procedure.flatMap((one) => of(`step ${one.id}`, one.deadline)),
    ...programme.duties.flatMap((one) => of(`duty ${one.id}`, one.deadline)),
    ...programme.support.flatMap((one) =>
      one.instalments.flatMap((part) =>
        part.from === undefined ? [] : [{ at: `instalment ${part.id}`, event: part.from }],
      ),
    ),
  ];
}

function conditionIds(programme: Programme): Set<string> {
  const ids = new Set<string>();
  for (const { root } of conditionTrees(programme)) visitConditions(root, (node) => ids.add(node.id ?? ''));
  return ids;
}

function shareProblems(programme: Programme): string[] {
  const problems: string[] = [];
  for (const one of programme.support) {
    const shares = one.instalments.flatMap((part) => (part.share === undefined ? [] : [shareOf(part.share)]));
    if (shares.length === one.instalments.length && shares.length > 0 && !sharesAreWhole(shares)) {
      problems.push(`${programme.id}/support.${one.id}: the instalments do not make up the whole`);
    }
    for (const split of one.split) {
      if (!sharesAreWhole(split.shares.map((part) => shareOf(part.share)))) {
        problems.push(`${programme.id}/support.${one.id}: the payers' shares do not make up the whole`);
      }
    }
  }
  return problems;
}

function programmeProblems(programme: Programme): string[] {
  const steps = new Set<string>([...programme.procedure.map((one) => one.id), ...EVENTS]);
  const conditions = conditionIds(programme);
  const instalments = new Set(programme.support.flatMap((one) => one.instalments.map((part) => part.id)));
  return [
    ...deadlineEvents(programme)
      .filter(({ event }) => !steps.has(event))
      .map(({ at, event }) => `${programme.id}/${at}: counts from \`${event}\`, which is neither a step nor an event`),
    ...programme.inspection
      .flatMap((one) => one.items)
      .flatMap((one) =>
        one.conditions
          .filter((id) => !conditions.has(id))
          .map((id) => `${programme.id}/inspection.${one.id}: no condition \`${id}\``),
      ),
    ...programme.duties.flatMap((one) =>
      one.releases
        .filter((id) => !instalments.has(id))
        .map((id) => `${programme.id}/duty.${one.id}: no instalment \`${id}\``),
    ),
    ...shareProblems(programme),
  ];
}

/** Programmes and classes that exclusions name but nothing defines: notes while the catalogue is still growing. */
function unknownPartners(catalogue: Catalogue): string[] {
  const ids = new Set(catalogue.programmes.map((one) => one.definition.id));
  const classes = new Set(catalogue.programmes.flatMap((one) => one.definition.benefitClasses));
  return catalogue.programmes.flatMap(({ definition }) =>
    definition.exclusions.flatMap((one) => [
      ...one.programmes
        .filter((id) => !ids.has(id))
        .map((id) => `${definition.id}/exclusions.${one.id}: programme \`${id}\` is not in the catalogue`),
      ...one.classes
        .filter((name) => !classes.has(name))
        .map((name) => `${definition.id}/exclusions.${one.id}: no programme is of class \`${name}\``),
    ]),
  );
}

/** Benefits of a ledger that point to a programme nobody has written yet. */
function unknownBenefits(catalogue: Catalogue): string[] {
  const ids = new Set(catalogue.programmes.map((one) => one.definition.id));
  return catalogue.parts.ledgers.flatMap((ledger) =>
    ledger.tasks
      .flatMap((one) => one.benefits)
      .filter((one) => one.programme !== undefined && !ids.has(one.programme))
      .map((one) => `${ledger.document}/tasks.${one.id}: programme \`${one.programme}\` is not in the catalogue`),
  );
}

function unusedFacts(catalogue: Catalogue): string[] {
  const read = new Set(catalogue.programmes.flatMap((one) => one.facts));
  for (const { definition } of catalogue.programmes) {
    for (const item of definition.inspection.flatMap((one) => one.items)) for (const key of item.facts) read.add(key);
  }
  return catalogue.parts.facts
    .filter((one) => !read.has(one.key))
    .map((one) => `facts.yaml: nothing reads \`${one.key}\``);
}

export function danglingReferences(catalogue: Catalogue): { problems: string[]; notes: string[] } {
  return {
    problems: catalogue.programmes.flatMap((one) => programmeProblems(one.definition)),
    notes: [...unknownPartners(catalogue), ...unknownBenefits(catalogue), ...unusedFacts(catalogue)],
  };
}
