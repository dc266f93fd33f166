import { getTableName, type Table } from 'drizzle-orm';
import type { EventType } from '#shared/domain/events.ts';
import type { StoredEvent } from '#shared/domain/journal.ts';
import type { WorkspaceDatabase, WritableDb } from './database.ts';
import { eventOf, heads, readRange } from './journal.ts';

type Handlers = { [T in EventType]?: (tx: WritableDb, event: StoredEvent<T>) => void };

/** Tables that follow from the journal alone, and what each event type changes in them. */
export interface Projection {
  tables: readonly Table[];
  on: Handlers;
}

/**
 * Defines a projection. A handler may read and write only the projection's own `tables`, and depends on nothing but the event: no
 * clock, no random id, no other table. Whatever it needs stands in the payload.
 */
export function defineProjection(tables: readonly Table[], on: Handlers): Projection {
  return { tables, on };
}

export interface Projections {
  readonly tables: readonly string[];
  apply(tx: WritableDb, event: StoredEvent<EventType>): void;
}

/** Joins projections in the given order. Two of them never own the same table. */
export function createProjections(list: readonly Projection[]): Projections {
  const tables = list.flatMap((projection) => projection.tables.map((table) => getTableName(table)));
  if (new Set(tables).size !== tables.length) throw new TypeError('a table belongs to two projections');
  return {
    tables,
    apply: (tx, event) => {
      for (const projection of list) {
        const handler = projection.on[event.type] as
          | ((tx: WritableDb, event: StoredEvent<EventType>) => void)
          | undefined;
        handler?.(tx, event);
      }
    },
  };
}

/**
 * Empties the projections' tables and fills them again from the journal, in one transaction. Streams follow each other in the order
 * of their ids, which is the order of their creation: a later stream only begins when an earlier one has ended.
 */
export function rebuildProjections(db: WorkspaceDatabase, projections: Projections): void {
  db.write((tx) => {
    tx.writes('PRAGMA defer_foreign_keys = ON').run();
    for (const table of projections.tables) tx.writes(`DELETE FROM "${table}"`).run();
    for (const { stream } of heads(tx)) {
      for (const entry of readRange(tx, stream, 1)) {
        const event = eventOf(entry);
        // What an erased payload had done was undone by the erasure, which stands later in the journal.
        if (event) projections.apply(tx, event);
      }
    }
  });
}
