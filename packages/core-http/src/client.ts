import type { Credentials } from '@threads-sdk/credentials';
import { InvalidInputError } from '@threads-sdk/errors';
import { systemClock, type Clock } from './clock.ts';
import type { Hooks } from './hooks.ts';
import { createLimiter, type Limiter } from './limiter.ts';

/**
 * Where and how a client sends. Every member has a default that fits production.
 *
 * @category Make a client
 */
export interface HttpOptions {
  /**
   * Where the API is, default `https://graph.threads.com`; `https://graph.threads.net` is the same. A path is kept as a
   * prefix. Any other address needs `allowInsecure`.
   */
  readonly baseUrl?: string;
  /** Admits plain http and foreign hosts, which then get the access token: for an emulator on loopback. */
  readonly allowInsecure?: boolean;
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
   * How failures are repeated. `attempts`: how often a call is sent at most, default 3. `budget`: milliseconds after
   * which no further attempt begins, default 60,000. `maxRetryAfter`: milliseconds that a server may ask
   * to wait, default 60,000; a longer wait is an error with `retryAt` at once.
   */
  readonly retry?: {
    readonly attempts?: number;
    readonly budget?: number;
    readonly maxRetryAfter?: number;
  };
  /** Requests in flight at a time, default 64; further ones wait in line. */
  readonly maxConcurrency?: number;
  /** Functions that are told about requests, answers and retries. */
  readonly hooks?: Hooks;
  /** Time for waiting and for expiry, default the machine's. */
  readonly clock?: Clock;
  /** Randomness for spreading retries, from 0 (included) to 1 (excluded), default `Math.random`. */
  readonly random?: () => number;
}

/**
 * What {@link createClient} takes: whose token is sent, and how.
 *
 * @category Make a client
 */
export interface ClientOptions extends HttpOptions {
  /** A user's credentials, or a function that is asked for them before each call: to refresh without a new client. */
  readonly credentials?: Credentials | (() => Credentials | Promise<Credentials>);
}

/** Key of a client's insides: out of sight of callers, and the same in every copy of this package. */
export const internals: unique symbol = /* @__PURE__ */ Symbol.for('@threads-sdk/client');

/**
 * What the functions of the SDK send with: made by {@link createClient}, frozen, without secrets in sight.
 *
 * @category Make a client
 */
export interface Client {
  /** The time that the client goes by. */
  readonly clock: Clock;
  /** Randomness, from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** @internal */
  readonly [internals]: () => Internals;
}

/** Everything that a client holds, defaults filled in. */
export interface Internals {
  readonly baseUrl: string;
  readonly credentials: ClientOptions['credentials'];
  readonly fetch: HttpOptions['fetch'];
  readonly tokenPlacement: 'header' | 'query' | 'body';
  readonly timeouts: { readonly read: number; readonly write: number };
  readonly retry: { readonly attempts: number; readonly budget: number; readonly maxRetryAfter: number };
  readonly hooks: Hooks;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limiter: Limiter;
}

/**
 * Makes a client: the first argument of every function that talks to Threads. It is one frozen object; two clients
 * share nothing, and a client needs no closing.
 *
 * @param options whose credentials are sent, and how; every member has a default
 * @returns the client
 * @throws InvalidInputError if options are not usable, naming all that are wrong
 *
 * @example
 * ```ts
 * import { type Client, createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 *
 * export function clientFor(savedCredentials: string): Client {
 *   return createClient({ credentials: credentialsFromJson(savedCredentials) });
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview
 * @category Make a client
 */
export function createClient(options: ClientOptions = {}): Client {
  const {
    allowInsecure,
    baseUrl = 'https://graph.threads.com',
    clock = systemClock,
    credentials,
    fetch,
    hooks = {},
    maxConcurrency = 64,
    random = Math.random,
    retry: { attempts = 3, budget = 60_000, maxRetryAfter = 60_000 } = {},
    timeouts: { read = 10_000, write = 30_000 } = {},
    tokenPlacement = 'header',
  } = options;

  const numbers: readonly (readonly [path: string, value: number, least: number])[] = [
    ['timeouts.read', read, 1],
    ['timeouts.write', write, 1],
    ['retry.attempts', attempts, 1],
    ['retry.budget', budget, 0],
    ['retry.maxRetryAfter', maxRetryAfter, 0],
    ['maxConcurrency', maxConcurrency, 1],
  ];
  const issues = numbers
    .filter(([, value, least]) => !(value >= least && value < 2 ** 31))
    .map(([path, , least]) => ({ path, message: `must be a number from ${least}` }));
  if (!(allowInsecure ? anyAddress : graphAddress).test(baseUrl) || !URL.canParse(baseUrl))
    issues.unshift({ path: 'baseUrl', message: 'must be an https URL of Threads, or need allowInsecure' });
  if (!/^(header|query|body)$/.test(tokenPlacement))
    issues.push({ path: 'tokenPlacement', message: "must be 'header', 'query' or 'body'" });
  if (issues.length > 0) throw new InvalidInputError('createClient', issues);
  const inside: Internals = {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    clock,
    credentials,
    fetch,
    hooks,
    limiter: createLimiter(maxConcurrency),
    random,
    retry: { attempts, budget, maxRetryAfter },
    timeouts: { read, write },
    tokenPlacement,
  };
  // A function, because what a function closes over no inspector prints.
  return Object.freeze({ clock, random, [internals]: () => inside });
}

const graphAddress = /^https:\/\/graph\.threads\.(?:com|net)(?:\/[^\s?#\\]*)?$/i;
const anyAddress = /^https?:\/\/[^\s?#@\\]+$/i;
