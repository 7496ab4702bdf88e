import { type App, createAuthorizationUrl, exchangeCode } from '@threads-sdk/auth';
import { createClient, getBaseUrl } from '@threads-sdk/core-http/fetch';
import { createCredentials, type Credentials, expiresIn, type Scope } from '@threads-sdk/credentials';
import { custom, issuesOf, matching, refuse, shape } from '@threads-sdk/internal';
import { clientOf, lengthen, readProfile, type ThreadsProfile } from './login.ts';

export type { ThreadsProfile };

/**
 * The settings of a provider, as Auth.js takes them: in `providers` of `Auth`, `NextAuth`, `ExpressAuth` or `SvelteKitAuth`. They
 * hold the app's secret.
 *
 * @category Log a user in
 */
export interface ThreadsProvider {
  readonly id: 'threads';
  readonly name: 'Threads';
  readonly type: 'oauth';
  readonly clientId: string;
  readonly clientSecret: string;
  /** Auth.js binds the login to the browser by a state. Whether Threads heeds PKCE is not known. */
  readonly checks: 'state'[];
  /** Threads takes the secret in the form, not in a header. */
  readonly client: { token_endpoint_auth_method: string };
  readonly authorization: { url: string; params: { scope: string } };
  readonly token: {
    url: string;
    /** Makes of the answer to the code one that Auth.js takes: with the token of 60 days in place of that of an hour. */
    conform: (response: Response) => Promise<Response>;
  };
  readonly userinfo: {
    url: string;
    /** Reads who logged in. */
    request: (context: { tokens: object }) => Promise<ThreadsProfile>;
  };
  /** Makes the user of Auth.js of who logged in. */
  readonly profile: (profile: ThreadsProfile) => {
    id: string;
    name: string | null;
    email: null;
    image: string | null;
  };
}

/**
 * Makes the provider for Auth.js (`@auth/core`, and so `next-auth` 5, `@auth/express`, `@auth/sveltekit`). The provider that
 * Auth.js brings along fails on the answer of Threads, which has no `token_type`.
 *
 * The `account` of a login has the token of 60 days as `access_token`, its end as `expires_at`, the permissions as `scope`, and the
 * exact id as `providerAccountId`; {@link credentialsOfAccount} makes credentials of it. `scope` is what the user granted, where
 * Threads tells it, else what was asked for.
 *
 * @param app your app. Its `redirectUri` is not sent: Auth.js makes its own, `https://your.site/auth/callback/threads` or, with
 *   Next.js, `https://your.site/api/auth/callback/threads`. That one has to be registered, to the letter
 * @param params `scopes`: the permissions to ask for, `threads_basic` among them; the user may deselect the others
 * @returns the provider
 * @throws {InvalidInputError} if the app or the scopes are not usable, naming every fault
 *
 * @example
 * ```ts
 * import { Auth } from '@auth/core';
 * import { loadApp } from '@threads-sdk/auth';
 * import { createThreadsProvider } from '@threads-sdk/auth-providers/auth-js';
 *
 * export const handle = (request: Request): Promise<Response> =>
 *   Auth(request, {
 *     basePath: '/auth',
 *     secret: process.env['AUTH_SECRET'] ?? '',
 *     trustHost: true,
 *     providers: [createThreadsProvider(loadApp(process.env), { scopes: ['threads_basic'] })],
 *   });
 * ```
 *
 * @see https://authjs.dev/guides/configuring-oauth-providers
 * @category Log a user in
 */
export function createThreadsProvider(
  app: App,
  params: { readonly scopes: readonly Scope[] },
): ThreadsProvider {
  const page = new URL(createAuthorizationUrl(app, params).url);
  const { scopes } = params;
  const baseUrl = getBaseUrl(clientOf(app));
  const provider: ThreadsProvider = {
    id: 'threads',
    name: 'Threads',
    type: 'oauth',
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    checks: ['state'],
    client: { token_endpoint_auth_method: 'client_secret_post' },
    authorization: {
      url: page.origin + page.pathname,
      params: { scope: page.searchParams.get('scope') ?? '' },
    },
    token: {
      url: `${baseUrl}/oauth/access_token`,
      conform: async (response) => {
        const { credentials } = await lengthen(app, await readCodeAnswer(app, scopes, response));
        return Response.json({
          access_token: credentials.accessToken,
          token_type: 'bearer',
          expires_in: expiresIn(credentials, clientOf(app).clock.now()),
          scope: credentials.scopes.join(' '),
          user_id: credentials.userId,
        });
      },
    },
    userinfo: {
      url: `${baseUrl}/v1.0/me`,
      request: ({ tokens }) => readProfile(app, credentialsOfTokens(app, tokens)),
    },
    profile: ({ id, username, name, threads_profile_picture_url: image }) => ({
      id,
      name: name || username || null,
      email: null,
      image: image ?? null,
    }),
  };
  return provider; // not frozen: next-auth and others write into it
}

