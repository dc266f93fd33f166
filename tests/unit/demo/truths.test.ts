import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlantedTruth } from '#main/demo/model.ts';
import type { CaseFolderRecord } from '#shared/domain/caseRecord.ts';
import { DISTRICTS } from '#shared/domain/districts.ts';
import type { Evaluation } from '#shared/rules/evaluateProgramme.ts';
import { ask, catalogue, itemOf, neededMaterials } from '../policies/support.ts';
import { type DemoSet, makeDemoSet } from './support.ts';

let set: DemoSet;
beforeAll(async () => {
  set = await makeDemoSet(20261121);
});
afterAll(() => rm(set.folder, { recursive: true, force: true }));

function evaluate(one: CaseFolderRecord, facts: Record<string, unknown> = one.facts): Evaluation {
  return ask(one.programme, facts, { on: one.appliedOn, track: one.track ?? undefined });
}

const byNumber = (number: string) => set.cases.find((one) => one.number === number)!;

/** The engine's word on one planted truth; truths about files are proved by reading the files. */
const proofs: {
  [K in PlantedTruth['kind']]?: (truth: Extract<PlantedTruth, { kind: K }>, one: CaseFolderRecord) => void;
} = {
  qualifies({ track, totalFen }, one) {
    expect(evaluate(one)).toMatchObject({ eligibility: 'true', track, payableFen: totalFen });
  },
  fails({ condition }, one) {
    const result = evaluate(one);
    expect(result.eligibility).toBe('false');
    expect(itemOf(result, condition).truth).toBe('false');
    expect(result.items.filter(({ truth }) => truth === 'false').map(({ id }) => id)).toEqual([condition]);
  },
  unknown({ fact }, one) {
    expect(evaluate(one)).toMatchObject({ eligibility: 'unknown', missing: [fact] });
  },
  needsHuman({ condition }, one) {
    const result = evaluate(one);
    expect(result.eligibility).toBe('needsHuman');
    expect(itemOf(result, condition).truth).toBe('needsHuman');
  },
  excluded({ exclusion }, one) {
    expect(evaluate(one)).toMatchObject({ eligibility: 'false', deciding: [exclusion] });
  },
  outsideValidity(_, one) {
    expect(evaluate(one)).toMatchObject({ eligibility: 'false', deciding: ['validity'], validity: { inForce: false } });
  },
  lacksMaterial({ material }, one) {
    const there = one.attachments.map((entry) => entry.material);
    expect(neededMaterials(evaluate(one)).filter((id) => !there.includes(id))).toEqual([material]);
  },
  contradicts({ fact, declared }, one) {
    expect(one.facts[fact]).toBe(declared);
  },
  samePerson({ other, exclusion }, one) {
    const second = byNumber(other);
    expect(second.applicant.idNumber).toBe(one.applicant.idNumber);
    const [earlier, later] = one.appliedOn < second.appliedOn ? [one, second] : [second, one];
    const granted = { programme: earlier.programme, holder: 'self', status: 'enjoyed', from: earlier.appliedOn };
    expect(evaluate(later).eligibility).toBe('true');
    const informed = evaluate(later, { ...later.facts, 'case.otherBenefits': [granted] });
    expect(informed.eligibility).toBe('false');
    expect(informed.deciding).toContain(exclusion);
  },
};

test('every computed truth is what the engine says', () => {
  const proved = new Set<string>();
  for (const { number, truths } of set.summary.planted) {
    for (const truth of truths) {
      const proof = proofs[truth.kind] as ((truth: PlantedTruth, one: CaseFolderRecord) => void) | undefined;
      if (!proof) continue;
      proof(truth, byNumber(number));
      proved.add(truth.kind);
    }
  }
  expect([...proved].sort()).toEqual(Object.keys(proofs).sort());
});

test('every case has a truth, and only the planted ones lack a material', () => {
  for (const [index, one] of set.cases.entries()) {
    const { truths, number, caseId } = set.summary.planted[index]!;
    expect([number, caseId]).toEqual([one.number, one.id]);
    expect(truths.length).toBeGreaterThan(0);
    if (truths.some(({ kind }) => kind === 'lacksMaterial')) continue;
    const there = one.attachments.map(({ material }) => material);
    expect(
      neededMaterials(evaluate(one)).filter((id) => !there.includes(id)),
      one.number,
    ).toEqual([]);
  }
});

describe('records', () => {
  test('name steps, materials and districts that exist', () => {
    for (const one of set.cases) {
      const { definition } = catalogue.programmes.find(({ definition: { id } }) => id === one.programme)!;
      expect(definition.procedure.map(({ id }) => id)).toContain(one.step);
      const materials = definition.materials.map(({ id }) => id);
      for (const { material } of one.attachments) if (material !== null) expect(materials).toContain(material);
      expect(Object.keys(DISTRICTS)).toContain(one.district);
    }
  });

  test('have distinct ids and numbers; one id number is shared by the planted pair only', () => {
    const ids = set.cases.flatMap(({ id, number }) => [id, number]);
    expect(new Set(ids).size).toBe(ids.length);
    const people = set.cases.map(({ applicant }) => applicant.idNumber);
    expect(people.length - new Set(people).size).toBe(1);
  });
});
