import { DatabaseSync } from 'node:sqlite';

/** A storage adapter for Keyv on a real SQLite file, as the adapters of its family are built. */
export interface SqliteAdapter {
  readonly opts: { readonly dialect: 'sqlite'; readonly url: string };
  namespace?: string | undefined;
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<boolean>;
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
  iterator(namespace?: string): AsyncGenerator<[string, string]>;
}

/** Opens the file; `database` is for looking behind the adapter. */
export function openSqlite(file: string): {
  readonly adapter: SqliteAdapter;
  readonly database: DatabaseSync;
} {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA synchronous = OFF'); // no test pulls the plug
  database.exec('CREATE TABLE IF NOT EXISTS keyv (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  const adapter: SqliteAdapter = {
    opts: { dialect: 'sqlite', url: `sqlite://${file}` },
    get: async (key) => {
      const value = database.prepare('SELECT value FROM keyv WHERE key = ?').get(key)?.['value'];
      return typeof value === 'string' ? value : undefined;
    },
    set: async (key, value) => {
      database.prepare('INSERT OR REPLACE INTO keyv (key, value) VALUES (?, ?)').run(key, value);
      return true;
    },
    delete: async (key) => database.prepare('DELETE FROM keyv WHERE key = ?').run(key).changes > 0,
    clear: async () => database.exec('DELETE FROM keyv'),
    iterator: async function* (namespace) {
      const rows = database.prepare('SELECT key, value FROM keyv ORDER BY key').all();
      for (const { key, value } of rows) {
        if (namespace === undefined || String(key).startsWith(`${namespace}:`)) {
          yield [String(key), String(value)];
        }
      }
    },
  };
  return { adapter, database };
}
