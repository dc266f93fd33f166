import type { ReadableDb, WritableDb } from '#db/database.ts';
import { caseChangesText } from '#db/queries/cases.ts';
import { areChangesAway } from '#db/queries/changesAway.ts';
import type { ChangesView } from '#shared/api/review.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { CaseChanges } from '#shared/domain/caseChanges.ts';
import type { FactJson } from '#shared/domain/caseRecord.ts';
import type { Session } from '../session.ts';
import type { OpenCase } from './checklist.ts';
import { sayFact } from './observed.ts';

const FIELD_TITLES: Record<CaseChanges['fields'][number], string> = {
  programme: '申报项目',
  track: '申报类别',
  appliedOn: '申报日期',
  applicant: '申请人资料',
  district: '区县',
  step: '办理步骤',
  dueOn: '办理期限',
};

/** What a newer version brought since the case was last signed; `null` when none came. */
export function storedChanges(db: ReadableDb, caseId: string): CaseChanges | null {
  const stored = caseChangesText(db, caseId);
  return stored === undefined ? null : (JSON.parse(stored) as CaseChanges);
}

export function putChanges(tx: WritableDb, caseId: string, changes: CaseChanges): void {
  tx.writes('INSERT OR REPLACE INTO case_changes VALUES (?, ?)').run(caseId, canonicalJson(changes));
}

/** The same in words, for whoever opens the case. */
export function changesOf(session: Session, open: OpenCase): ChangesView | null {
  const changes = storedChanges(session.db.read, open.row.caseId);
  if (!changes) return null;
  const { vocabulary } = open.evaluated.programme;
  const say = (key: string, value: FactJson | null) =>
    value === null ? '未填报' : (sayFact(vocabulary, key, value) ?? '不再使用');
  const label = (key: string) => vocabulary.facts.get(key)?.label ?? key;
  return {
    files: changes.files,
    facts: changes.facts.map(({ key, before, after }) => ({
      label: label(key),
      before: say(key, before),
      after: say(key, after),
    })),
    fields: changes.fields.map((field) => FIELD_TITLES[field]),
    items: changes.touched.items,
    observed: changes.touched.facts.map(label),
    pending: changes.pending,
    away: areChangesAway(session.db.read, session.person.personId, open.row.caseId),
  };
}
