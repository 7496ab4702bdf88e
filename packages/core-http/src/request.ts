import { isExpired } from '@threads-sdk/credentials';
import { createRedactor, CredentialsError } from '@threads-sdk/errors';
import { fail, isObject, notify, numberIssues, refuse, toInputIssues } from '@threads-sdk/internal';
import { type Client, type ClientInternals, currentCredentials, insideOf, noCredentials } from './client.ts';
import { aborted, createCall, exchange } from './exchange.ts';
import { type Exchange, type Failure, failureError } from './failure.ts';
import type { CallEvent, EndEvent, Hooks } from './hooks.ts';
import type { Operation, StandardIssue } from './operation.ts';
import type { Call } from './transport.ts';

/**
 * How one call is made.
 *
 * @category Make a client
 */
export interface RequestOptions {
  /** Ends the call wherever it is: in line, on the wire, between two attempts. */
  readonly signal?: AbortSignal;
  /** Milliseconds for one exchange, from sending to the last byte of the answer, instead of the client's `timeouts`. */
  readonly timeout?: number;
  /** Anything of your own for the hooks to see with this call, such as the id of the request it belongs to. */
  readonly context?: unknown;
  /**
   * Parameters that the SDK does not know yet, by their names in Meta's documentation. They are written like the others,
   * sent unchecked, and replace parameters of the same name.
   */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * An answer with its status and headers.
 *
 * @category Call an endpoint of your own
 */
export interface ApiResponse<Output> {
  readonly data: Output;
  /** HTTP status. */
  readonly status: number;
  readonly headers: Headers;
}

/**
 * Makes one call to the Threads API: checks the parameters, sends, repeats what may be repeated, checks the answer.
 * The functions of `@threads-sdk/endpoints` are made of it.
 *
 * @param client made by `createClient`
 * @param operation what to call; without schemas, nothing is checked
 * @param parameters by their names in Meta's documentation. A value that is undefined is left out, false is sent; a
 *   Date becomes Unix seconds, a list of plain values a comma list, other lists and objects JSON text, and the list
 *   `fields` the Graph API's field syntax.
 * @param options `signal` ends the call; `timeout` in milliseconds replaces the client's for each attempt; `context` is
 *   for the hooks; `extra` parameters are sent unchecked
 * @returns what the operation's `output` made of the answer. Integers beyond 2^53 are strings; members that were null
 *   are absent.
 * @throws {InvalidInputError} if parameters are not usable, naming all that are wrong, or credentials are needed; nothing
 *   was sent
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials are out of date; nothing was sent
 * @throws {ApiError} if the API answered with an error; with code `PERMISSION_MISSING` also if the credentials name scopes, and
 *   not all that the operation needs: nothing was sent then
 * @throws {TransportError} if no usable answer came
 * @throws {AbortError} if the signal was aborted
 * @throws {unknown} what the client's function of credentials throws
 *
 * @example
 * ```ts
 * import { type Client, request } from '@threads-sdk/core-http';
 *
 * // An endpoint that the SDK does not know yet.
 * export function readDrafts(client: Client): Promise<unknown> {
 *   const operation = { id: 'listDrafts', method: 'GET', path: '/{user_id}/drafts', repeat: 'safe' } as const;
 *   return request(client, operation, { user_id: 'me', fields: ['id', 'text'] }, { timeout: 5_000 });
 * }
 * ```
 *
 * @category Call an endpoint of your own
 */
export async function request<Output>(
  client: Client,
  operation: Operation<Output>,
  parameters: object,
  options?: RequestOptions,
): Promise<Output> {
  return (await requestResponse(client, operation, parameters, options)).data;
}

/**
 * Makes one call like {@link request}, and gives the answer with its status and headers.
 *
 * @param client made by `createClient`
 * @param operation what to call, as for `request`
 * @param parameters as for `request`
 * @param options as for `request`
 * @returns the answer
 * @throws {unknown} what `request` throws
 *
 * @example
 * ```ts
 * import { type Client, type Operation, requestResponse } from '@threads-sdk/core-http';
 *
 * export async function versionOf<User>(client: Client, userOperation: Operation<User>): Promise<string | null> {
 *   const { headers } = await requestResponse(client, userOperation, { user_id: 'me' });
 *   return headers.get('facebook-api-version');
 * }
 * ```
 *
 * @category Call an endpoint of your own
 */
export async function requestResponse<Output>(
  client: Client,
  operation: Operation<Output>,
  parameters: object,
  options: RequestOptions = {},
): Promise<ApiResponse<Output>> {
  const { id: name, method, path } = operation;
  const inside = insideOf(client, name);
  const { clock, hooks } = inside;
  calls += 1;
  const call: CallEvent = { callId: calls, context: options.context, operation: name, method, path };
  const startedAt = clock.now();
  const progress: Progress = { ...call, attempts: 0 };
  const tell: Tell = (hook, event) => {
    // each call below gives what its hook takes
    void notify(`hooks.${hook}`, hooks[hook] as (event: object) => unknown, { ...call, ...event });
  };
  const end = (outcome: EndEvent['outcome'], error?: unknown): void => {
    const { traceId } = Object(error);
    tell('onEnd', { outcome, ...progress, duration: clock.now() - startedAt, traceId, error });
  };

  const run = async (): Promise<ApiResponse<Output>> => {
    try {
      const response = await perform(inside, operation, parameters, options, progress, tell);
      end('succeeded');
      return response;
    } catch (error) {
      end(Object(error).name === 'AbortError' ? 'aborted' : 'failed', error);
      throw error;
    }
  };
  return inside.around?.(call, run) ?? run();
}

/** How many calls this process has made. */
let calls = 0;

/** Calls a hook with what every event of a call has, and more. */
type Tell = (hook: keyof Hooks, event: object) => void;

/** What is known of a call while it runs. */
interface Progress extends CallEvent {
  attempts: number;
  /** HTTP status of the last answer. */
  status?: number;
  userId?: string;
  leftOut?: readonly string[];
}

/** Sends a call until it is answered, fails for good or may not be repeated. */
async function perform<Output>(
  inside: ClientInternals,
  operation: Operation<Output>,
  parameters: object,
  options: RequestOptions,
  progress: Progress,
  tell: Tell,
): Promise<ApiResponse<Output>> {
  const { aroundAttempt, clock, limiter, random, retry, timeouts } = inside;
  const { method, output } = operation;
  const { signal, timeout = method === 'GET' ? timeouts.read : timeouts.write } = options;
  const call = await prepare(inside, operation, parameters, options, progress);
  const end = clock.now() + retry.budget;
  let isUnclear = false;
  const fail = (failure: Failure, last?: Exchange): Error =>
    failureError(call, failure, {
      ...last,
      ...progress,
      isUnclear,
      now: clock.now(),
      abortReason: signal?.reason,
    });
  const unlessAborted = (waiting: Promise<void>): Promise<void> =>
    waiting.catch((error: unknown) => {
      throw signal?.aborted ? fail({ ...aborted, repeat: 'always' }) : error;
    });

  for (;;) {
    await unlessAborted(limiter.enter(signal));
    const attempt = progress.attempts + 1;
    let last: Exchange;
    try {
      tell('onRequest', { attempt });
      // Someone else, or the hook, may have aborted since the place was given.
      if (signal?.aborted) throw fail({ ...aborted, repeat: 'always' });
      progress.attempts = attempt;
      const started = clock.now();
      const run = (): Promise<Exchange> => exchange(inside, call, timeout, signal);
      last = await (aroundAttempt?.(progress, call, run) ?? run());
      const { status, usage } = last;
      if (status) {
        progress.status = status;
        tell('onResponse', { attempt, status, duration: clock.now() - started, usage });
      }
    } finally {
      limiter.leave();
    }
    const { headers, outcome, status } = last as Required<Exchange>; // as far as there was an answer
    if (!outcome.code) {
      // whoever gives no schema vouches for the type
      const result = (await output?.['~standard'].validate(outcome.value)) ?? {
        value: outcome.value as Output,
      };
      if (result.issues)
        throw fail(
          { code: 'RESPONSE_INVALID', reason: `unexpected at ${placesOf(result.issues).join(', ')}` },
          last,
        );
      if (result.leftOut?.length) progress.leftOut = placesOf(result.leftOut);
      return { data: result.value, status, headers };
    }

    const { code, repeat, retryAfter } = outcome;
    // A random part of a bound that doubles ("full jitter"), so that many clients do not come back at once:
    // https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
    const delay = retryAfter ?? Math.round(random() * Math.min(10_000, 150 * 2 ** attempt));
    const isRepeatable = repeat === 'always' || (repeat && !call.sendOnce);
    const mayWait = delay <= retry.maxRetryAfter && clock.now() + delay <= end;
    if (!isRepeatable || !mayWait || attempt >= retry.maxAttempts) throw fail(outcome, last);
    if (repeat !== 'always') isUnclear = true;
    tell('onRetry', { attempt, code, status, delay });
    await unlessAborted(clock.sleep(delay, signal));
  }
}

/** Where an answer is not as expected: the first ten places. */
function placesOf(issues: readonly StandardIssue[]): readonly string[] {
  return [...new Set(toInputIssues(issues).map(({ path }) => path || 'the whole'))].slice(0, 10);
}

/** Checks what a call needs before anything is sent. */
async function prepare(
  inside: ClientInternals,
  operation: Operation<unknown>,
  parameters: object,
  options: RequestOptions,
  progress: Progress,
): Promise<Call> {
  const { anonymous, id, input, path, scopes = [], secretParameters = [] } = operation;
  const { context: _context, extra = {}, signal: _signal, timeout = 1, ...unknown } = options;
  const result = (await input?.['~standard'].validate(parameters)) ?? { value: parameters };
  const issues = [
    ...toInputIssues(result.issues ?? []),
    ...numberIssues('options.timeout', timeout, 1),
    ...Object.keys(unknown).map((name) => ({ path: `options.${name}`, message: 'is unknown' })),
  ];
  // Anything else would become a part of the host's name, and the token would go to that host.
  if (path[0] !== '/') issues.push({ path: 'operation.path', message: 'must begin with /' });
  if (!isObject(extra)) issues.push({ path: 'options.extra', message: 'must be an object' });
  else if ('access_token' in extra)
    issues.push({ path: 'options.extra.access_token', message: 'is sent by the client itself' });
  if (issues.length > 0) {
    // A schema of somebody else may quote the value that it refuses.
    const redact = createRedactor(secretParameters.map((name) => String(Object(parameters)[name])));
    refuse(
      id,
      issues.map(({ path, message }) => ({ path, message: redact(message) })),
    );
  }
  let token: string | undefined;
  let known = scopes;
  if (!anonymous) {
    const current = await currentCredentials(inside);
    // Printable ASCII: anything else fetch would refuse, with the token in its message.
    if (!current?.expiration?.getTime || !/^[!-~]+$/.test(current.accessToken ?? '')) fail(id, noCredentials);
    progress.userId = current.userId;
    if (isExpired(current, inside.clock.now())) {
      throw new CredentialsError(
        'CREDENTIALS_EXPIRED',
        `${id}: the credentials expired by the client's clock. Nothing was sent.`,
        {
          remedy: 'Let the user log in again.',
        },
      );
    }
    // Empty where nobody knows what was granted.
    if (current.scopes?.length) known = current.scopes;
    token = current.accessToken;
  }
  const { value } = result as { readonly value?: object }; // it has no issues
  const call = createCall(inside, operation, { ...value, ...extra }, token);
  const missing = scopes.filter((scope) => !known.includes(scope)).join(', ');
  if (missing) {
    const reason = `the credentials lack ${missing}. Nothing was sent.`;
    throw failureError(call, { code: 'PERMISSION_MISSING', reason, answer: {} }, progress);
  }
  return call;
}
