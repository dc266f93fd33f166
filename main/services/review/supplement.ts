import type { ChecklistItem } from '#shared/api/review.ts';
import { type CaseResult, REASONS, type SupplementList } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { addWorkingDays } from '#shared/rules/workCalendar.ts';
import { officeDay } from '../policies/rules.ts';
import type { Session } from '../session.ts';
import type { OpenCase } from './checklist.ts';

/** Until when: so many working days from today, or a day somebody fixed. */
export type SupplementDue = Pick<SupplementList, 'workingDays' | 'dueOn'>;

const NOT_FIXED: SupplementDue = { workingDays: null, dueOn: null };

/** What is asked for an item: the official's note, else what its reason means for it. */
function askOf({ title, group, note, verdict }: ChecklistItem): string {
  if (note.trim() !== '') return note.trim();
  const why = verdict?.reason && verdict.reason !== 'other' ? `（${REASONS[verdict.reason]}）` : '';
  return group === 'material' ? `请补交或更正“${title}”${why}` : `请就“${title}”补充说明或证明材料${why}`;
}

export const supplementItems = (items: readonly ChecklistItem[]): SupplementList['items'] =>
  items
    .filter((item) => item.verdict?.verdict === 'supplement')
    .map((item) => ({ itemId: item.itemId, title: item.title, ask: askOf(item) }));

/** The programme's own period for 补正, as a step of its procedure may fix it. */
export function periodOf({ evaluated }: OpenCase): number | null {
  const step = evaluated.programme.definition.procedure.find(({ id, title }) => /补正/.test(`${id} ${title}`));
  const within = step?.deadline?.within;
  return within?.unit === 'workingDay' ? within.n : null;
}

/** How the programme fixes the day, in a sentence. */
export function supplementNote(open: OpenCase): string {
  const days = periodOf(open);
  return days === null ? '政策文件没有规定补正期限，需人工核定' : `按办理程序，补正期限为自通知次日起 ${days} 个工作日`;
}

/** The day the period ends; `null` where nobody fixed one, or the calendar does not reach. */
function dueOf(session: Session, { calendar }: Catalogue, { workingDays, dueOn }: SupplementDue): SupplementDue {
  if (workingDays === null) return { workingDays, dueOn };
  const end = addWorkingDays(calendar, officeDay(session), workingDays);
  return { workingDays, dueOn: 'date' in end ? end.date : dueOn };
}

/** 补正清单 as the verdicts stand; a day fixed before is kept. `null` where nothing is to be supplied. */
export function supplementOf(
  session: Session,
  catalogue: Catalogue,
  open: OpenCase,
  due?: SupplementDue,
): SupplementList | null {
  const items = supplementItems(open.items);
  if (items.length === 0) return null;
  const saved = open.row.result ? (JSON.parse(open.row.result) as CaseResult).supplement : null;
  if (!due && saved) return { ...saved, items };
  const days = periodOf(open);
  const asked = due ?? (days === null ? NOT_FIXED : { workingDays: days, dueOn: null });
  return { askedOn: officeDay(session), ...dueOf(session, catalogue, asked), items };
}
