import type { Credentials } from '@threads-sdk/credentials';
import type { InputIssue } from '@threads-sdk/errors';
import { fail, isLocalHttp, isObject, numberIssues, refuse, systemClock } from '@threads-sdk/internal';
import { type Clock, createLimiter, type Limiter } from './clock.ts';
import type { Exchange } from './failure.ts';
import type { CallEvent, Hooks } from './hooks.ts';
import type { Call, Transport } from './transport.ts';

/**
 * Where and how a client sends. Every member has a default that fits production.
 *
 * @category Make a client
 */
export interface HttpOptions {
  /**
   * Where the API is, default `https://graph.threads.com`; `https://graph.threads.net` is the same. A path is kept as a
   * prefix. An address on another host needs `allowOtherHost`, plain http `allowInsecure`.
   */
  readonly baseUrl?: string;
  /** Admits plain http to this machine (`localhost`, `127.0.0.1`, `[::1]`), for an emulator. Default `false`. */
  readonly allowInsecure?: boolean;
  /** Admits an https address on a host that is not Meta's, which then gets the access token. Default `false`. */
  readonly allowOtherHost?: boolean;
  /** Sends a request, default the global `fetch`; such as an emulator's `fetch`. It must not follow redirects. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /**
   * Where the access token travels, default `header`: `Authorization: Bearer`, which leaves no trace in URLs. Meta
   * documents the parameter `access_token` only: `query` puts it into every URL, `body` into the form of a POST and,
   * since they have no form, into the URL of a GET and a DELETE.
   */
  readonly tokenPlacement?: 'header' | 'query' | 'body';
  /**
   * Milliseconds for one exchange, from sending to the last byte of the answer: `read` for GET, default 10,000; `write`
   * for POST and DELETE, default 30,000. Measured in real time, not by `clock`.
   */
  readonly timeouts?: { readonly read?: number; readonly write?: number };
  /**
   * How failures are repeated. `maxAttempts`: how often a call is sent at most, default 3. `budget`: milliseconds after
   * which no further attempt begins, default 60,000. `maxRetryAfter`: milliseconds that a server may ask
   * to wait, default 60,000; a longer wait is an error with `retryAt` at once.
   */
  readonly retry?: {
    readonly maxAttempts?: number;
    readonly budget?: number;
    readonly maxRetryAfter?: number;
  };
  /** Requests in flight at a time, default 64; further ones wait in line. */
  readonly maxConcurrency?: number;
  /** Functions that hear of requests, answers, retries and the end of each call. */
  readonly hooks?: Hooks;
  /** Prints what is sent and what is answered: `printCalls()`. `loadClientOptions` gives it where `THREADS_DEBUG` is `1`. */
  readonly debug?: Debug;
  /** Time for waiting and for expiry, default the machine's. */
  readonly clock?: Clock;
  /** Randomness for spreading retries, from 0 (included) to 1 (excluded), default `Math.random`. */
  readonly random?: () => number;
}

/**
 * What prints the calls of a client, made by {@link printCalls}.
 *
 * @category Watch calls
 */
export type Debug = (client: Client) => Client;

/**
 * What `createClient` takes: whose token is sent, and how.
 *
 * @category Make a client
 */
export interface ClientOptions extends HttpOptions {
  /** A user's credentials, or a function that is asked for them before each call: to refresh without a new client. */
  readonly credentials?: Credentials | (() => Credentials | Promise<Credentials>);
}

/** Key of a client's insides: out of sight of callers, and the same in every copy of this package. */
const internals: unique symbol = /* @__PURE__ */ Symbol.for('@threads-sdk/client');

/**
 * What the functions of the SDK send with: made by `createClient`, frozen, without secrets in sight.
 *
 * @category Make a client
 */
export interface Client {
  /** The time that the client goes by. */
  readonly clock: Clock;
  /** Randomness, from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** @internal */
  readonly [internals]: () => object;
}

/** Everything that a client holds, defaults filled in. */
export interface ClientInternals {
  readonly baseUrl: string;
  readonly credentials: ClientOptions['credentials'];
  /** What sends one exchange. */
  readonly transport: Transport;
  readonly tokenPlacement: 'header' | 'query' | 'body';
  readonly timeouts: { readonly read: number; readonly write: number };
  readonly retry: { readonly maxAttempts: number; readonly budget: number; readonly maxRetryAfter: number };
  readonly hooks: Hooks;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limiter: Limiter;
  /** Runs around each call, see `aroundCalls`. */
  readonly around?: <Result>(event: CallEvent, run: () => Promise<Result>) => Promise<Result>;
  /** Runs around each attempt, see `aroundAttempts`. */
  readonly aroundAttempt?: (
    event: CallEvent & { readonly attempts: number; readonly userId?: string },
    call: Call,
    run: () => Promise<Exchange>,
  ) => Promise<Exchange>;
}

/**
 * Makes a client.
 *
 * @param connect makes the transport that it sends with, of options that are checked
 * @param further the name of an option that `connect` alone takes
 */
