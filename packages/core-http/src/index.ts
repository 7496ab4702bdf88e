import ky, { type KyInstance } from 'ky';
import { type Client, type ClientOptions, makeClient } from './client.ts';
import { throughKy } from './through-ky.ts';

/**
 * What {@link createClient} takes: what it takes in `@threads-sdk/core-http/fetch`, and a ky.
 *
 * @category Make a client
 */
export interface KyClientOptions extends ClientOptions {
  /**
   * Your own instance of ky, such as `ky.extend({ hooks, headers, fetch })`. Its hooks, headers and `fetch` apply to every
   * exchange. No hook sees a token, neither in a request nor in an answer, nor the body of a request. An answer that a hook
   * puts in place of another is taken as it is. Its retries and time-outs are switched off, since the client has its own,
   * and so is its progress. Default: ky as it comes.
   */
  readonly ky?: KyInstance;
}

/**
 * Makes a client: the first argument of every function that talks to Threads. It is one frozen object; two clients
 * share nothing, and none has to be closed.
 *
 * This one sends through [ky](https://github.com/sindresorhus/ky), with your own hooks and headers where you like. The
 * `createClient` of `@threads-sdk/core-http/fetch` sends with the runtime's `fetch` and is 8 kB smaller; all else is the
 * same.
 *
 * @param options whose credentials are sent, and how; every member has a default
 * @returns the client
 * @throws {InvalidInputError} if options are not usable, naming all that are wrong
 *
 * @example
 * ```ts
 * import { type Client, createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import ky from 'ky';
 *
 * export function clientFor(savedCredentials: string): Client {
 *   return createClient({
 *     credentials: credentialsFromJson(savedCredentials),
 *     ky: ky.extend({ headers: { 'user-agent': 'my-app/1.0' } }),
 *   });
 * }
 * ```
 *
 * @category Make a client
 */
export function createClient(options: KyClientOptions = {}): Client {
  return makeClient(options, ({ fetch, ky: instance = ky }) => throughKy(instance, fetch), 'ky');
}

export { aroundAttempts } from './around-attempts.ts';
export { aroundCalls } from './around-calls.ts';
export {
  type Client,
  type ClientOptions,
  type Debug,
  getBaseUrl,
  getUserId,
  type HttpOptions,
  withCredentials,
} from './client.ts';
export type { Clock } from './clock.ts';
export type {
  Around,
  AroundAttempt,
  AttemptEnd,
  AttemptEvent,
  CallEvent,
  EndEvent,
  Hooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from './hooks.ts';
export { loadClientOptions } from './load-client-options.ts';
export type { Operation, StandardIssue, StandardResult, StandardSchema } from './operation.ts';
export { nextCursor, type Page, type Pages, type Paging, requestPages } from './pages.ts';
export { type Selection, selectionText } from './parameters.ts';
export { printCalls, type PrintOptions } from './print-calls.ts';
export { type ApiResponse, request, type RequestOptions, requestResponse } from './request.ts';
