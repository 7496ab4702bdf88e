import { type App, createAuthorizationUrl, exchangeCode, refreshCredentials } from '@threads-sdk/auth';
import {
  type Credentials,
  credentialsFromJson,
  credentialsToJson,
  type Scope,
} from '@threads-sdk/credentials';
import type { BetterAuthLogger } from './credentials-of-user.ts';
import { lengthen, type Login, readProfile, type ThreadsProfile } from './login.ts';

export {
  type BetterAuthAccount,
  type BetterAuthLogger,
  type BetterAuthServer,
  credentialsOfUser,
} from './credentials-of-user.ts';
export type { ThreadsProfile };

/**
 * The plugin, as Better Auth takes it: in `plugins` of `betterAuth`.
 *
 * @category Log a user in
 */
export interface ThreadsPlugin {
  readonly id: 'threads';
  /** Adds Threads to the social providers, and writes with each login what was granted, which Better Auth does at the first alone. */
  readonly init: (context: {
    readonly logger: BetterAuthLogger;
    readonly socialProviders: readonly object[];
  }) => {
    context: { socialProviders: object[] };
    options: { databaseHooks: { account: { update: { before: BetterAuthHook } } } };
  };
}

/**
 * Is called with what Better Auth is about to write of an account, and may add the permissions to it.
 *
 * @category Log a user in
 */
export type BetterAuthHook = (change: {
  readonly accessTokenExpiresAt?: Date | null | undefined;
  readonly scope?: string | null | undefined;
}) => Promise<{ data: { scope: string } } | undefined>;

/**
 * Makes the plugin that adds Threads to the social providers of Better Auth: `signIn.social({ provider: 'threads' })` logs in, and
 * `linkSocial` adds a Threads account to a user who is logged in.
 *
 * The row in the table of accounts has the exact id as `accountId`, the token of 60 days as `accessToken`, its end as
 * `accessTokenExpiresAt`, and the permissions as `scope`: what the user granted, where Threads tells it, else what was asked for.
 * Threads has no token for refreshing, since the token itself is refreshed: what Better Auth calls `refreshToken` is the whole of the
 * credentials, as `credentialsToJson` writes them, and as secret as the token. `refreshToken` of Better Auth's API works from 24 hours
 * after the login on. Its `getAccessToken` refreshes in the last seconds only; `credentialsOfUser` does so in time.
 *
 * Better Auth wants an email address, and Threads tells none. The user gets one that leads nowhere, by the user's id:
 * `17841405793187218@threads.placeholder.invalid`, not verified.
 *
 * @param app your app. Its `redirectUri` is not sent: Better Auth makes its own, `https://your.site/api/auth/callback/threads`. That
 *   one has to be registered, to the letter
 * @param params `scopes`: the permissions to ask for, `threads_basic` among them; those of a `signIn.social` come on top. The user
 *   may deselect the others
 * @returns the plugin
 * @throws {InvalidInputError} if the app or the scopes are not usable, naming every fault
 *
 * @example
 * ```ts
 * import { betterAuth } from 'better-auth';
 * import { memoryAdapter } from 'better-auth/adapters/memory';
 * import { loadApp } from '@threads-sdk/auth';
 * import { createThreadsPlugin } from '@threads-sdk/auth-providers/better-auth';
 *
 * export const auth = betterAuth({
 *   baseURL: 'https://app.example',
 *   secret: process.env['BETTER_AUTH_SECRET'] ?? 'a secret of at least 32 characters',
 *   database: memoryAdapter({ user: [], session: [], account: [], verification: [] }), // yours
 *   plugins: [createThreadsPlugin(loadApp(process.env), { scopes: ['threads_basic'] })],
 * });
 * ```
 *
 * @see https://www.better-auth.com/docs/concepts/plugins
 * @category Log a user in
 */
