import {
  type BatchRow,
  bundlesOfBatch,
  caseBatches,
  casesOfBatch,
  eventsOfCase,
  openPublicityOf,
  otherCaseIn,
  retentionYears,
  secondsOf,
} from '#db/queries/privacy.ts';
import { acknowledgedSeq } from '#db/queries/transfer.ts';
import type { RetentionBatch } from '#shared/api/privacy.ts';
import { ERASED_ACCESS_TYPES, ERASED_TYPES, RETENTION_YEARS } from '#shared/domain/privacyEvents.ts';
import type { IsoDate } from '#shared/rules/dates.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Session } from '../session.ts';

export interface Obstacle {
  reason: string;
  advice: string;
}

/** The same day so many years later; 29 February becomes 28. */
function yearsLater(day: IsoDate, years: number): IsoDate {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, last))).toISOString().slice(0, 10);
}

export const yearsOf = (session: Session): number => retentionYears(session.db.read) ?? RETENTION_YEARS.usual;

/** Last day the cases of a batch are kept: as somebody decided, else the default after the last ack; `null` before it. */
export function keptUntil(row: BatchRow, years: number): IsoDate | null {
  if (row.until !== null) return row.until;
  if (row.acknowledgedAt === null || row.acknowledged < row.cases) return null;
  return yearsLater(localDay(Date.parse(row.acknowledgedAt)), years);
}

/** What stands in the way of erasing a batch, the plainest thing first; `null` when nothing does. `today`: trusted day. */
export function eraseObstacle(session: Session, row: BatchRow, years: number, today: IsoDate): Obstacle | null {
  if (row.vaultId === null) return { reason: '这批案卷已经清除', advice: '无须再办' };
  if (row.cases === 0) return { reason: '这批案卷都已被后来的案卷包更新', advice: '请从后来的那一批清除' };
  const open = row.cases - row.acknowledged;
  if (open > 0) {
    return { reason: `${open} 件的审核结果还没有得到中心确认`, advice: '请先办结、回传，并导入中心回执' };
  }
  const until = keptUntil(row, years);
  if (until === null || until >= today) {
    return {
      reason: `保存期限到 ${until ?? '中心确认之后'}，还没有届满`,
      advice: '确需提前清除的，请先改定保存期限并写明原因',
    };
  }
  return contentObstacle(session, row.bundleId);
}

function contentObstacle({ db: { read } }: Session, bundleId: string): Obstacle | null {
  const other = otherCaseIn(read, bundlesOfBatch(read, bundleId), bundleId);
  if (other !== undefined) {
    return { reason: `案卷 ${other} 的材料与这批放在同一个包里`, advice: '请等那一批也可以清除时，先清除那一批' };
  }
  for (const { caseId, number } of casesOfBatch(read, bundleId)) {
    const title = openPublicityOf(read, caseId);
    if (title !== undefined) return { reason: `案卷 ${number} 正在“${title}”中公示`, advice: '请先结束公示' };
    const unknown = eventsOfCase(read, [caseId, ...secondsOf(read, caseId)]).filter(
      ({ stream, seq, type }) =>
        ERASED_TYPES.includes(type) && !ERASED_ACCESS_TYPES.includes(type) && seq > acknowledgedSeq(read, stream),
    );
    if (unknown.length > 0) {
      return {
        reason: `案卷 ${number} 有 ${unknown.length} 条审核记录还没有得到中心确认`,
        advice: '请先导出审核结果，并导入中心回执',
      };
    }
  }
  return null;
}

export function retentionBatches(session: Session, today: IsoDate): RetentionBatch[] {
  const years = yearsOf(session);
  return caseBatches(session.db.read).map((row): RetentionBatch => {
    const { bundleId, file, receivedAt, cases, acknowledged, reason, erasedAt } = row;
    return {
      ...{ bundleId, file, receivedAt, cases, acknowledged, setReason: reason, erasedAt },
      keptUntil: keptUntil(row, years),
      obstacle: eraseObstacle(session, row, years, today)?.reason ?? null,
    };
  });
}
