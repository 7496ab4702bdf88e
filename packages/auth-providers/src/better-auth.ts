import { type App, createAuthorizationUrl, exchangeCode, refreshCredentials } from '@threads-sdk/auth';
import {
  createCredentials,
  type Credentials,
  credentialsFromJson,
  credentialsToJson,
  isRefreshDue,
  type Scope,
} from '@threads-sdk/credentials';
import { CredentialsError } from '@threads-sdk/errors';
import { refuse } from '@threads-sdk/internal';
import { lengthen, readProfile, type ThreadsProfile } from './login.ts';

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
}) => Promise<{ data: { scope: string } } | undefined>;

/**
 * What errors are written to: the `logger` of Better Auth.
 *
 * @category Log a user in
 */
export interface BetterAuthLogger {
  /** Writes an error. Those of this SDK hold no secrets. */
  readonly error: (message: string, ...details: unknown[]) => void;
}

/**
 * Makes the plugin that adds Threads to the social providers of Better Auth: `signIn.social({ provider: 'threads' })` logs in, and
 * `linkSocial` adds a Threads account to a user who is logged in.
 *
 * The row in the table of accounts has the exact id as `accountId`, the token of 60 days as `accessToken`, its end as
 * `accessTokenExpiresAt`, and the permissions as `scope`: what the user granted, where Threads tells it, else what was asked for.
 * Threads has no token for refreshing, since the token itself is refreshed: what Better Auth calls `refreshToken` is the whole of the
 * credentials, as `credentialsToJson` writes them, and as secret as the token. `refreshToken` of Better Auth's API works from 24 hours
 * after the login on. Its `getAccessToken` refreshes in the last seconds only; {@link credentialsOfUser} does so in time.
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
      const granted: Granted = new WeakMap();
      const provider = socialProvider(app, params.scopes, logger, granted);
      return {
        context: { socialProviders: [provider, ...socialProviders] },
        options: { databaseHooks: { account: { update: { before: withGranted(granted) } } } },
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
 * What was granted with a token. Better Auth writes that at the first login alone, and hands the end of the token on to the table as
 * it is, which therefore tells which login a row is of.
 */
type Granted = WeakMap<object, string>;

function withGranted(granted: Granted): BetterAuthHook {
  return async ({ accessTokenExpiresAt: end }) => {
    const scope = end ? granted.get(end) : undefined;
    return scope === undefined ? undefined : { data: { scope } };
  };
}

