/// <reference path="./better-sqlite3.d.ts" />
import type Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { guardedClient } from './guardedClient.ts';
import { createSlices } from './slices.ts';
import { refusing } from './sqliteErrors.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

type Orm = BetterSQLite3Database<Record<string, never>>;
type Value = string | number | bigint | Buffer | null;
/** Bound values of a statement, in order of its question marks. */
export type Values = Value[];

/** A prepared statement of a hot path that only reads; kept for the life of the connection. */
interface ReadStatement<Row> {
  get(...values: Values): Row | undefined;
  all(...values: Values): Row[];
}

interface WriteStatement {
  /** Number of rows changed. */
  run(...values: Values): number;
}

/** What may read. Queries take this, so that a screen's question can never change a row. */
export type ReadableDb = Pick<Orm, 'select' | 'selectDistinct' | '$count'> & {
  readonly [readable]: true;
  /** The statement for `sql`, prepared once. `Row` is the caller's promise about its columns. */
  reads<Row>(sql: string): ReadStatement<Row>;
};

/** What may write. It exists only inside `WorkspaceDatabase.write`, so every change is part of a transaction. */
export type WritableDb = ReadableDb &
  Pick<Orm, 'insert' | 'update' | 'delete'> & {
    readonly [writable]: true;
    writes(sql: string): WriteStatement;
  };

/** An open workspace.db. There is one connection; `read` and the transactions of `write` share it. */
export interface WorkspaceDatabase {
  readonly path: string;
  readonly read: ReadableDb;
  /**
   * Runs `work` in one transaction and returns after COMMIT is on the disk; an exception undoes everything. Not for promises.
   * Inside another `write` it is a savepoint.
   */
  write<T>(work: (tx: WritableDb) => T): T;
  /**
   * As `write`, for work of seconds: it yields wherever it may be interrupted, and in between others get their turn by `pause`, whose
   * refusal undoes everything. Who needs the database meanwhile has the work finished first and waits for that: nobody sees half of it.
   */
  writeInSlices<T>(work: (tx: WritableDb) => Generator<unknown, T>, pause: () => Promise<void>): Promise<T>;
  /** Resolves when no `writeInSlices` is under way; `null` when none is. Waiting for it lets the others get their turn. */
  busy(): Promise<void> | null;
  /** Bare connection for migrations, backup and checks inside db/. */
  readonly connection: Sqlite.Database;
  close(): void;
}

/** Wraps a connection that is open, keyed and migrated. */
export function wrapConnection(connection: Sqlite.Database): WorkspaceDatabase {
  const path = connection.name;
  const slices = createSlices(connection);
  const client = guardedClient(connection, slices.settle);
  const statements = new Map<string, Sqlite.Statement>();
  const prepared = (sql: string): Sqlite.Statement => {
    const known = statements.get(sql) ?? client.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const reads = (sql: string) => {
    const statement = prepared(sql);
    if (!statement.readonly) throw new TypeError(`not a reading statement: ${sql}`);
    return statement;
  };
  const writers = new Map<string, WriteStatement>();
  const writes = (sql: string): WriteStatement => {
    const known = writers.get(sql);
    if (known) return known;
    const statement = prepared(sql);
    const made: WriteStatement = { run: (...values) => statement.run(...values).changes };
    writers.set(sql, made);
    return made;
  };
  const db = Object.assign(drizzle(client), { reads, writes }) as unknown as WritableDb;
  const inTransaction = connection.transaction((work: (tx: WritableDb) => unknown) => work(db));
  return {
    path,
    read: db,
    get connection() {
      slices.settle();
      return connection;
    },
    write: <T>(work: (tx: WritableDb) => T): T => {
      slices.settle();
      return refusing(path, () => inTransaction.immediate(work) as T);
    },
    writeInSlices: (work, pause) => slices.run(() => work(db), pause),
    busy: slices.busy,
    close: () => {
      slices.settle();
      connection.close();
    },
  };
}