export function makeClient<Options extends ClientOptions>(
  options: Options,
  connect: (options: Options) => Transport,
  further?: string,
): Client {
  const given: unknown = options;
  if (!isObject(given)) fail('createClient', { path: 'options', message: 'must be an object' });
  const {
    allowInsecure,
    allowOtherHost,
    baseUrl = threads,
    clock = systemClock,
    credentials,
    debug = (client) => client,
    hooks = {},
    maxConcurrency = 64,
    random = Math.random,
    retry: { maxAttempts = 3, budget = 60_000, maxRetryAfter = 60_000, ...otherRetry } = {},
    timeouts: { read = 10_000, write = 30_000, ...otherTimeouts } = {},
    tokenPlacement = 'header',
    ...others
  } = options;
  const isAllowed =
    /^https:\/\/graph\.threads\.(com|net)(\/|$)/i.test(baseUrl) ||
    (allowOtherHost && /^https:/i.test(baseUrl)) ||
    (allowInsecure && isLocalHttp(baseUrl));
  const isAddress = isAllowed && URL.canParse(baseUrl) && !/[\s?#@\\]/.test(baseUrl);
  refuse('createClient', [
    ...numberIssues('maxConcurrency', maxConcurrency, 1),
    ...numberIssues('retry.maxAttempts', maxAttempts, 1),
    ...numberIssues('retry.budget', budget, 0),
    ...numberIssues('retry.maxRetryAfter', maxRetryAfter, 0),
    ...numberIssues('timeouts.read', read, 1),
    ...numberIssues('timeouts.write', write, 1),
    ...issueUnless(
      /^(header|query|body)$/.test(tokenPlacement),
      'tokenPlacement',
      "must be 'header', 'query' or 'body'",
    ),
    ...issueUnless(typeof debug === 'function', 'debug', 'must be printCalls()'),
    ...issueUnless(
      isAddress,
      'baseUrl',
      `must be ${threads}; other https needs allowOtherHost, http allowInsecure and this machine`,
    ),
    ...Object.keys({ ...others, ...otherRetry, ...otherTimeouts })
      .filter((name) => name !== 'fetch' && name !== further)
      .map((path) => ({ path, message: 'is unknown' })),
  ]);
  const client = clientOf({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    clock,
    credentials,
    hooks,
    limiter: createLimiter(maxConcurrency),
    random,
    retry: { maxAttempts, budget, maxRetryAfter },
    timeouts: { read, write },
    tokenPlacement,
    transport: connect(options),
  });
  return debug(client);
}

/** The client that shows nothing of what it holds. */
export function clientOf(inside: ClientInternals): Client {
  const { clock, random } = inside;
  // A function, because what a function closes over no inspector prints.
  return Object.freeze({ clock, random, [internals]: () => inside });
}

function issueUnless(isRight: boolean | undefined, path: string, message: string): readonly InputIssue[] {
  return isRight ? [] : [{ path, message }];
}

const threads = 'https://graph.threads.com';

/**
 * What a client holds.
 *
 * @param call what was called with it, for the error
 * @throws {InvalidInputError} if it is no client
 */
export function insideOf(client: Client, call: string): ClientInternals {
  const inside: unknown = Object(client)[internals];
  if (typeof inside !== 'function') fail(call, { path: 'client', message: 'must be made by createClient' });
  return inside();
}

/** The credentials of a client, as they are now. */
export async function currentCredentials({ credentials }: ClientInternals): Promise<Credentials | undefined> {
  return typeof credentials === 'function' ? credentials() : credentials;
}

/**
 * Tells whose credentials a client sends, without asking Threads.
 *
 * @param client made by `createClient`
 * @returns the user's id, decimal digits
 * @throws {InvalidInputError} if it is no client, or has no credentials
 * @throws {unknown} what its function of credentials throws
 *
 * @example
 * ```ts
 * import { type Client, getUserId } from '@threads-sdk/core-http';
 *
 * export async function rowOf(client: Client): Promise<string> {
 *   return `user-${await getUserId(client)}`;
 * }
 * ```
 *
 * @category Make a client
 */
export async function getUserId(client: Client): Promise<string> {
  const call = 'getUserId';
  const credentials = await currentCredentials(insideOf(client, call));
  return credentials?.userId ?? fail(call, noCredentials);
}

/**
 * Tells where a client sends, for what has to send there by itself, such as a library for logins that exchanges a code.
 *
 * @param client made by `createClient`
 * @returns the address, without a slash at its end: `https://graph.threads.com`, or the `baseUrl` that it was made with
 * @throws {InvalidInputError} if it is no client
 *
 * @example
 * ```ts
 * import { createClient, getBaseUrl } from '@threads-sdk/core-http';
 *
 * console.log(getBaseUrl(createClient())); // https://graph.threads.com
 * ```
 *
 * @category Make a client
 */
export function getBaseUrl(client: Client): string {
  return insideOf(client, 'getBaseUrl').baseUrl;
}

/**
 * Makes a client that sends the token of somebody else. So a server for many people makes one client when it starts, and one of
 * these for each of them.
 *
 * @param client made by `createClient`; it stays as it is, and shares its limit of requests in flight with the new one
 * @param credentials whose token is sent: credentials, or a function that is asked for them before each call
 * @returns a client that is like the given one in all else
 * @throws {InvalidInputError} if it is no client, or there are no credentials
 *
 * @example
 * ```ts
 * import { createClient, withCredentials } from '@threads-sdk/core-http';
 * import type { Credentials } from '@threads-sdk/credentials';
 * import { getUser } from '@threads-sdk/endpoints';
 *
 * const everybody = createClient({ maxConcurrency: 16 });
 *
 * export async function nameOf(credentials: Credentials): Promise<string | undefined> {
 *   const { username } = await getUser(withCredentials(everybody, credentials), { fields: ['username'] });
 *   return username;
 * }
 * ```
 *
 * @category Make a client
 */
export function withCredentials(
  client: Client,
  credentials: Credentials | (() => Credentials | Promise<Credentials>),
): Client {
  const call = 'withCredentials';
  const inside = insideOf(client, call);
  const isUsable = typeof credentials === 'function' || typeof Object(credentials).accessToken === 'string';
  if (!isUsable) fail(call, { ...noCredentials, path: 'credentials' });
  return clientOf({ ...inside, credentials });
}

/** What is wrong with a client that has no access token. */
export const noCredentials: InputIssue = {
  path: 'client.credentials',
  message: 'must be made by createCredentials, not copied',
};
