import type { Client } from '@threads-sdk/core-http';
import { createCredentials, type Credentials } from '@threads-sdk/credentials';
import { isInvalidInputError, ThreadsError } from '@threads-sdk/errors';

/** What is known about a token when its answer comes in. */
export interface ReceivedToken extends Omit<Credentials, 'expiration'> {
  /** Seconds from now. */
  readonly lifetime: number;
}

/**
 * The credentials that follow from an answer, which has just arrived.
 *
 * @throws ThreadsError `RESPONSE_INVALID` if the answer cannot be what Threads means
 */
export function credentialsFromAnswer(call: string, client: Client, token: ReceivedToken): Credentials {
  const expiration = new Date(client.clock.now() + token.lifetime * 1000);
  try {
    return createCredentials({ ...token, expiration });
  } catch (error) {
    if (!isInvalidInputError(error)) throw error;
    const paths = error.issues.map(({ path }) => path).join(', ');
    throw new ThreadsError('RESPONSE_INVALID', `${call}: the answer makes no usable credentials: ${paths}.`, {
      remedy: 'A proxy may be in between, or the API has changed: look for a newer version of the SDK.',
    });
  }
}
