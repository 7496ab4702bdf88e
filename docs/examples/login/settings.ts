import { type App, createClient, type HttpOptions, loadApp } from 'threads-sdk';

/** What the site needs to know. */
export interface Settings {
  readonly app: App;
  /** Where the Threads API is, and how to talk to it. */
  readonly http: HttpOptions;
  /** What `createSealingKey` made; the first seals, the others still open. */
  readonly sealingKeys: readonly string[];
  /** Deletes what is kept about a user, by their Threads id. */
  readonly forget: (userId: string) => Promise<void>;
  /** Hears what went wrong. Errors of the SDK hold no secrets. */
  readonly log: (error: unknown) => void;
}

/**
 * Reads `THREADS_APP_ID`, `THREADS_API_SECRET`, `THREADS_REDIRECT_URI` and `SESSION_KEYS` (separated by commas, newest
 * first); `THREADS_EMULATOR` is the address of a local Threads API to talk to instead of Meta's.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { SESSION_KEYS: keys, THREADS_EMULATOR: emulator } = env;
  if (!keys) throw new Error('SESSION_KEYS is missing: createSealingKey() makes one.');
  const http = emulator ? { baseUrl: emulator, allowInsecure: true } : {};
  return {
    app: {
      ...loadApp(env),
      client: createClient(http),
      ...(emulator && { authorizationUrl: `${emulator}/oauth/authorize`, allowInsecure: true }),
    },
    http,
    sealingKeys: keys.split(','),
    forget: async () => {}, // all that this site keeps is the cookie, which is worth nothing once the token is dead
    log: console.error,
  };
}
