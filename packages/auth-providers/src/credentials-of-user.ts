import { createCredentials, type Credentials, isRefreshDue } from '@threads-sdk/credentials';
import { CredentialsError } from '@threads-sdk/errors';
import { custom, filledText, issuesOf, refuse, shape } from '@threads-sdk/internal';

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
 * @param auth what `betterAuth` returned, with a database and `createThreadsPlugin`
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
  refuse(call, [
    ...issuesOf(custom(isServer, 'must be what betterAuth returned'), auth, 'auth'),
    ...issuesOf(shape({ userId: filledText, threadsUserId: filledText }, ['userId']), params),
  ]);
  const { userId, threadsUserId } = params;

  const { internalAdapter, logger } = await auth.$context;
  const account = findAccount(await internalAdapter.findAccounts(userId), threadsUserId);
  refuseEnded(account);
  const input = { body: { accountId: account.id, userId } };
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

function isServer(auth: unknown): boolean {
  const { getAccessToken, refreshToken } = Object(Object(auth).api);
  return [getAccessToken, refreshToken].every((one) => typeof one === 'function');
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
