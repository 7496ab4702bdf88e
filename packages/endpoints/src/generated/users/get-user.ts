// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { fieldsInput, inputObject, matching } from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type User, type UserSelection, userSchema } from '../schemas/user.ts';

/**
 * The fields that {@link getUser} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type GetUserDefaultFields = readonly [
  'id',
  'username',
  'name',
  'threads_profile_picture_url',
  'threads_biography',
  'is_verified',
];

/**
 * The parameters of {@link getUser}.
 *
 * @category Parameters
 */
export interface GetUserParameters<Fields extends readonly UserSelection[] = readonly UserSelection[]> {
  /**
   * The id of the token's user, or `me`. One source saw writing under an id that is no longer the user's fail with
   * 24/4279009 where `me` worked. Default: `me`.
   */
  readonly user_id?: string | undefined;
  /**
   * The fields of {@link User} to ask for; `id` always comes. Those of a part are named as `{ part: ['field'] }`.
   * Left out: the default fields.
   */
  readonly fields?: Fields | undefined;
}

/**
 * Read the profile of the token's user.
 *
 * Only the token's own user can be read; for others see `lookupProfile`.
 *
 * Permissions: `threads_basic`. In the API since 2024-04-08.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `user_id` (optional) - The id of the token's user, or `me`. One source saw writing under an id that is no
 *     longer the user's fail with 24/4279009 where `me` worked. Default: `me`.
 *   - `fields` - the fields to ask for; the type of the result follows them.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The profile.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { getUser } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await getUser(client));
 * ```
 * @see https://developers.facebook.com/documentation/threads/threads-profiles
 * @category Profiles and mentions
 */
export function getUser<const Fields extends readonly UserSelection[] = GetUserDefaultFields>(
  client: Client,
  params?: GetUserParameters<Fields>,
  options?: RequestOptions,
): Promise<Selected<User, Fields>>;
export function getUser(
  client: Client,
  params: GetUserParameters = {},
  options?: RequestOptions,
): Promise<User> {
  return request(client, operation, params, options);
}

const operation: Operation<User> = {
  id: 'getUser',
  method: 'GET',
  path: '/{user_id}',
  repeat: 'safe',
  scopes: ['threads_basic'],
  input: /* @__PURE__ */ inputObject(
    {
      user_id: /* @__PURE__ */ matching(
        /^(me|[0-9]+)$/u,
        'must be me or an id of digits, not a username, permalink or shortcode',
      ),
      fields: fieldsInput,
    },
    [],
    { user_id: 'me', fields: 'id,username,name,threads_profile_picture_url,threads_biography,is_verified' },
  ),
  output: userSchema,
};
