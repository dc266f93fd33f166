import path from 'node:path';
import { personNames } from '#db/queries/review.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { Rules } from '../policies/rules.ts';
import type { Session } from '../session.ts';
import type { TaskList } from '../tasks.ts';
import { checkJournal, writeProof } from './check.ts';
import { createJournalList } from './list.ts';

export interface JournalContext {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  tasks: TaskList;
}

export function journalHandlers({ session, rules, clock, tasks }: JournalContext): Handlers['journal'] {
  const list = createJournalList(rules);
  return {
    list: ({ filter, offset, limit }) => list(session(), filter, offset, limit),
    persons: () => ({
      persons: [...personNames(session().db.read)].map(([value, label]) => ({ value, label })),
    }),
    check: () => {
      const current = session();
      return tasks.start('check', '审核记录', async (report, signal) => ({
        journalReport: await checkJournal(current, { report, signal, now: clock.now() }),
      }));
    },
    saveProof: ({ path: file }) => {
      const current = session();
      return tasks.start('check', path.basename(file), async (report, signal) => ({
        journalReport: await writeProof(current, file, { report, signal, now: clock.now() }),
      }));
    },
  };
}
