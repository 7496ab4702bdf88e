import { type App, extendToken, readGrantedScopes } from '@threads-sdk/auth';
import { type Client, createClient, withCredentials } from '@threads-sdk/core-http/fetch';
import type { Credentials } from '@threads-sdk/credentials';
import { getUser } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';

/**
 * The person who logged in, as Threads describes them. There is no email address: the API has none.
 *
 * @category Log a user in
 */
export interface ThreadsProfile {
  /** The user's Threads id for this app, in digits: exact, as the login told it. */
  readonly id: string;
  /** The username, without `@`. */
  readonly username?: string;
  /** The name that is shown. */
  readonly name?: string;
  /** The profile picture. Its address ends after some days. */
  readonly threads_profile_picture_url?: string;
}

/** What the requests of an app are sent with. */
export function clientOf({ client = createClient() }: App): Client {
  return client;
}

/** A token of 60 days, and whether its permissions are those that were granted: else, those that were asked for. */
export interface Login {
  readonly credentials: Credentials;
  readonly isGranted: boolean;
}

/** Exchanges the token of a login, which lives an hour, for one that lives 60 days, and asks what was granted. */
export async function lengthen(app: App, shortLived: Credentials): Promise<Login> {
  const credentials = await extendToken(app, { credentials: shortLived });
  try {
    return { credentials: await readGrantedScopes(app, { credentials }), isGranted: true };
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    return { credentials, isGranted: false }; // Meta wants a tester's token for the question. Nobody is kept out for that.
  }
}

/** Reads who logged in. */
export async function readProfile(app: App, credentials: Credentials): Promise<ThreadsProfile> {
  const client = withCredentials(clientOf(app), credentials);
  const fields = ['username', 'name', 'threads_profile_picture_url'] as const;
  return { ...(await getUser(client, { fields })), id: credentials.userId };
}
