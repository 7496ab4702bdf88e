import type { DatabaseSync } from 'node:sqlite';

/** What is remembered of the app: nothing of it is a secret. */
export interface RememberedApp {
  readonly clientId: string;
  readonly redirectUri: string;
}

/** The app of the last login at an origin, in the database of the data folder. Its secret is never kept. */
export interface AppMemory {
  readonly get: () => RememberedApp | undefined;
  readonly set: (app: RememberedApp) => void;
}

/** Opens what is remembered of the app of an origin. */
export function rememberApps(database: DatabaseSync, origin: string): AppMemory {
  database.exec(
    'CREATE TABLE IF NOT EXISTS apps (origin TEXT PRIMARY KEY, client_id TEXT NOT NULL, redirect_uri TEXT NOT NULL)',
  );
  const select = database.prepare('SELECT client_id, redirect_uri FROM apps WHERE origin = ?');
  const upsert = database.prepare(
    `INSERT INTO apps (origin, client_id, redirect_uri) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET client_id = excluded.client_id, redirect_uri = excluded.redirect_uri`,
  );
  return Object.freeze({
    get: () => {
      const row = select.get(origin);
      return row && { clientId: String(row['client_id']), redirectUri: String(row['redirect_uri']) };
    },
    set: ({ clientId, redirectUri }: RememberedApp) => {
      upsert.run(origin, clientId, redirectUri);
    },
  });
}
