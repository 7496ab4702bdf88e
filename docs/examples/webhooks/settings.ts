import { createMemoryEventStore, type EventStore } from 'threads-sdk';

/** What the app needs to know. */
export interface Settings {
  /** The secret of the Threads app; the new one and the old one while it is being replaced. */
  readonly appSecret: readonly string[];
  /** The word that you entered in the dashboard. */
  readonly verifyToken: string;
  /** Where people see how far the deletion of their data is. */
  readonly origin: string;
  /** Remembers which events were handled. */
  readonly store: EventStore;
  /** Lets work go on after the answer, where the platform can. */
  readonly waitUntil?: (work: Promise<void>) => unknown;
}

// Made once, not with each request. Several processes need one that they share: createKeyvEventStore.
const store = createMemoryEventStore();

/** Reads `THREADS_API_SECRET` (or several, separated by commas), `THREADS_VERIFY_TOKEN` and `APP_ORIGIN`. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const { APP_ORIGIN = '', THREADS_API_SECRET = '', THREADS_VERIFY_TOKEN = '' } = env;
  return {
    appSecret: THREADS_API_SECRET.split(','),
    verifyToken: THREADS_VERIFY_TOKEN,
    origin: APP_ORIGIN,
    store,
  };
}
