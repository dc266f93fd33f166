import { parse } from 'yaml';
import { z } from 'zod';
import { compileCondition, makeCompiler } from '#shared/rules/compileCondition.ts';
import { type CompiledProgramme, compileProgramme } from '#shared/rules/compileProgramme.ts';
import { type CompiledTerm, compileTerm } from '#shared/rules/compileTerm.ts';
import { type Condition, condition, type Term, term } from '#shared/rules/conditionSchema.ts';
import { type Evaluation, type EvaluationOptions, evaluateProgramme } from '#shared/rules/evaluateProgramme.ts';
import { factsFile } from '#shared/rules/factSchema.ts';
import { type Facts, parseFacts } from '#shared/rules/factValues.ts';
import type { Writer } from '#shared/rules/render/writer.ts';
import { programme } from '#shared/rules/schema.ts';
import { type CompiledNode, evaluate, type Scope, type Trace } from '#shared/rules/trace.ts';
import { makeVocabulary, type Vocabulary } from '#shared/rules/vocabulary.ts';
import { makeWorkCalendar } from '#shared/rules/workCalendar.ts';

/** Small vocabularies and programmes for tests, written as authors write them. */

export function vocabularyOf(yaml: string): Vocabulary {
  return makeVocabulary(factsFile.parse({ facts: parse(yaml) }).facts, [], []);
}

/** A ranked fact, as an entry of a vocabulary. */
export const TALENT_CLASS =
  '- { key: talent.class, label: 人才类别, type: enum, ranked: true, declaredBy: authority, ' +
  'values: [{ value: A, label: A 类 }, { value: B, label: B 类 }, { value: C, label: C 类 }] }';

function refuseProblems(problems: string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** Problems found while compiling a condition; empty when it fits. */
export function conditionProblems(vocabulary: Vocabulary, definition: Condition): string[] {
  const at = makeCompiler(vocabulary, 'test');
  compileCondition(definition, at);
  return at.problems;
}

export function compile(vocabulary: Vocabulary, definition: Condition): CompiledNode {
  const at = makeCompiler(vocabulary, 'test');
  const node = compileCondition(definition, at);
  refuseProblems(at.problems);
  return node;
}

export const conditionOf = (yaml: string): Condition => condition.parse(parse(yaml));

export function compileTermOf(vocabulary: Vocabulary, definition: Term): CompiledTerm {
  const at = makeCompiler(vocabulary, 'test');
  const compiled = compileTerm(definition, at);
  refuseProblems(at.problems);
  return compiled;
}

export const termOf = (yaml: string): Term => z.lazy(() => term).parse(parse(yaml));

export const scopeOf = (facts: Facts, decided: ReadonlyMap<string, boolean> | null = null): Scope => ({
  facts,
  row: null,
  decided,
});

/** A condition in YAML evaluated for facts in JSON. */
export function judge(vocabulary: Vocabulary, yaml: string, facts: Record<string, unknown>, on = '2023-05-10'): Trace {
  const known = new Map(parseFacts(vocabulary, facts, on)).set('case.applicationDate', on);
  return evaluate(compile(vocabulary, conditionOf(yaml)), scopeOf(known));
}

export const CLAUSE = 'jrcb-2022-4/03/1';

const FRAME = `
schema: qp-programme/1
id: '99'
name: 测试项目
document: jrcb-2022-4
rule: '99'
leadDepartment: 测试部门
inForce: { from: 2022-08-08, to: 2024-12-31 }
target: { cite: [${CLAUSE}], who: person, wording: 测试 }
`;

const YES = `{ id: root, cite: [${CLAUSE}], compare: { fact: case.applicationDate, op: ge, value: 2000-01-01 } }`;

/** A programme from the parts that matter for a test; its only condition always holds unless `yaml` brings its own. */
export function programmeOf(
  vocabulary: Vocabulary,
  yaml: string,
  members: Map<string, string[]> = new Map(),
): CompiledProgramme {
  const value = { ...parse(FRAME), conditions: parse(YES), ...parse(yaml) };
  const { programme: compiled, problems } = compileProgramme(programme.parse(value), vocabulary, members);
  refuseProblems(problems);
  return compiled;
}

/** Problems of a programme against the vocabulary. */
export function programmeProblems(vocabulary: Vocabulary, yaml: string): string[] {
  const value = { ...parse(FRAME), conditions: parse(YES), ...parse(yaml) };
  return compileProgramme(programme.parse(value), vocabulary, new Map()).problems;
}

export function evaluateWith(
  compiled: CompiledProgramme,
  facts: Record<string, unknown>,
  options: Partial<EvaluationOptions> = {},
): Evaluation {
  const on = options.on ?? '2023-05-10';
  return evaluateProgramme(compiled, parseFacts(compiled.vocabulary, facts, on), {
    on,
    calendar: makeWorkCalendar([]),
    ...options,
  });
}

/** What sentences of this vocabulary are written from, with no clauses to cite. */
export const writerOf = (vocabulary: Vocabulary): Writer => ({
  catalogue: { programmes: [], documents: new Map(), clauses: new Map() },
  definition: programmeOf(vocabulary, '').definition,
  vocabulary,
  rows: null,
});
