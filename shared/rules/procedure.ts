import type { CompiledProgramme } from './compileProgramme.ts';
import type { IsoDate } from './dates.ts';
import { type Due, dueDate, formatPeriod, periodEnd } from './deadlines.ts';
import { sentenceOf } from './explain.ts';
import type { Truth } from './kleene.ts';
import { evaluate, type Scope, type Trace } from './trace.ts';
import type { WorkCalendar } from './workCalendar.ts';

export interface StepResult {
  id: string;
  title: string;
  wording: string | null;
  cite: string[];
  actor: { unit: string; role?: string | undefined };
  /** Does the step apply to this case? */
  applies: Truth;
  /** The day it was done, where given. */
  doneOn: IsoDate | null;
  due: Due | null;
  /** Last day of the public notice that follows the step. */
  notice: (Due & { period: string }) | null;
}

export interface MaterialResult {
  id: string;
  name: string;
  kind: string | null;
  wording: string | null;
  cite: string[];
  needed: Truth;
  optional: boolean;
  copies: number | null;
  form: string | null;
  evidences: string[];
  /** Why it is (not) asked for; null where it always is. */
  sentence: string | null;
}

const belongs = (part: { tracks?: string[] | undefined }, track: string | null): boolean =>
  part.tracks === undefined || track === null || part.tracks.includes(track);

type Material = CompiledProgramme['definition']['materials'][number];

/** Materials of the track (null: of all tracks), with what decides whether each is asked for; null where it always is. */
export function materialTraces(
  programme: CompiledProgramme,
  track: string | null,
  scope: Scope,
): { material: Material; needed: Truth; trace: Trace | null }[] {
  return programme.definition.materials
    .filter((one) => belongs(one, track))
    .map((material) => {
      const when = programme.whens.get(`material:${material.id}`);
      const trace = when === undefined ? null : evaluate(when, scope);
      return { material, needed: trace === null ? 'true' : trace.truth, trace };
    });
}

/** Materials of the track (null: of all tracks) with their when-conditions evaluated. */
export function materialResults(programme: CompiledProgramme, track: string | null, scope: Scope): MaterialResult[] {
  return materialTraces(programme, track, scope).map(({ material, needed, trace }) => ({
    id: material.id,
    name: material.name,
    kind: material.kind ?? null,
    wording: material.wording ?? null,
    cite: material.cite,
    needed,
    optional: material.optional ?? false,
    copies: material.copies ?? null,
    form: material.form ?? null,
    evidences: material.evidences,
    sentence: trace === null ? null : sentenceOf(trace, scope, programme.vocabulary),
  }));
}

/**
 * Steps of the track in order, with due dates from what is known to have happened. `dates` holds days by step id or event; the end of a
 * public notice becomes the event `noticeEnd` of the steps after it unless it is given.
 */
export function stepResults(
  programme: CompiledProgramme,
  track: string | null,
  scope: Scope,
  given: Readonly<Record<string, IsoDate>>,
  on: IsoDate,
  calendar: WorkCalendar,
): StepResult[] {
  const titles = Object.fromEntries(programme.definition.procedure.map((one) => [one.id, one.title]));
  const dates: Record<string, IsoDate> = { submitted: on, ...given };
  return programme.definition.procedure
    .filter((one) => belongs(one, track))
    .map((one) => {
      const when = programme.whens.get(`step:${one.id}`);
      const due = one.deadline === undefined ? null : dueDate(one.deadline, dates, on, calendar, titles);
      const notice =
        one.publicNotice === undefined ? null : noticeEnd(one.publicNotice, one.title, dates[one.id], calendar);
      if (notice?.state === 'due' && given.noticeEnd === undefined) dates.noticeEnd = notice.date;
      return {
        id: one.id,
        title: one.title,
        wording: one.wording ?? null,
        cite: one.cite,
        actor: one.actor,
        applies: when === undefined ? 'true' : evaluate(when, scope).truth,
        doneOn: dates[one.id] ?? null,
        due,
        notice,
      };
    });
}

function noticeEnd(
  notice: { n: number; unit: 'workingDay' | 'day'; atLeast?: boolean | undefined },
  title: string,
  start: IsoDate | undefined,
  calendar: WorkCalendar,
): Due & { period: string } {
  const period = `公示${notice.atLeast === true ? '不少于' : ''} ${formatPeriod(notice)}`;
  if (start === undefined)
    return { state: 'needsDate', event: title, sentence: `尚未登记“${title}”的日期，${period}`, period };
  return { ...periodEnd(calendar, start, notice), period };
}