/** Reads what Auth.js was answered for the code, as if it had been asked for here: the id stays exact, and errors are explained. */
async function readCodeAnswer(app: App, scopes: readonly Scope[], response: Response): Promise<Credentials> {
  const { clock } = clientOf(app);
  const client = createClient({ clock, fetch: async () => response, retry: { maxAttempts: 1 } });
  return exchangeCode({ ...app, client }, { code: 'sent-by-auth-js', scopes });
}

/** Of the answer that was made above. */
function credentialsOfTokens(app: App, tokens: object): Credentials {
  const { access_token, expires_in, scope, user_id }: Readonly<Record<string, unknown>> = { ...tokens };
  return credentialsOfAccount({
    provider: 'threads',
    providerAccountId: String(user_id),
    access_token: String(access_token),
    expires_at: clientOf(app).clock.now() / 1000 + Number(expires_in),
    scope: String(scope),
  });
}

/**
 * What is read of an `account` of Auth.js: that of the callback `jwt` or `signIn`, or a row of the table of accounts.
 *
 * @category Log a user in
 */
export interface ThreadsAccount {
  /** Whose account it is: `threads`. */
  readonly provider: string;
  /** The user's Threads id. */
  readonly providerAccountId: string;
  /** The token, which is a secret. */
  readonly access_token?: string | null | undefined;
  /** When the token ends, in seconds since 1970: a number, or the digits that PostgreSQL's driver gives of a `BIGINT`. */
  readonly expires_at?: number | string | null | undefined;
  /** The permissions, with spaces or commas between them. */
  readonly scope?: string | null | undefined;
}

/**
 * Makes credentials of an `account` of Auth.js that {@link createThreadsProvider} filled: for `createClient`, for a store, or to be
 * refreshed by `refreshCredentials`.
 *
 * @param account the account, or a row of the table of accounts
 * @returns long-lived credentials, which show their token nowhere
 * @throws {InvalidInputError} if it is the account of another provider, or lacks something, naming every fault; it never shows the
 *   token
 *
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsOfAccount, type ThreadsAccount } from '@threads-sdk/auth-providers/auth-js';
 * import { getUser } from '@threads-sdk/endpoints';
 *
 * export async function nameOf(account: ThreadsAccount): Promise<string | undefined> {
 *   const client = createClient({ credentials: credentialsOfAccount(account) });
 *   return (await getUser(client)).username;
 * }
 * ```
 *
 * @category Log a user in
 */
export function credentialsOfAccount(account: ThreadsAccount): Credentials {
  refuse('credentialsOfAccount', issuesOf(accountSchema(), account), {
    remedy: 'Pass the account as Auth.js gives it, from a login through createThreadsProvider.',
  });
  const { access_token, expires_at, providerAccountId, scope } = account;
  return createCredentials({
    userId: providerAccountId,
    scopes: String(scope)
      .split(/[\s,]+/)
      .filter((one) => one !== ''),
    shortLived: false,
    accessToken: String(access_token),
    expiration: endOf(expires_at),
  });
}

/** Seconds since 1970, which a row of PostgreSQL tells as a text. */
function endOf(expires_at: unknown): Date {
  return new Date(Number(expires_at) * 1000);
}

// A function, so that importing the package builds nothing.
function accountSchema(): ReturnType<typeof shape> {
  return shape(
    {
      provider: custom(
        (name) => name === 'threads',
        'must be threads: the token of another provider is no business of Threads',
      ),
      providerAccountId: matching(/^\d+$/, "must be the user's Threads id, in digits"),
      access_token: matching(/^[\x21-\x7E]+$/, 'must be the token that createThreadsProvider got'),
      expires_at: custom(
        (end) => /^\d+(\.\d+)?$/.test(String(end)) && !Number.isNaN(endOf(end).getTime()),
        'must be in seconds since 1970',
      ),
      scope: matching(/./, 'must be the permissions, with spaces between them'),
    },
    ['provider', 'providerAccountId', 'access_token', 'expires_at', 'scope'],
  );
}
