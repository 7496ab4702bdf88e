import { isThreadsError, ThreadsError } from '@threads-sdk/errors';
import { credentialsFromJson } from './credentials-from-json.ts';
import type { StoredCredentials } from './credentials-store.ts';
import { credentialsToJson } from './credentials-to-json.ts';
import type { Credentials } from './credentials.ts';
import type { StoreOptions } from './store-options.ts';

/** Makes the entry that a backend keeps: a version, a space, and the text of the credentials. */
export async function writeEntry({ sealing }: StoreOptions, credentials: Credentials): Promise<string> {
  // A random version, because writers do not know of each other.
  const version = crypto.getRandomValues(new Uint32Array(4)).join('-');
  return `${version} ${await (sealing ? sealing.seal(credentials) : credentialsToJson(credentials))}`;
}

/** Reads what {@link writeEntry} made, from whatever a backend answers. */
export async function readEntry(
  { sealing }: StoreOptions,
  key: string,
  entry: unknown,
): Promise<StoredCredentials | undefined> {
  if (entry === undefined || entry === null) return undefined;
  const [, version, text] = /^(\d+(?:-\d+){3}) (.+)$/s.exec(typeof entry === 'string' ? entry : '') ?? [];
  if (version === undefined || text === undefined) throw damaged(key, 'it was not written by this store.');
  try {
    const credentials = await (sealing ? sealing.open(text) : credentialsFromJson(text));
    return Object.freeze({ credentials, version });
  } catch (error) {
    // Our own errors never show a value. Those of others may quote the text.
    throw damaged(key, isThreadsError(error) ? error.message : 'it could not be opened.');
  }
}

function damaged(key: string, reason: string): ThreadsError {
  return new ThreadsError(
    'STORED_CREDENTIALS_INVALID',
    `The entry ${JSON.stringify(key)} of the store cannot be read: ${reason}`,
    {
      remedy:
        'Check that the store has the keys that the entry was sealed with. If it is damaged, delete it and let the user log in again.',
    },
  );
}
