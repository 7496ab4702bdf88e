import { createCredentials, type Credentials } from '@threads-sdk/credentials';
import { isInvalidInputError, ThreadsError } from '@threads-sdk/errors';

/**
 * The credentials that follow from an answer.
 *
 * @throws ThreadsError `RESPONSE_INVALID` if the answer cannot be what Threads means
 */
export function credentialsFromAnswer(call: string, fields: Credentials): Credentials {
  try {
    return createCredentials(fields);
  } catch (error) {
    if (!isInvalidInputError(error)) throw error;
    const paths = error.issues.map(({ path }) => path).join(', ');
    throw new ThreadsError('RESPONSE_INVALID', `${call}: the answer makes no usable credentials: ${paths}.`, {
      remedy: 'Look for a proxy in between, or for a newer SDK.',
    });
  }
}

/**
 * When a token ends: by the clock of this machine and the lifetime that the API names, so that a server whose clock is
 * wrong changes nothing. Counted from before the request was sent, it is never later than the token's own end, and
 * earlier by no more than the exchange took.
 *
 * @param sentAt milliseconds since 1970
 * @param lifetime seconds
 */
export function expirationOf(sentAt: number, lifetime: number): Date {
  return new Date(sentAt + lifetime * 1000);
}
