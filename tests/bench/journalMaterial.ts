/** A workspace whose journal has a million entries, each recorded as the product records it. */
import { localDay } from '#main/services/cases/caseRows.ts';
import type { EventInput } from '#shared/domain/events.ts';
import { fillWorkspace } from '#tests/support/manyCases.ts';
import type { BenchContext } from './bench.ts';
import { type BenchDesk, benchCatalogue, openDesk } from './queueMaterial.ts';

export const ENTRIES = 1_000_000;
/** Every case that came in is an entry as well. */
const CASES = 10_000;
/** People work on one case for a while. */
const STRETCH = 20;
const PER_TRANSACTION = 5_000;

/** A reviewer's events on one case: mostly pages looked at, some verdicts, some notes. */
function eventOn(caseId: string, itemIds: readonly string[], n: number): EventInput {
  const itemId = itemIds[n % itemIds.length]!;
  if (n % 8 < 5) {
    return {
      type: 'page.viewed',
      payload: { caseId, attachmentId: `${caseId}.1`, pages: [{ page: n % 5, ms: 1500 + (n % 97) }] },
    };
  }
  if (n % 8 < 7) {
    const verdict = n % 3 === 0 ? ('doubt' as const) : ('pass' as const);
    const rulesHash = benchCatalogue.hash;
    return { type: 'verdict.set', payload: { caseId, itemId, verdict, reason: null, note: '', rulesHash } };
  }
  return { type: 'note.set', payload: { caseId, itemId, note: `核对第 ${n} 次` } };
}

let made: Promise<BenchDesk> | null = null;

export function longJournal(context: BenchContext): Promise<BenchDesk> {
  made ??= fill(context);
  return made;
}

async function fill(context: BenchContext): Promise<BenchDesk> {
  const began = performance.now();
  const desk = await openDesk(context, 'journal');
  const { api, session } = desk;
  fillWorkspace(session, benchCatalogue, CASES, localDay(Date.now()));
  const sort = { by: 'number', descending: false } as const;
  const ids: string[] = [];
  for (let offset = 0; offset < CASES; offset += 200) {
    const { rows } = await api.cases.list({ filter: {}, sort, offset, limit: 200 });
    ids.push(...rows.map(({ caseId }) => caseId));
  }
  const items = new Map<string, string[]>();
  const itemsOf = async (caseId: string, programme: string): Promise<string[]> => {
    const known = items.get(programme);
    if (known) return known;
    const found = (await api.review.checklist({ caseId })).items.map(({ itemId }) => itemId);
    items.set(programme, found);
    return found;
  };
  const programmes = session.db.read.reads<{ caseId: string; programme: string }>(
    'SELECT case_id caseId, programme FROM cases',
  );
  const programmeOf = new Map(programmes.all().map((row) => [row.caseId, row.programme]));
  for (const caseId of ids) await itemsOf(caseId, programmeOf.get(caseId)!);
  const { actor, journal, db } = session;
  const stored = () => db.read.reads<{ n: number }>('SELECT max(rowid) n FROM journal').get()!.n;
  for (let n = stored(); n < ENTRIES; ) {
    const until = Math.min(ENTRIES, n + PER_TRANSACTION);
    db.write((tx) => {
      for (; n < until; n++) {
        const caseId = ids[Math.floor(n / STRETCH) % ids.length]!;
        journal.record(tx, { ...eventOn(caseId, items.get(programmeOf.get(caseId)!)!, n), actor });
      }
    });
  }
  context.log(`${stored()} entries recorded in ${Math.round(performance.now() - began)} ms`);
  return desk;
}
