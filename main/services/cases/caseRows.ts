import type { DueBounds } from '#db/queries/caseConditions.ts';
import type { CaseListRow } from '#db/queries/cases.ts';
import type { CaseRow, DueBucket } from '#shared/api/cases.ts';
import { districtName } from '#shared/domain/districts.ts';
import { maskApplicant } from '#shared/domain/mask.ts';
import type { Decision } from '#shared/domain/review.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import type { IsoDate } from '#shared/rules/dates.ts';
import { addWorkingDays } from '#shared/rules/workCalendar.ts';
import { workingDayCounter } from './workingDays.ts';

/** A case is due “this week” while no more than this many working days are left. */
const WEEK_WORKING_DAYS = 5;

/** The calendar day where this office is: China keeps one time zone, without summer time. */
export function localDay(now: number): IsoDate {
  return new Date(now + 8 * 3600_000).toISOString().slice(0, 10);
}

export function dueBounds(catalogue: Catalogue, now: number): DueBounds {
  const today = localDay(now);
  const end = addWorkingDays(catalogue.calendar, today, WEEK_WORKING_DAYS);
  return { today, weekEnd: 'date' in end ? end.date : localDay(now + 7 * 86_400_000) };
}

function bucketOf(row: CaseListRow, bounds: DueBounds): DueBucket {
  if (row.dueOn === null) return row.dueManual ? 'manual' : 'none';
  if (row.dueOn < bounds.today) return 'overdue';
  if (row.dueOn === bounds.today) return 'today';
  return row.dueOn <= bounds.weekEnd ? 'week' : 'later';
}

interface Names {
  programmeName: string;
  trackName: string | null;
  stepName: string;
}

/** Names as the version of the programme on the application date has them; a programme this catalogue lost keeps its number. */
function namesOf(catalogue: Catalogue, row: CaseListRow): Names {
  const known = catalogue.programmes.some((one) => one.definition.id === row.programme);
  if (!known) return { programmeName: `项目 ${row.programme}`, trackName: row.track, stepName: row.step };
  const { definition } = rulesInForce(catalogue, row.programme, row.appliedOn).programme;
  return {
    programmeName: definition.name,
    trackName: definition.tracks.find((track) => track.id === row.track)?.name ?? null,
    stepName: definition.procedure.find((step) => step.id === row.step)?.title ?? row.step,
  };
}

export function caseRowOf(catalogue: Catalogue, bounds: DueBounds, row: CaseListRow): CaseRow {
  return {
    caseId: row.caseId,
    number: row.number,
    applicant: maskApplicant({ kind: row.applicantKind, name: row.applicantName }),
    programme: row.programme,
    track: row.track,
    ...namesOf(catalogue, row),
    district: row.district,
    districtName: districtName(row.district),
    appliedOn: row.appliedOn,
    dueOn: row.dueOn,
    due: bucketOf(row, bounds),
    daysLeft: row.dueOn === null ? null : workingDayCounter(catalogue.calendar)(bounds.today, row.dueOn),
    state: row.state,
    precheck: { pass: row.precheckPass, fail: row.precheckFail, open: row.precheckOpen },
    // A replaced case may have fewer items than were decided before.
    decided: Math.min(row.decided, row.items),
    items: row.items,
    decision: row.decision as Decision | null,
    attachments: row.attachments,
    fictional: row.fictional === 1,
    assignee: row.assignee === null ? null : { personId: row.assignee, name: row.assigneeName ?? '未知人员' },
    flagged: row.flagged === 1,
  };
}
