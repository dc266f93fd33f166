import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { identifiersOf } from '#shared/domain/crossCheckKeys.ts';
import { rulesInForce } from '#shared/rules/catalogue.ts';
import { crossExclusions } from '#shared/rules/crossExclusions.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { catalogue } from '../policies/support.ts';
import { type DemoSet, makeDemoSet } from './support.ts';

let set: DemoSet;
beforeAll(async () => {
  set = await makeDemoSet(20261121);
});
afterAll(() => rm(set.folder, { recursive: true, force: true }));

type Case = DemoSet['cases'][number];

function conflicts(own: Case, other: Case): string[] {
  const { programme } = rulesInForce(catalogue, own.programme, own.appliedOn);
  const facts = parseFacts(programme.vocabulary, own.facts, own.appliedOn);
  const { benefitClasses: classes } = rulesInForce(catalogue, other.programme, other.appliedOn).programme.definition;
  const benefit = {
    caseId: other.id,
    programme: other.programme,
    classes,
    holder: 'self',
    appliedOn: other.appliedOn,
  } as const;
  const options = { on: own.appliedOn, track: own.track, calendar: catalogue.calendar };
  return crossExclusions(programme, facts, options, [benefit])
    .filter(({ blocking, certain }) => blocking && certain)
    .map(({ exclusion }) => exclusion);
}

test('the planted pair, and only it, is one person by id number; the exclusion speaks against the later case alone', () => {
  const planted = set.summary.planted.flatMap(({ number, truths }) =>
    truths.flatMap((truth) => (truth.kind === 'samePerson' ? [{ number, ...truth }] : [])),
  );
  expect(planted).toHaveLength(2);
  const ids = set.cases.map((one) => {
    const found = identifiersOf(one as unknown as BundleCase).find(({ measure }) => measure === 'idNumber');
    return [one.number, found?.value] as const;
  });
  const twice = ids.filter(([, id]) => ids.filter(([, other]) => other === id).length > 1).map(([number]) => number);
  expect(twice.sort()).toEqual(planted.map(({ number }) => number).sort());
  for (const { number, other, exclusion } of planted) {
    const [own, second] = [number, other].map((name) => set.cases.find((one) => one.number === name)!);
    const found = conflicts(own!, second!);
    if (own!.appliedOn > second!.appliedOn) expect(found).toContain(exclusion);
    else expect(found).toEqual([]);
  }
});
