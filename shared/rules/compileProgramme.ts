import { compileCondition, makeCompiler } from './compileCondition.ts';
import { type CompiledSupport, compileSupport } from './compileSupport.ts';
import type { Condition } from './conditionSchema.ts';
import type { CompiledExclusion } from './evaluateExclusions.ts';
import { RESERVED_FACTS } from './factSchema.ts';
import { type Compiler, factReference, inside, problem } from './references.ts';
import type { Programme } from './schema.ts';
import type { CompiledNode } from './trace.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A programme ready to be evaluated: trees compiled once, facts resolved, classes of benefits expanded. */
export interface CompiledProgramme {
  readonly definition: Programme;
  readonly vocabulary: Vocabulary;
  readonly conditions: CompiledNode | null;
  readonly tracks: readonly { id: string; conditions: CompiledNode }[];
  /** When-conditions of materials, steps and duties, by `material:<id>` and so on. */
  readonly whens: ReadonlyMap<string, CompiledNode>;
  readonly support: readonly CompiledSupport[];
  readonly exclusions: readonly CompiledExclusion[];
  /** Every fact the programme reads. */
  readonly facts: readonly string[];
}

function compileWhens(definition: Programme, at: Compiler): Map<string, CompiledNode> {
  const whens = new Map<string, CompiledNode>();
  const parts: [string, readonly { id: string; when?: Condition | undefined }[]][] = [
    ['material', definition.materials],
    ['step', definition.procedure],
    ['duty', definition.duties],
  ];
  for (const [what, list] of parts) {
    for (const one of list) {
      if (one.when !== undefined)
        whens.set(`${what}:${one.id}`, compileCondition(one.when, inside(at, `${what}.${one.id}`)));
    }
  }
  return whens;
}

function checkExclusion(definition: Programme['exclusions'][number], at: Compiler): void {
  const named = definition.programmes.length + definition.classes.length > 0;
  const alone = ['timesLimit', 'coolingOff', 'blacklist'].includes(definition.kind);
  if (!named && !alone) problem(at, `\`${definition.kind}\` names neither programmes nor classes`);
  if (definition.kind === 'coolingOff' && definition.years === undefined) problem(at, '`coolingOff` needs `years`');
  if (definition.kind === 'timesLimit' && definition.times === undefined) problem(at, '`timesLimit` needs `times`');
}

/**
 * Compiles a programme against the vocabulary. `members` gives the programmes of each class of benefits. Problems are returned,
 * not thrown; a programme with problems must not be evaluated.
 */
export function compileProgramme(
  definition: Programme,
  vocabulary: Vocabulary,
  members: ReadonlyMap<string, readonly string[]>,
): { programme: CompiledProgramme; problems: string[] } {
  const at = makeCompiler(vocabulary, definition.id);
  const conditions =
    definition.conditions === undefined ? null : compileCondition(definition.conditions, inside(at, 'conditions'));
  const tracks = definition.tracks.map((one) => ({
    id: one.id,
    conditions: compileCondition(one.conditions, inside(at, `tracks.${one.id}`)),
  }));
  const whens = compileWhens(definition, at);
  const support = definition.support.map((one) => compileSupport(one, at));
  const exclusions = definition.exclusions.map((one): CompiledExclusion => {
    const here = inside(at, `exclusions.${one.id}`);
    checkExclusion(one, here);
    if (one.since !== undefined && factReference(one.since, here).kind.type !== 'date')
      problem(here, `\`${one.since}\` is no date`);
    if (one.kind !== 'blacklist') at.reads.add(RESERVED_FACTS[1]);
    const programmes = new Set([...one.programmes, ...one.classes.flatMap((name) => members.get(name) ?? [])]);
    return {
      definition: one,
      when: one.when === undefined ? null : compileCondition(one.when, inside(here, 'when')),
      programmes,
    };
  });
  for (const one of definition.inspection.flatMap((part) => part.items)) {
    for (const key of one.facts) factReference(key, inside(at, `inspection.${one.id}`));
  }
  const facts = [...at.reads].sort();
  return {
    programme: { definition, vocabulary, conditions, tracks, whens, support, exclusions, facts },
    problems: at.problems,
  };
}
