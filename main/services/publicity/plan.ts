import type { CaseListRow } from '#db/queries/cases.ts';
import { summaryParts } from '#db/queries/documents.ts';
import { openNoticeOf } from '#db/queries/publicity.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import type { IsoDate } from '#shared/rules/dates.ts';
import { type Due, formatPeriod, periodEnd } from '#shared/rules/deadlines.ts';
import { isLocked } from '../review/checklist.ts';
import type { Session } from '../session.ts';

export interface RequiredPeriod {
  n: number;
  unit: 'workingDay' | 'day';
  programmeName: string;
}

/** Why a case cannot be made public now; `null` when it can. */
export function entryObstacle(session: Session, row: CaseListRow): string | null {
  const { read } = session.db;
  if (!isLocked(row.state)) return '还没有签署';
  const [part] = summaryParts(read, [row.caseId]);
  if (part?.result?.decision !== 'recommend') return '的结论不是推荐';
  const title = openNoticeOf(read, row.caseId, row.version);
  return title === undefined ? null : `已列入公示“${title}”`;
}

/** A week has five working days: good enough to tell which of two periods is longer. */
const length = ({ n, unit }: RequiredPeriod): number => (unit === 'workingDay' ? (n * 7) / 5 : n);

/** The longest public notice that one of the programmes asks for after any of its steps. */
export function requiredPeriod(catalogue: Catalogue, rows: readonly CaseListRow[]): RequiredPeriod | null {
  let longest: RequiredPeriod | null = null;
  const seen = new Set<string>();
  for (const { programme, appliedOn, track } of rows) {
    const key = `${programme} ${appliedOn} ${track}`;
    if (seen.has(key) || !catalogue.programmes.some((one) => one.definition.id === programme)) continue;
    seen.add(key);
    const { definition } = rulesInForce(catalogue, programme, appliedOn).programme;
    for (const { publicNotice, tracks } of definition.procedure) {
      if (!publicNotice || (tracks && track !== null && !tracks.includes(track))) continue;
      const period = { n: publicNotice.n, unit: publicNotice.unit, programmeName: definition.name };
      if (longest === null || length(period) > length(longest)) longest = period;
    }
  }
  return longest;
}

/** The last day of a notice put up on `startsOn`; that day is not counted. */
export function noticeEnd(
  catalogue: Catalogue,
  startsOn: IsoDate,
  days: number,
  unit: RequiredPeriod['unit'],
): { endsOn: IsoDate | null; period: string; sentence: string } {
  const end: Due = periodEnd(catalogue.calendar, startsOn, { n: days, unit });
  const period = formatPeriod({ n: days, unit });
  return { endsOn: end.state === 'due' ? end.date : null, period, sentence: end.sentence };
}
