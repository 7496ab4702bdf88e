// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { fieldsInput, inputObject, matching } from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type Location, type LocationSelection, locationSchema } from '../schemas/location.ts';

/**
 * The fields that {@link getLocation} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type GetLocationDefaultFields = readonly [
  'id',
  'name',
  'address',
  'city',
  'country',
  'latitude',
  'longitude',
  'postal_code',
];

/**
 * The parameters of {@link getLocation}.
 *
 * @category Parameters
 */
export interface GetLocationParameters<
  Fields extends readonly LocationSelection[] = readonly LocationSelection[],
> {
  /** The id of a location, as `searchLocations` gave it. */
  readonly location_id: string;
  /**
   * The fields of {@link Location} to ask for; `id` always comes. Those of a part are named as `{ part: ['field']
   * }`. Left out: the default fields.
   */
  readonly fields?: Fields | undefined;
}

/**
 * Read a location.
 *
 * Whether this needs `threads_location_tagging` is unknown; Meta's page names only `threads_basic`.
 *
 * Permissions: `threads_basic`. In the API since 2025-05-27.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `location_id` - The id of a location, as `searchLocations` gave it.
 *   - `fields` - the fields to ask for; the type of the result follows them.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The location.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { getLocation } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await getLocation(client, { location_id: '103098413064406' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/reference/locations
 * @category Places
 */
export function getLocation<const Fields extends readonly LocationSelection[] = GetLocationDefaultFields>(
  client: Client,
  params: GetLocationParameters<Fields>,
  options?: RequestOptions,
): Promise<Selected<Location, Fields>>;
export function getLocation(
  client: Client,
  params: GetLocationParameters,
  options?: RequestOptions,
): Promise<Location> {
  return request(client, operation, params, options);
}

const operation: Operation<Location> = {
  id: 'getLocation',
  method: 'GET',
  path: '/{location_id}',
  repeat: 'safe',
  scopes: ['threads_basic'],
  input: /* @__PURE__ */ inputObject(
    {
      location_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      fields: fieldsInput,
    },
    ['location_id'],
    { fields: 'id,name,address,city,country,latitude,longitude,postal_code' },
  ),
  output: locationSchema,
};
