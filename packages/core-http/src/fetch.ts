import { type Client, type ClientOptions, makeClient } from './client.ts';

/**
 * Makes a client: the first argument of every function that talks to Threads. It is one frozen object; two clients
 * share nothing, and none has to be closed.
 *
 * This one sends with the runtime's `fetch`. The `createClient` of `@threads-sdk/core-http` sends through
 * [ky](https://github.com/sindresorhus/ky), with your own hooks and headers; all else is the same.
 *
 * @param options whose credentials are sent, and how; every member has a default
 * @returns the client
 * @throws {InvalidInputError} if options are not usable, naming all that are wrong
 *
 * @example
 * ```ts
 * import { type Client, createClient } from '@threads-sdk/core-http/fetch';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 *
 * export function clientFor(savedCredentials: string): Client {
 *   return createClient({ credentials: credentialsFromJson(savedCredentials) });
 * }
 * ```
 *
 * @category Make a client
 */
export function createClient(options: ClientOptions = {}): Client {
  return makeClient(
    options,
    ({ fetch }) =>
      ({ send }) =>
        send(fetch),
  );
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
