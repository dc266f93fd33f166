import type { ReadableDb } from '#db/database.ts';

/** Names of all tables that hold data. */
export function tablesOf(db: ReadableDb): string[] {
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
  return db
    .reads<{ name: string }>(sql)
    .all()
    .map(({ name }) => name);
}
