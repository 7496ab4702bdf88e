import type { Client } from '@threads-sdk/core-http/fetch';
import type { Scope } from '@threads-sdk/credentials';

/**
 * An app that may be set up wrong: members as those of `App` of `@threads-sdk/auth`, any of which may be missing.
 *
 * @category Check the set-up
 */
export interface SetupApp {
  /** The Threads app id. */
  readonly clientId?: string | undefined;
  /** The Threads app secret. */
  readonly clientSecret?: string | undefined;
  /** The redirect address, as it is registered. */
  readonly redirectUri?: string | undefined;
  /** The page where users grant permissions; default `https://threads.com/oauth/authorize`. */
  readonly authorizationUrl?: string | undefined;
  /** What requests of the app are sent with. Default: a client with the default settings. */
  readonly client?: Client | undefined;
  /** Admits plain http on this machine, for an emulator. Default `false`. */
  readonly allowInsecure?: boolean | undefined;
}

/**
 * What is known of a token: credentials of `@threads-sdk/credentials`, or a token alone, as the dashboard makes it.
 *
 * @category Check the set-up
 */
export interface SetupCredentials {
  readonly accessToken: string;
  /** What was asked for or granted. Absent or empty: not known. */
  readonly scopes?: readonly Scope[];
  /** When the token ends. Absent: not known. */
  readonly expiration?: Date;
  /** Whether it lives for an hour. Default `false`. */
  readonly shortLived?: boolean;
}

/**
 * What `checkSetup` looks at: the app, the account, or both.
 *
 * @category Check the set-up
 */
export interface SetupOptions {
  /** The app. Left out: only the account is looked at. */
  readonly app?: SetupApp;

  /** The client of a user. Left out: only the app is looked at. */
  readonly client?: Client;

  /** The user's credentials, which the client does not show: without them Threads cannot be asked what was granted. */
  readonly credentials?: SetupCredentials;

  /** The permissions that your app needs: one that is missing is a problem then. Default: all that there are, as warnings. */
  readonly scopes?: readonly Scope[];

  /** Sends the one request that goes to the authorization page, in place of the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;

  /** Ends the check. */
  readonly signal?: AbortSignal;
}
