import type { FactRecord } from '#shared/domain/caseRecord.ts';
import { uuidV7 } from '#shared/domain/ids.ts';
import type { DemoAttachment, DemoCase, FileForm, Person, PlantedTruth, Unit } from '../model.ts';
import type { Paper } from '../page/model.ts';
import { inventPopulation, type Population } from '../people.ts';
import { type Random, seededRandom } from '../random.ts';

/** What the builders of one demo set share. */
export interface CaseContext {
  random: Random;
  people: Population;
  /** Next case number of a programme and year, e.g. 济购补2023-0003. */
  number(prefix: string, appliedOn: string): string;
  id(): string;
}

const SET_MADE_AT = Date.UTC(2026, 10, 2);

export function caseContext(seed: number): CaseContext {
  const random = seededRandom(seed);
  const numbers = new Map<string, number>();
  let ids = 0;
  return {
    random,
    people: inventPopulation(random),
    number(prefix, appliedOn) {
      const start = `${prefix}${appliedOn.slice(0, 4)}-`;
      const next = (numbers.get(start) ?? 0) + 1;
      numbers.set(start, next);
      return start + String(next).padStart(4, '0');
    },
    id() {
      ids += 1;
      const bytes = Uint8Array.from({ length: 16 }, () => random.int(0, 255));
      return uuidV7(SET_MADE_AT + ids * 1000, bytes);
    },
  };
}

export interface CaseHead {
  programme: string;
  prefix: string;
  track: string | null;
  appliedOn: string;
  district: string;
  step: string;
  person: Person;
  unit: Unit;
}

export function demoCase(
  context: CaseContext,
  head: CaseHead,
  content: { facts: FactRecord; attachments: DemoAttachment[]; truths: PlantedTruth[] },
): DemoCase {
  const { programme, prefix, track, appliedOn, district, step, person, unit } = head;
  return {
    record: {
      profile: 'qp-case/1',
      id: context.id(),
      number: context.number(prefix, appliedOn),
      programme,
      track,
      appliedOn,
      receivedOn: weekdayAfter(appliedOn, context.random.int(1, 4)),
      district,
      step,
      dueOn: null,
      applicant: {
        kind: 'person',
        name: person.name,
        idNumber: person.idNumber,
        phone: person.phone,
        employer: { name: unit.name, code: unit.code },
      },
      facts: content.facts,
      fictional: true,
    },
    attachments: content.attachments,
    truths: content.truths,
  };
}

/** Takes papers out, or gives them another form, by material id. */
export interface PaperChanges {
  without?: string[];
  forms?: Record<string, FileForm>;
}

export function attach(
  papers: readonly [material: string | null, paper: Paper, form?: FileForm][],
  { without = [], forms = {} }: PaperChanges = {},
): DemoAttachment[] {
  return papers
    .filter(([material]) => material === null || !without.includes(material))
    .map(([material, paper, form = 'pdf']) => ({ paper, material, form: forms[material ?? ''] ?? form }));
}

export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** So many days later, moved to Monday where that is a weekend. */
function weekdayAfter(date: string, days: number): string {
  const later = addDays(date, days);
  const weekday = new Date(`${later}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(later, 2) : weekday === 0 ? addDays(later, 1) : later;
}