/** What Better Auth calls in a login and for a refresh. */
function socialProvider(
  app: App,
  scopes: readonly Scope[],
  logger: BetterAuthLogger,
  granted: Granted,
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
      if (login.isGranted) granted.set(tokens.accessTokenExpiresAt, tokens.scopes.join(','));
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

/**
 * What is called of the object that `betterAuth` returns.
 *
 * @category Log a user in
 */
export interface BetterAuthServer {
  /** What it holds: the accounts of a user, and where errors are written to. */
  readonly $context: Promise<{
    readonly logger: BetterAuthLogger;
    readonly internalAdapter: {
      /** Reads the accounts of a user. */
      readonly findAccounts: (userId: string) => Promise<readonly BetterAuthAccount[]>;
    };
  }>;
  /** Its functions for the server. */
  readonly api: {
    /** Reads the token of an account, decrypted where it is encrypted. */
    readonly getAccessToken: (input: { readonly body: { accountId: string; userId: string } }) => Promise<{
      accessToken: string;
      accessTokenExpiresAt?: Date | undefined;
      scopes: string[];
    }>;
    /** Refreshes the token of an account, and writes the new one. */
    readonly refreshToken: (input: {
      readonly body: { accountId: string; userId: string };
    }) => Promise<unknown>;
  };
}

/**
 * A row of Better Auth's table of accounts, as far as it is looked at.
 *
 * @category Log a user in
 */
export interface BetterAuthAccount {
  /** The id of the row. */
  readonly id: string;
  /** Whose account it is: `threads`. */
  readonly providerId: string;
  /** The user's Threads id. */
  readonly accountId: string;
  /** When the token ends. */
  readonly accessTokenExpiresAt?: Date | null | undefined;
}

/**
 * Reads the credentials of a user of Better Auth, and refreshes them through Better Auth when less than half of the 60 days is left.
 * So pass it to a client as a function, which asks for them before each call.
 *
 * While a refresh fails, the token that still works is returned, and the reason goes to Better Auth's `logger`; the next call tries
 * again. Better Auth takes no lock: two calls at once may both refresh, and nobody documents whether a token still works once there is
 * a newer one.
 *
 * @param auth what `betterAuth` returned, with a database and {@link createThreadsPlugin}
 * @param params `userId`: the user's id in Better Auth, as `session.user.id`; `threadsUserId`: which account, where a user linked
 *   several of Threads
 * @returns long-lived credentials, which show their token nowhere
 * @throws {InvalidInputError} if the parameters are not usable, naming every fault; or if the user has linked several accounts and
 *   none is named
 * @throws {CredentialsError} if the user has linked no such account, or its token was deleted (`CREDENTIALS_MISSING`), or has
 *   expired (`CREDENTIALS_EXPIRED`): the user has to log in again
 * @throws {unknown} what Better Auth throws, as when its database fails
 *
 * @example
 * ```ts
 * import { type BetterAuthServer, credentialsOfUser } from '@threads-sdk/auth-providers/better-auth';
 * import { type Client, createClient } from '@threads-sdk/core-http';
 *
 * export function clientOf(auth: BetterAuthServer, userId: string): Client {
 *   return createClient({ credentials: () => credentialsOfUser(auth, { userId }) });
 * }
 * ```
 *
 * @see https://www.better-auth.com/docs/concepts/oauth
 * @category Stay logged in
 */
export async function credentialsOfUser(
  auth: BetterAuthServer,
  params: { readonly userId: string; readonly threadsUserId?: string | undefined },
): Promise<Credentials> {
  const { userId, threadsUserId }: Partial<typeof params> = Object(params);
  const isGiven = (id: unknown): boolean => typeof id === 'string' && id !== '';
  const hasFunctions = [Object(auth).api?.getAccessToken, Object(auth).api?.refreshToken].every(
    (one) => typeof one === 'function',
  );
  const rules: readonly [path: string, isMet: boolean, message: string][] = [
    ['auth', hasFunctions, 'must be what betterAuth returned'],
    ['userId', isGiven(userId), "must be the user's id in Better Auth"],
    ['threadsUserId', threadsUserId === undefined || isGiven(threadsUserId), "must be the user's Threads id"],
  ];
  refuse(
    call,
    rules.filter(([, isMet]) => !isMet).map(([path, , message]) => ({ path, message })),
  );

  const { internalAdapter, logger } = await auth.$context;
  const account = findAccount(await internalAdapter.findAccounts(params.userId), threadsUserId);
  refuseEnded(account);
  const input = { body: { accountId: account.id, userId: params.userId } };
  const credentials = await readAccount(auth, account.accountId, input);
  if (!isRefreshDue(credentials)) return credentials;
  try {
    await auth.api.refreshToken(input);
  } catch (error) {
    logger.error('The token of Threads is used as it is, since it was not refreshed', error);
    return credentials;
  }
  return readAccount(auth, account.accountId, input);
}

const call = 'credentialsOfUser';

function findAccount(
  accounts: readonly BetterAuthAccount[],
  threadsUserId: string | undefined,
): BetterAuthAccount {
  const linked = accounts.filter(({ providerId }) => providerId === 'threads');
  const [account, ...others] = linked.filter(
    ({ accountId }) => threadsUserId === undefined || accountId === threadsUserId,
  );
  if (!account) throw missing('the user has linked no such account of Threads');
  if (others.length > 0) {
    const ids = linked.map(({ accountId }) => accountId).join(', ');
    refuse(call, [{ path: 'threadsUserId', message: `must say which: the user has linked ${ids}` }]);
  }
  return account;
}

/** Better Auth takes a token for expired five seconds before its end, and would try in vain to refresh it. */
function refuseEnded({ accessTokenExpiresAt }: BetterAuthAccount): void {
  if (!accessTokenExpiresAt) throw missing('there is no token of the account of Threads');
  const end = new Date(accessTokenExpiresAt);
  if (end.getTime() - Date.now() >= 5000) return;
  const message = `${call}: the token expired at ${end.toISOString()}. Nothing was sent.`;
  throw new CredentialsError('CREDENTIALS_EXPIRED', message, {
    remedy:
      "Let the user log in again with signIn.social({ provider: 'threads' }): an expired token cannot be renewed.",
  });
}

function missing(what: string): CredentialsError {
  return new CredentialsError('CREDENTIALS_MISSING', `${call}: ${what}. Nothing was sent.`, {
    remedy: "Let the user log in with signIn.social or linkSocial({ provider: 'threads' }).",
  });
}

/** Reads the token where Better Auth keeps it, encrypted or not. */
async function readAccount(
  { api }: BetterAuthServer,
  threadsUserId: string,
  input: { readonly body: { accountId: string; userId: string } },
): Promise<Credentials> {
  const { accessToken, accessTokenExpiresAt: end, scopes } = await api.getAccessToken(input);
  return createCredentials({
    userId: threadsUserId,
    scopes,
    shortLived: false,
    accessToken,
    expiration: new Date(end ?? Number.NaN),
  });
}
