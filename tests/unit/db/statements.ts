import Sqlite from 'better-sqlite3';

/**
 * Calls `hook` before every statement the runner of migrations gives to SQLite (from its look at the history on), with its number
 * from 1. Returns the way back.
 */
export function beforeEveryStatement(hook: (statement: number) => void): () => void {
  const connection = Sqlite.prototype as unknown as Sqlite.Database;
  const { exec, prepare, pragma } = connection;
  let statements = 0;
  const hooked = <A extends unknown[], R>(method: (...args: A) => R) =>
    function (this: unknown, ...args: A): R {
      if (statements > 0 || String(args[0]).includes('schema_history')) hook(++statements);
      return method.apply(this, args);
    };
  Object.assign(connection, { exec: hooked(exec), prepare: hooked(prepare), pragma: hooked(pragma) });
  return () => {
    Object.assign(connection, { exec, prepare, pragma });
  };
}
