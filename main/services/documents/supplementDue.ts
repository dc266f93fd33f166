import { documentSettingsOf } from '#db/queries/documentNumbers.ts';
import { addWorkingDays } from '#shared/rules/workCalendar.ts';
import { officeDay, type Rules } from '../policies/rules.ts';
import { openCase } from '../review/checklist.ts';
import { periodOf } from '../review/supplement.ts';
import type { Session } from '../session.ts';

export interface ProposedDay {
  /** `null`: people fix it. */
  dueOn: string | null;
  /** Where the day comes from, or why there is none. */
  sentence: string;
}

/**
 * The last day a 补正通知书 of today should name: the signed one, else the programme's period, else the workspace's, counted in working days
 * from the day after. Refuses CASE_UNKNOWN.
 */
export function supplementDay(session: Session, rules: Rules, caseId: string, signed: string | null): ProposedDay {
  if (signed !== null) return { dueOn: signed, sentence: '签署的补正清单所定' };
  const open = openCase(session, rules.ofCase(caseId), caseId);
  const programme = periodOf(open);
  const days = programme ?? documentSettingsOf(session.db.read).supplementDays;
  if (days === null) return { dueOn: null, sentence: '政策和设置都没有规定补正期限，请人工核定' };
  const end = addWorkingDays(rules.current().calendar, officeDay(session), days);
  const source = programme === null ? '按设置的补正期限' : '按办理程序的补正期限';
  const counted = `${source}，自通知次日起 ${days} 个工作日`;
  return 'date' in end
    ? { dueOn: end.date, sentence: counted }
    : { dueOn: null, sentence: `${counted}；工作日历没有收录，请人工核定` };
}
