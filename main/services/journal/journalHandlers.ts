import path from 'node:path';
import { lastCheck } from '#db/queries/journal.ts';
import { personNames } from '#db/queries/review.ts';
import { writeTable } from '#main/documents/table.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { JournalFilter, JournalRow } from '#shared/api/journal.ts';
import type { JournalReport } from '#shared/api/transfer.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventPayload } from '#shared/domain/events.ts';
import type { Role } from '#shared/domain/person.ts';
import type { Rules } from '../policies/rules.ts';
import { recordSaved } from '../privacy/recordSaved.ts';
import { hiddenFrom, redact } from '../second/blind.ts';
import { requireOpen, requireRole, type Session } from '../session.ts';
import type { TaskList } from '../tasks.ts';
import { checkJournal, writeProof } from './check.ts';
import { createJournalList } from './list.ts';
import { journalTable } from './table.ts';

export interface JournalContext {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  tasks: TaskList;
  changed: () => void;
}

/** Who answers for others' work, or for their own. */
const SAVERS: readonly Role[] = ['reviewer', 'approver', 'secretary', 'inspector'];
/** Rows a table holds, and rows read at once. */
const MAX_ROWS = 20_000;
const PAGE = 200;

function recordChecked(session: Session, { streams, signatures }: JournalReport): void {
  const sum = (of: 'entries' | 'erased') => streams.reduce((all, one) => all + one[of], 0);
  const payload = { entries: sum('entries'), erased: sum('erased'), signatures };
  requireOpen(session);
  session.db.write((tx) => session.journal.record(tx, { type: 'journal.checked', payload, actor: session.actor }));
}

export function journalHandlers({ session, rules, clock, tasks, changed }: JournalContext): Handlers['journal'] {
  const list = createJournalList(rules);
  /** What is hidden from a blind reviewer is left out of files too. */
  const wholeList = async (current: Session, filter: JournalFilter): Promise<JournalRow[]> => {
    const { total } = await list(current, filter, 0, 1);
    if (total > MAX_ROWS) throw new Refusal('DOCUMENT_TOO_LONG', { title: '审核记录', rows: total, limit: MAX_ROWS });
    const rows: JournalRow[] = [];
    for (let offset = 0; offset < total; offset += PAGE) {
      rows.push(...(await list(current, filter, offset, PAGE)).rows);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return redact(rows, hiddenFrom(current)) as JournalRow[];
  };
  return {
    list: ({ filter, offset, limit }) => list(session(), filter, offset, limit),
    saveList: async ({ filter, path: file }) => {
      const current = session();
      requireRole(current, SAVERS, '导出审核记录');
      const rows = await wholeList(current, filter);
      await writeTable(file, journalTable(rows));
      recordSaved(current, 'journal', rows.length, file);
      changed();
      return { rows: rows.length };
    },
    lastCheck: () => {
      const { read } = session().db;
      const row = lastCheck(read);
      if (!row) return { check: null };
      const payload = JSON.parse(row.payload) as EventPayload<'journal.checked'>;
      return { check: { at: row.at, by: personNames(read).get(row.personId) ?? '未知人员', ...payload } };
    },
    persons: () => ({
      persons: [...personNames(session().db.read)].map(([value, label]) => ({ value, label })),
    }),
    check: () => {
      const current = session();
      return tasks.start('check', '审核记录', async (report, signal) => {
        const journalReport = await checkJournal(current, { report, signal, now: clock.now() });
        recordChecked(current, journalReport);
        changed();
        return { journalReport };
      });
    },
    saveProof: ({ path: file }) => {
      const current = session();
      return tasks.start('check', path.basename(file), async (report, signal) => ({
        journalReport: await writeProof(current, file, { report, signal, now: clock.now() }),
      }));
    },
  };
}
