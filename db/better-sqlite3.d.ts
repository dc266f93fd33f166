/**
 * The part of better-sqlite3-multiple-ciphers this folder uses. The package ships its own declarations, but its `exports` field hides
 * them from TypeScript.
 */
declare module 'better-sqlite3' {
  namespace Database {
    interface Options {
      readonly?: boolean;
      fileMustExist?: boolean;
      /** Milliseconds to wait for a lock. */
      timeout?: number;
    }
    interface RunResult {
      changes: number;
      lastInsertRowid: number | bigint;
    }
    interface Statement {
      readonly readonly: boolean;
      run(...values: unknown[]): RunResult;
      get(...values: unknown[]): unknown;
      all(...values: unknown[]): unknown[];
      /** Rows as arrays from now on. */
      raw(): Statement;
    }
    interface Transaction<A extends unknown[], R> {
      (...values: A): R;
      immediate(...values: A): R;
      exclusive(...values: A): R;
    }
    interface Database {
      readonly name: string;
      readonly open: boolean;
      readonly inTransaction: boolean;
      prepare(sql: string): Statement;
      exec(sql: string): this;
      pragma(source: string, options?: { simple?: boolean }): unknown;
      /** Sets the key of the main database; SQLite's result code. `raw:` + 32 bytes bypasses key derivation. */
      key(key: Buffer): number;
      transaction<A extends unknown[], R>(work: (...values: A) => R): Transaction<A, R>;
      close(): this;
    }
    class SqliteError extends Error {
      code: string;
    }
  }
  interface Database extends Database.Database {}
  class Database {
    constructor(path: string, options?: Database.Options);
  }
  export = Database;
}
