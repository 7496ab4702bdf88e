/**
 * The part of the Standard Schema specification that this package calls. Schemas of valibot, zod and arktype satisfy it.
 *
 * @see https://standardschema.dev
 * @category Call an endpoint of your own
 */
export interface StandardSchema<Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    /** Checks a value and answers it, possibly changed, or what is wrong with it. */
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
  };
}

/**
 * What a {@link StandardSchema} answers: the value, or what is wrong with it. A lenient schema may say under `leftOut` what it
 * has left out of the value, of which the hook `onEnd` is told.
 *
 * @category Call an endpoint of your own
 */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined; readonly leftOut?: readonly StandardIssue[] }
  | { readonly issues: readonly StandardIssue[] };

/**
 * One fault that a {@link StandardSchema} found.
 *
 * @category Call an endpoint of your own
 */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * One operation of the Threads API, as plain data. The functions of `@threads-sdk/endpoints` pass theirs to
 * {@link request}; one that the SDK does not have yet can be written by hand. `Output` is what the answer is taken for:
 * without an `output` schema nothing checks it.
 *
 * @example
 * ```ts
 * import { type Client, type Operation, request } from '@threads-sdk/core-http';
 * import * as v from 'valibot';
 *
 * const getUser: Operation<{ id: string; username: string }> = {
 *   id: 'getUser',
 *   method: 'GET',
 *   path: '/{user_id}',
 *   repeat: 'safe',
 *   scopes: ['threads_basic'],
 *   input: v.looseObject({ user_id: v.string() }),
 *   output: v.looseObject({ id: v.string(), username: v.string() }),
 * };
 *
 * export async function greet(client: Client): Promise<string> {
 *   const { username } = await request(client, getUser, { user_id: 'me', fields: ['username'] });
 *   return `Hello, ${username}`;
 * }
 * ```
 * @category Call an endpoint of your own
 */
export interface Operation<Output> {
  /** The function's name, as errors and hooks show it. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path template, such as `/{user_id}/threads`. A placeholder is filled from the parameter of its name. */
  readonly path: string;
  /** The path has no `/v1.0` prefix. */
  readonly versionless?: true;
  /**
   * What happens if the call is made twice. `safe`: nothing, it reads or leaves only invisible things. `idempotent`:
   * the second call changes nothing. `never`: it acts twice, so it is repeated only if the first call certainly was
   * not carried out.
   */
  readonly repeat: 'safe' | 'idempotent' | 'never';
  /** Name of a boolean parameter which, when true, makes the call as unrepeatable as `repeat: 'never'`. */
  readonly neverWhen?: string;
  /** Permissions that the call needs, default none; an error about a missing one names them. */
  readonly scopes?: readonly string[];
  /** Sent without the user's access token; a client without credentials can call it. */
  readonly anonymous?: true;
  /** Names of parameters that carry secrets. They are kept out of URLs seen by hooks and errors. */
  readonly secretParameters?: readonly string[];
  /** Checks the parameters before anything is sent. Its output is what is sent. Default: they are sent as they are. */
  readonly input?: StandardSchema<unknown>;
  /** Checks the answer. Its output is what the caller gets. Default: the answer as it came. */
  readonly output?: StandardSchema<Output>;
}
