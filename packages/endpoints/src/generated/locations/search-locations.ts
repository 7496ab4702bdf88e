// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { check, fieldsInput, filledText, inputObject, number } from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type LocationList, locationListSchema } from '../schemas/location-list.ts';
import type { Location, LocationSelection } from '../schemas/location.ts';

/**
 * The fields that {@link searchLocations} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type SearchLocationsDefaultFields = readonly [
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
 * The parameters of {@link searchLocations}.
 *
 * @category Parameters
 */
export interface SearchLocationsParameters<
  Fields extends readonly LocationSelection[] = readonly LocationSelection[],
> {
  /** What the location is called. Required without `latitude` and `longitude`. Not empty. */
  readonly q?: string | undefined;
  /** Degrees north; with `longitude`. From -90 to 90. */
  readonly latitude?: number | undefined;
  /** Degrees east; with `latitude`. From -180 to 180. */
  readonly longitude?: number | undefined;
  /**
   * The fields of {@link Location} to ask for; `id` always comes. Those of a part are named as `{ part: ['field']
   * }`. Left out: the default fields.
   */
  readonly fields?: Fields | undefined;
}

/**
 * Search locations.
 *
 * Needs `q`, or `latitude` and `longitude`; all three are allowed. Meta's guide and Postman collection call the
 * first `q`, its reference page `query`. Not paged. Until the app is approved only the query `Menlo Park` works.
 *
 * Permissions: `threads_basic`, `threads_location_tagging`. Quota: 500 location searches in 24 hours. In the API
 * since 2025-05-27.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `q` (optional) - What the location is called. Required without `latitude` and `longitude`. Not empty.
 *   - `latitude` (optional) - Degrees north; with `longitude`. From -90 to 90.
 *   - `longitude` (optional) - Degrees east; with `latitude`. From -180 to 180.
 *   - `fields` - the fields to ask for; the type of the result follows them.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The locations.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { searchLocations } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await searchLocations(client, { q: 'Menlo Park', latitude: 37.4529, longitude: -122.1817 }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/reference/location-search
 * @category Places
 */
export function searchLocations<
  const Fields extends readonly LocationSelection[] = SearchLocationsDefaultFields,
>(
  client: Client,
  params?: SearchLocationsParameters<Fields>,
  options?: RequestOptions,
): Promise<{ readonly data: readonly Selected<Location, Fields>[] }>;
export function searchLocations(
  client: Client,
  params: SearchLocationsParameters = {},
  options?: RequestOptions,
): Promise<LocationList> {
  return request(client, operation, params, options);
}

const operation: Operation<LocationList> = {
  id: 'searchLocations',
  method: 'GET',
  path: '/location_search',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_location_tagging'],
  input: /* @__PURE__ */ inputObject(
    {
      q: filledText,
      latitude: /* @__PURE__ */ check(
        number,
        (value) => Number.isFinite(value) && value >= -90 && value <= 90,
        'must be a number from -90 to 90',
      ),
      longitude: /* @__PURE__ */ check(
        number,
        (value) => Number.isFinite(value) && value >= -180 && value <= 180,
        'must be a number from -180 to 180',
      ),
      fields: fieldsInput,
    },
    [],
    { fields: 'id,name,address,city,country,latitude,longitude,postal_code' },
    [
      ['q', ({ q, latitude }) => q === undefined && latitude === undefined, 'is needed without latitude'],
      [
        'latitude',
        ({ latitude, longitude }) => latitude === undefined && longitude !== undefined,
        'is needed with longitude',
      ],
      [
        'longitude',
        ({ longitude, latitude }) => longitude === undefined && latitude !== undefined,
        'is needed with latitude',
      ],
    ],
  ),
  output: locationListSchema,
};
