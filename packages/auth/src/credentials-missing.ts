import { ThreadsError } from '@threads-sdk/errors';

/** Nothing is stored under the key. It is not named: it may be the id of a session. */
export function credentialsMissing(call: string): ThreadsError {
  return new ThreadsError(
    'CREDENTIALS_MISSING',
    `${call}: no credentials are stored under the key. Nothing was sent.`,
    {
      remedy:
        'Let the user log in with createAuthorizationUrl and store the credentials under this key; or correct the key.',
    },
  );
}
