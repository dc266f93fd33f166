import {
  type BatchRow,
  bundlesOfBatch,
  caseBatches,
  casesOfBatch,
  eventsOfCase,
  mayBeDue,
  openPublicityOf,
  otherCaseIn,
  recommendedIn,
  retentionYears,
  secondsOf,
} from '#db/queries/privacy.ts';
import { acknowledgedSeq } from '#db/queries/transfer.ts';
import type { RetentionBatch } from '#shared/api/privacy.ts';
import { ERASED_ACCESS_TYPES, ERASED_TYPES, RETENTION_YEARS } from '#shared/domain/privacyEvents.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import { type IsoDate, moveDate } from '#shared/rules/dates.ts';
import { lastObligation } from '#shared/rules/obligation.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Session } from '../session.ts';

export interface Obstacle {
  reason: string;
  advice: string;
}

export const yearsOf = (session: Session): number => retentionYears(session.db.read) ?? RETENTION_YEARS.usual;

/** Last day the cases of a batch are kept: as somebody decided, else the default after the last ack; `null` before it. */
export function keptUntil(row: BatchRow, years: number): IsoDate | null {
  if (row.until !== null) return row.until;
  if (row.acknowledgedAt === null || row.acknowledged < row.cases) return null;
  return moveDate(localDay(Date.parse(row.acknowledgedAt)), { years });
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

/** Batches whose time has come, for the reminder; nothing is counted while none can be due. `today`: trusted day. */
export function dueBatches(
  { db: { read } }: Session,
  years: number,
  today: IsoDate,
): { batches: number; cases: number } {
  if (!mayBeDue(read, today, moveDate(today, { years: -years, days: 1 }))) return { batches: 0, cases: 0 };
  const due = caseBatches(read).filter((row) => {
    const until = keptUntil(row, years);
    return row.vaultId !== null && row.cases > 0 && row.acknowledged === row.cases && until !== null && until < today;
  });
  return { batches: due.length, cases: due.reduce((sum, { cases }) => sum + cases, 0) };
}

/**
 * What the programmes' duties ask for: the default years, counted from the last instalment or assessment instead of the ack. `null` where
 * no recommended case of the batch has anything to come.
 */
function createProposals({ db: { read } }: Session, catalogue: Catalogue, years: number) {
  const byBundle = Map.groupBy(recommendedIn(read), ({ bundleId }) => bundleId);
  return ({ bundleId, acknowledgedAt, acknowledged, cases }: BatchRow): RetentionBatch['proposal'] => {
    let last: { months: number; words: string } | null = null;
    for (const { programme, track, appliedOn } of byBundle.get(bundleId) ?? []) {
      const { definition } = rulesInForce(catalogue, programme, appliedOn).programme;
      const found = lastObligation(definition, track);
      if (found && (last === null || found.months > last.months)) {
        last = { months: found.months, words: `“${definition.name}”的${found.title}` };
      }
    }
    if (last === null) return null;
    const { months, words } = last;
    const length = months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`;
    const start = acknowledgedAt !== null && acknowledged === cases ? localDay(Date.parse(acknowledgedAt)) : null;
    return {
      until: start === null ? null : moveDate(start, { years, months }),
      why: `${words}在办结后 ${length}；自其后再保存 ${years} 年`,
    };
  };
}

export function retentionBatches(session: Session, catalogue: Catalogue, today: IsoDate): RetentionBatch[] {
  const years = yearsOf(session);
  const proposal = createProposals(session, catalogue, years);
  return caseBatches(session.db.read).map((row): RetentionBatch => {
    const { bundleId, file, receivedAt, cases, acknowledged, reason, erasedAt } = row;
    return {
      ...{ bundleId, file, receivedAt, cases, acknowledged, setReason: reason, erasedAt },
      keptUntil: keptUntil(row, years),
      proposal: erasedAt === null ? proposal(row) : null,
      obstacle: eraseObstacle(session, row, years, today)?.reason ?? null,
    };
  });
}
