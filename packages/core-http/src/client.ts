import type { Credentials } from '@threads-sdk/credentials';
import { type InputIssue, InvalidInputError } from '@threads-sdk/errors';
import { callable, checkInput, numberFrom } from '@threads-sdk/internal';
import * as v from 'valibot';
import { type Clock, createLimiter, type Limiter, systemClock } from './clock.ts';
import type { Transport } from './exchange.ts';
import type { Hooks } from './hooks.ts';

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
  /** Time for waiting and for expiry, default the machine's. */
  readonly clock?: Clock;
  /** Randomness for spreading retries, from 0 (included) to 1 (excluded), default `Math.random`. */
  readonly random?: () => number;
}

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
  /** Names the next call, for hooks. */
  readonly nextCallId: () => string;
}

/** Makes a client that sends with the given transport. */
export function makeClient(options: ClientOptions, transport: Transport): Client {
  checkInput('createClient', optionsSchema(), options, addressIssues(options));
  const {
    baseUrl = 'https://graph.threads.com',
    clock = systemClock,
    credentials,
    hooks = {},
    maxConcurrency = 64,
    random = Math.random,
    retry: { maxAttempts = 3, budget = 60_000, maxRetryAfter = 60_000 } = {},
    timeouts: { read = 10_000, write = 30_000 } = {},
    tokenPlacement = 'header',
  } = options;
  let calls = 0;
  let prefix: string | undefined;
  const inside: ClientInternals = {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    clock,
    credentials,
    hooks,
    limiter: createLimiter(maxConcurrency),
    nextCallId: () => {
      prefix ??= random().toString(36).slice(2, 10);
      return `${prefix}-${(calls += 1)}`;
    },
    random,
    retry: { maxAttempts, budget, maxRetryAfter },
    timeouts: { read, write },
    tokenPlacement,
    transport,
  };
  // A function, because what a function closes over no inspector prints.
  return Object.freeze({ clock, random, [internals]: () => inside });
}

// A function, so that importing the package builds nothing.
function optionsSchema(): v.GenericSchema {
  const from = (least: number): v.GenericSchema => v.optional(numberFrom(least));
  return v.looseObject({
    fetch: v.optional(callable()),
    tokenPlacement: v.optional(v.picklist(['header', 'query', 'body'])),
    timeouts: v.optional(v.looseObject({ read: from(1), write: from(1) })),
    retry: v.optional(v.looseObject({ maxAttempts: from(1), budget: from(0), maxRetryAfter: from(0) })),
    maxConcurrency: from(1),
  });
}

function addressIssues({ allowInsecure, allowOtherHost, baseUrl }: HttpOptions): readonly InputIssue[] {
  const isFine =
    baseUrl === undefined ||
    (/^[^\s?#@\\]+$/.test(baseUrl) &&
      URL.canParse(baseUrl) &&
      (/^https:\/\/graph\.threads\.(com|net)(\/|$)/i.test(baseUrl) ||
        (allowOtherHost === true && /^https:/i.test(baseUrl)) ||
        (allowInsecure === true &&
          /^http:\/\/(localhost|[^/:]+\.localhost|127\.[\d.]+|\[::1\])(:\d+)?(\/|$)/i.test(baseUrl))));
  const message =
    'must be https://graph.threads.com; another https host needs allowOtherHost, http on this machine allowInsecure';
  return isFine ? [] : [{ path: 'baseUrl', message }];
}

/** What a client holds. */
export function insideOf(client: Client): ClientInternals {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- makeClient put it there; its type is nobody's business
  return client[internals]() as ClientInternals;
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
 * @throws {InvalidInputError} if the client has no credentials
 * @throws what its function of credentials throws
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
  const credentials = await currentCredentials(insideOf(client));
  if (credentials) return credentials.userId;
  throw new InvalidInputError('getUserId', [noCredentials]);
}

/** What is wrong with a client that has no access token. */
export const noCredentials: InputIssue = {
  path: 'client.credentials',
  message: 'must be credentials with an access token',
};
