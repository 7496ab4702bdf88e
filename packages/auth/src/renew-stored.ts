import type { Clock } from '@threads-sdk/core-http';
import type { Credentials, CredentialsStore, StoredCredentials } from '@threads-sdk/credentials';
import { isThreadsError, ThreadsError } from '@threads-sdk/errors';
import type { App } from './app.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { refreshCredentials } from './refresh-credentials.ts';

/** A key of a store, and what works on it: the name of the call and its clock. */
export interface Place {
  readonly call: string;
  readonly clock: Clock;
  readonly key: string;
  readonly store: CredentialsStore;
}

/** Milliseconds between two looks for the credentials of another process: it may be about to store them. */
const looks = [0, 250, 500, 1000, 2000];

/**
 * Refreshes stored credentials. Threads may refuse a token only because another process has just refreshed it; then that
 * one's credentials are taken as soon as they are stored.
 *
 * @returns the new credentials, and whether they are in the store already
 * @throws ThreadsError `TOKEN_INVALID`, `GRANT_MISSING` or `PERMISSION_MISSING` if Threads refused for good
 * @throws what `refreshCredentials` and the store throw
 */
export async function renewStored(
  app: App,
  place: Place,
  { credentials }: StoredCredentials,
): Promise<{ readonly credentials: Credentials; readonly isStored: boolean }> {
  try {
    return { credentials: await refreshCredentials(app, { credentials }), isStored: false };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const others = error.code === 'TOKEN_INVALID' ? await findOthers(place, credentials) : undefined;
    if (others) return { credentials: others, isStored: true };
    throw new ThreadsError(
      error.code,
      `${place.call}: the stored credentials were refused. ${error.message}`,
      {
        remedy:
          'Let the user log in again with createAuthorizationUrl, and store the new credentials under the same key.',
        cause: error,
      },
    );
  }
}

/** Whether an error means that these credentials will never be refreshed. */
export function isRefusal(error: unknown): error is ThreadsError {
  return isThreadsError(error) && /^(?:TOKEN_INVALID|GRANT_MISSING|PERMISSION_MISSING)$/.test(error.code);
}

async function findOthers(
  { call, clock, key, store }: Place,
  refused: Credentials,
): Promise<Credentials | undefined> {
  for (const delay of looks) {
    if (delay > 0) await clock.sleep(delay);
    const stored = await store.get(key);
    if (!stored) throw credentialsMissing(call);
    if (stored.credentials.accessToken !== refused.accessToken) return stored.credentials;
  }
  return undefined;
}
