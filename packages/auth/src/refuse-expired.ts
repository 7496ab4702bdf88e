import { type Credentials, isExpired } from '@threads-sdk/credentials';
import { ThreadsError } from '@threads-sdk/errors';

/** @throws ThreadsError `CREDENTIALS_EXPIRED` */
export function refuseExpired(call: string, credentials: Credentials, now: number): void {
  if (!isExpired(credentials, now)) return;
  throw new ThreadsError(
    'CREDENTIALS_EXPIRED',
    `${call}: the credentials expired at ${credentials.expiration.toISOString()}. Nothing was sent.`,
    { remedy: 'Let the user log in again with createAuthorizationUrl: an expired token cannot be renewed.' },
  );
}
