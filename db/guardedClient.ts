/// <reference path="./better-sqlite3.d.ts" />
import type Sqlite from 'better-sqlite3';
import { refusing, toRefusal } from './sqliteErrors.ts';

function guardedStatement(statement: Sqlite.Statement, path: string, settle: () => void): Sqlite.Statement {
  const guard =
    <R>(method: (...values: unknown[]) => R) =>
    (...values: unknown[]): R => {
      settle();
      try {
        return method.apply(statement, values);
      } catch (error) {
        throw toRefusal(error, path);
      }
    };
  return {
    readonly: statement.readonly,
    run: guard(statement.run),
    get: guard(statement.get),
    all: guard(statement.all),
    raw: () => guardedStatement(statement.raw(), path, settle),
  };
}

/**
 * The connection as drizzle and the statement cache use it: a damaged page or a full disk is a refusal wherever it is met. `settle` is
 * called before every statement.
 */
export function guardedClient(connection: Sqlite.Database, settle: () => void): Sqlite.Database {
  const { name } = connection;
  return Object.assign(Object.create(connection) as Sqlite.Database, {
    prepare: (sql: string) =>
      guardedStatement(
        refusing(name, () => connection.prepare(sql)),
        name,
        settle,
      ),
  });
}
