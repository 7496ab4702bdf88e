import { isExpired } from '@threads-sdk/credentials';
import { createRedactor, InvalidInputError, ThreadsError, toInputIssues } from '@threads-sdk/errors';
import { createCall } from './call.ts';
import { internals, type Client } from './client.ts';
import type { Operation } from './operation.ts';
import { perform, type RequestOptions } from './perform.ts';

/**
 * Makes one call to the Threads API: checks the parameters, sends, repeats what may be repeated, checks the answer.
 * The functions of `@threads-sdk/endpoints` are made of it.
 *
 * @param client made by `createClient`
 * @param operation what to call
 * @param parameters by their names in Meta's documentation. A value that is undefined is left out, false is sent; a
 *   Date becomes Unix seconds, a list of plain values a comma list, other lists and objects JSON text, and the list
 *   `fields` the Graph API's field syntax.
 * @param options `signal` ends the call; `timeout` in milliseconds replaces the client's for each attempt
 * @returns what the operation's `output` made of the answer. Integers beyond 2^53 are strings; members that were null
 *   are absent.
 * @throws InvalidInputError if parameters are not usable, naming all that are wrong, or credentials are needed; nothing
 *   was sent
 * @throws ThreadsError with code `CREDENTIALS_EXPIRED` if the credentials are out of date; nothing was sent
 * @throws ApiError if the API answered with an error
 * @throws TransportError if no usable answer came, or the signal was aborted
 *
 * @example
 * ```ts
 * import { type Client, type Operation, request } from '@threads-sdk/core-http';
 *
 * export function readUser<User>(client: Client, getUser: Operation<User>): Promise<User> {
 *   return request(client, getUser, { user_id: 'me', fields: ['username'] }, { timeout: 5_000 });
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview
 * @category Call an endpoint of your own
 */
export async function request<Output>(
  client: Client,
  operation: Operation<Output>,
  parameters: object,
  options: RequestOptions = {},
): Promise<Output> {
  const { id, anonymous, input, secretParameters } = operation;
  const invalid = (path: string, message: string): Error => new InvalidInputError(id, [{ path, message }]);
  const { timeout = 1 } = options;
  if (!(timeout >= 1 && timeout < 2 ** 31)) {
    throw invalid('options.timeout', 'must be at least 1 millisecond');
  }
  const inside = client[internals]();
  const result = await input['~standard'].validate(parameters);
  if (result.issues) {
    // A schema's message may quote the value that it refuses.
    const redact = createRedactor(
      secretParameters?.map((name) => String(Reflect.get(parameters, name))) ?? [],
    );
    const issues = toInputIssues(result.issues);
    throw new InvalidInputError(
      id,
      issues.map(({ path, message }) => ({ path, message: redact(message) })),
    );
  }
  let token: string | undefined;
  if (!anonymous) {
    const { clock, credentials } = inside;
    const current = typeof credentials === 'function' ? await credentials() : credentials;
    // Printable ASCII: anything else fetch would refuse, with the token in its message.
    if (!current || !/^[!-~]+$/.test(current.accessToken)) {
      throw invalid('client.credentials', 'must be credentials with an access token');
    }
    if (isExpired(current, clock.now())) {
      throw new ThreadsError(
        'CREDENTIALS_EXPIRED',
        `${id}: the credentials have expired. Nothing was sent.`,
        {
          remedy: 'Authorize the user again; refresh long-lived credentials in time.',
        },
      );
    }
    token = current.accessToken;
  }
  return perform(inside, createCall(inside, operation, Object(result.value), token), options);
}
