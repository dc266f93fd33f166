import { newId } from '#db/ids.ts';
import { findCase } from '#db/queries/cases.ts';
import { personNames } from '#db/queries/review.ts';
import { sampleable, sampleRows } from '#db/queries/second.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { draw, type Population } from '#shared/domain/sampling.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { requireRole, type Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import { askedOf, recordAsked, type SecondContext } from './ask.ts';

export interface DrawInput {
  programme: string | null;
  size: number;
  seed: string;
  blind: boolean;
}

/** What a sample can be drawn from now, in the order of case numbers. */
export function populationOf(session: Session, programme: string | null): Population {
  const rows = sampleable(session.db.read, programme);
  const of = (decision: 'recommend' | 'reject') =>
    rows.filter((row) => row.decision === decision).map(({ caseId }) => caseId);
  return { pass: of('recommend'), fail: of('reject') };
}

/**
 * 抽查: draws over passes and fails and asks for a second review of each. Seed and population stand in the journal, so that anybody can
 * repeat the draw. Refuses ROLE_FORBIDDEN, SAMPLE_EMPTY.
 */
export function drawSample(context: SecondContext, input: DrawInput): { sampleId: string; drawn: number } {
  const { session, clock } = context;
  requireRole(session, ['reviewer', 'approver'], '抽查');
  const { programme, size, blind } = input;
  const seed = wellFormed(input.seed.trim());
  const population = populationOf(session, programme);
  const drawn = draw(population, size, seed, sha256Hex);
  if (drawn.length === 0) throw new Refusal('SAMPLE_EMPTY');
  const sampleId = newId(clock.now());
  const { pass, fail } = population;
  const payload = { sampleId, seed, programme, blind, population: { pass: [...pass], fail: [...fail] }, drawn };
  session.db.write((tx) => {
    session.journal.record(tx, { type: 'sample.drawn', payload, actor: session.actor });
    for (const caseId of drawn) recordAsked(tx, context, askedOf(context, caseId, { blind, sampleId }));
  });
  return { sampleId, drawn: drawn.length };
}

/** Draws made so far, the newest first. How many of the population passed is not told: it would be a hint. */
export function samplesView({ db }: Session, catalogue: Catalogue) {
  const names = personNames(db.read);
  const nameOf = (programme: string) =>
    catalogue.programmes.filter((one) => one.definition.id === programme).at(-1)?.definition.name ??
    `项目 ${programme}`;
  return sampleRows(db.read).map((row) => ({
    ...{ sampleId: row.sampleId, seed: row.seed, blind: row.blind === 1, drawnAt: row.drawnAt },
    programmeName: row.programme === null ? null : nameOf(row.programme),
    population: row.passes + row.fails,
    drawn: (JSON.parse(row.drawn) as string[]).map((caseId) => findCase(db.read, caseId)?.number ?? '已移除').sort(),
    drawnBy: names.get(row.drawnBy) ?? '未知人员',
  }));
}