export function createThreadsPlugin(app: App, params: { readonly scopes: readonly Scope[] }): ThreadsPlugin {
  createAuthorizationUrl(app, params); // names every fault now, and not at the first login
  const plugin: ThreadsPlugin = {
    id: 'threads',
    init: ({ logger, socialProviders }) => {
      const logins: Logins = new WeakMap();
      const provider = socialProvider(app, params.scopes, logger, logins);
      return {
        context: { socialProviders: [provider, ...socialProviders] },
        options: { databaseHooks: { account: { update: { before: withPermissions(logins) } } } },
      };
    },
  };
  return Object.freeze(plugin);
}

/** What Better Auth keeps of a login. */
interface Tokens {
  readonly tokenType: 'bearer';
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly scopes: string[];
}

/**
 * The logins by the end of their tokens. Better Auth writes the permissions at the first login and in `linkSocial` alone, and hands
 * the end of the token on to the table as it is, which therefore tells which login a row is of.
 */
type Logins = WeakMap<object, Login>;

function withPermissions(logins: Logins): BetterAuthHook {
  return async ({ accessTokenExpiresAt: end, scope: linked }) => {
    const login = end ? logins.get(end) : undefined;
    // Where nobody knows what was granted, what was asked for stands: linkSocial knows that better.
    const isKnown = login?.isGranted === true || typeof linked !== 'string';
    return login && isKnown ? { data: { scope: login.credentials.scopes.join(',') } } : undefined;
  };
}

/** What Better Auth calls in a login and for a refresh. */
function socialProvider(
  app: App,
  scopes: readonly Scope[],
  logger: BetterAuthLogger,
  logins: Logins,
): object {
  const at = (redirectUri: string): App => ({ ...app, redirectUri });
  return {
    id: 'threads',
    name: 'Threads',
    options: {},
    accountSubject: ({ profile }: { readonly profile: ThreadsProfile }) => profile.id,

    createAuthorizationURL({ redirectURI, scopes: more = [], state }: Beginning): URL {
      const all = [...new Set([...scopes, ...more])];
      const url = new URL(createAuthorizationUrl(at(redirectURI), { scopes: all }).url);
      url.searchParams.set('state', state); // Better Auth's own, which it compares
      return url;
    },

    async validateAuthorizationCode({ code, redirectURI }: Callback): Promise<Tokens> {
      const there = at(redirectURI);
      const login = await lengthen(there, await exchangeCode(there, { code, scopes }));
      const tokens = tokensOf(login.credentials);
      logins.set(tokens.accessTokenExpiresAt, login);
      return tokens;
    },

    async getUserInfo({ refreshToken }: Tokens): Promise<UserInfo | null> {
      try {
        const profile = await readProfile(app, credentialsFromJson(refreshToken));
        const { id, name, threads_profile_picture_url: image, username } = profile;
        const email = `${id}@threads.placeholder.invalid`;
        return { user: { email, emailVerified: false, name: name || username || id, image }, data: profile };
      } catch (error) {
        logger.error('The profile of a user of Threads could not be read', error);
        return null; // Better Auth sends the browser to its page for errors
      }
    },

    async refreshAccessToken(refreshToken: string): Promise<Tokens> {
      try {
        const credentials = credentialsFromJson(refreshToken);
        return tokensOf(await refreshCredentials(app, { credentials }));
      } catch (error) {
        logger.error('A token of Threads could not be refreshed', error); // Better Auth does not say why
        throw error;
      }
    },
  };
}

interface Beginning {
  readonly redirectURI: string;
  readonly scopes?: readonly string[] | undefined;
  readonly state: string;
}

interface Callback {
  readonly code: string;
  readonly redirectURI: string;
}

interface UserInfo {
  readonly user: { email: string; emailVerified: false; name: string; image: string | undefined };
  readonly data: ThreadsProfile;
}

function tokensOf(credentials: Credentials): Tokens {
  return {
    tokenType: 'bearer',
    accessToken: credentials.accessToken,
    accessTokenExpiresAt: credentials.expiration,
    refreshToken: credentialsToJson(credentials),
    refreshTokenExpiresAt: credentials.expiration,
    scopes: [...credentials.scopes],
  };
}
