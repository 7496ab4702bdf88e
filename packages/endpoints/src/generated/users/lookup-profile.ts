// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { check, filledText, inputObject } from '@threads-sdk/internal';
import { type Profile, profileSchema } from '../schemas/profile.ts';

/**
 * The parameters of {@link lookupProfile}.
 *
 * @category Parameters
 */
export interface LookupProfileParameters {
  /** The exact username, without `@`. Not empty. */
  readonly username: string;
}

/**
 * Look up a public profile.
 *
 * The profile must be public and have 100 followers (1000 until 2025-11-20). Without advanced access only a few
 * of Meta's own profiles are found. All members come without being asked for; `fields` is not documented but
 * *observed* to be sent. How an unknown or too small profile is answered is unknown.
 *
 * Permissions: `threads_basic`, `threads_profile_discovery`. Quota: 1000 profile lookups in 24 hours. In the API
 * since 2025-07-14.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `username` - The exact username, without `@`. Not empty.
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
 * import { lookupProfile } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await lookupProfile(client, { username: 'meta' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/threads-profiles
 * @category Profiles and mentions
 */
export function lookupProfile(
  client: Client,
  params: LookupProfileParameters,
  options?: RequestOptions,
): Promise<Profile> {
  return request(client, operation, params, options);
}

const operation: Operation<Profile> = {
  id: 'lookupProfile',
  method: 'GET',
  path: '/profile_lookup',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_profile_discovery'],
  input: /* @__PURE__ */ inputObject(
    {
      username: /* @__PURE__ */ check(
        filledText,
        (value) => /^[^@\s]+$/u.test(value),
        'must be a username, without @ and spaces',
      ),
    },
    ['username'],
  ),
  output: profileSchema,
};
