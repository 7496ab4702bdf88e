import type { Credentials, StoredCredentials } from '@threads-sdk/credentials';
import { createRedactor, isThreadsError, ThreadsError } from '@threads-sdk/errors';
import { credentialsMissing } from './credentials-missing.ts';
import type { Place } from './renew-stored.ts';

/** Milliseconds before each further attempt to write: the old token may be dead, and the new one is nowhere else. */
const pauses = [250, 500, 1000];

/**
 * Stores renewed credentials in place of those that they were made from. Credentials that somebody else stored meanwhile
 * stay; the old token, written again, does not count as such.
 *
 * @returns what is stored now: the renewed credentials or the other ones
 * @throws ThreadsError `CREDENTIALS_MISSING` if they were deleted meanwhile, and stay deleted; `STORE_FAILED` if the
 *   store cannot be written
 */
export async function saveRenewed(
  place: Place,
  renewed: Credentials,
  replaced: StoredCredentials,
): Promise<Credentials> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await write(place, renewed, replaced);
    } catch (error) {
      if (isThreadsError(error) && error.code === 'CREDENTIALS_MISSING') throw error;
      const pause = pauses[attempt];
      if (pause === undefined) throw storeFailed(place, error, [renewed, replaced.credentials]);
      await place.clock.sleep(pause);
    }
  }
}

async function write(
  { call, key, store }: Place,
  renewed: Credentials,
  replaced: StoredCredentials,
): Promise<Credentials> {
  let { version } = replaced;
  for (;;) {
    if (await store.compareAndSet?.(key, renewed, version)) return renewed;
    const current = await store.get(key);
    if (!current) throw credentialsMissing(call);
    const isOld = current.credentials.accessToken === replaced.credentials.accessToken;
    if (!store.compareAndSet) {
      if (!isOld && current.credentials.expiration >= renewed.expiration) return current.credentials;
      await store.set(key, renewed);
      return renewed;
    }
    if (!isOld) return current.credentials;
    if (current.version === version) throw new Error('compareAndSet refused the version that is stored');
    version = current.version;
  }
}

/** Without a cause: clients of databases put what they were to write into their errors. */
function storeFailed({ call }: Place, error: unknown, secrets: readonly Credentials[]): ThreadsError {
  const redact = createRedactor(secrets.map(({ accessToken }) => accessToken));
  const reason = redact(String(error)).slice(0, 500);
  return new ThreadsError(
    'STORE_FAILED',
    `${call}: the store did not take the renewed credentials: ${reason}`,
    {
      remedy:
        'Look after the store. If Threads ends a token when it is refreshed, the user has to log in again, unless this process can still store the new one.',
    },
  );
}
