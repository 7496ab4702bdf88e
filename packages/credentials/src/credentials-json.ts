import {
  accessTokenSchema,
  check,
  checkInput,
  credentialsSchema,
  custom,
  fail,
  flag,
  freezeCredentials,
  inWritableYears,
  isObject,
  mapped,
  matching,
  number,
  readExactJson,
  scopesSchema,
  shape,
} from '@threads-sdk/internal';
import type * as v from 'valibot';
import type { Credentials } from './credentials.ts';

/**
 * Writes credentials as JSON that {@link credentialsFromJson} and PyThreads read: `user_id` (a string), `scopes`,
 * `short_lived`, `access_token`, `expiration` (ISO 8601 in UTC with `+00:00`), in this order. The text holds the token:
 * store it as you store a password.
 *
 * @param credentials the credentials to write
 * @returns one JSON object on one line
 * @throws {InvalidInputError} if an object that was made by hand has faults, naming all of them
 *
 * @example
 * ```ts
 * import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
 *
 * const credentials = createCredentials({
 *   userId: '17841405793187218',
 *   scopes: ['threads_basic'],
 *   shortLived: false,
 *   accessToken: 'THAA-a-token',
 *   expiration: new Date('2026-03-01T12:00:00Z'),
 * });
 * const text = credentialsToJson(credentials); // {"user_id":"17841405793187218","scopes":["threads_basic"], … }
 * ```
 *
 * @see https://github.com/marclove/pythreads
 * @category Hold a token
 */
export function credentialsToJson(credentials: Credentials): string {
  const checked = checkInput('credentialsToJson', credentialsSchema, credentials);
  return JSON.stringify({
    user_id: checked.userId,
    scopes: checked.scopes,
    short_lived: checked.shortLived,
    access_token: checked.accessToken,
    expiration: checked.expiration.toISOString().replace('Z', '+00:00'),
    claimed_until: checked.claimedUntil,
  });
}

/**
 * Reads credentials from the JSON that {@link credentialsToJson} or PyThreads wrote.
 *
 * `user_id` may be a string or a whole number, of which every digit is kept. `expiration` may have `Z`, an offset or
 * none, and fractions of a second, of which milliseconds are kept. A date without an offset is read as UTC, as PyThreads
 * writes it. Unknown members are ignored.
 *
 * @param text one JSON object with `user_id`, `scopes`, `short_lived`, `access_token`, `expiration`
 * @returns frozen credentials, see {@link createCredentials}
 * @throws {InvalidInputError} if it is not such a text, naming every fault; it never shows a value
 *
 * @example
 * ```ts
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 *
 * const credentials = credentialsFromJson(
 *   `{"user_id": 17841405793187219, "scopes": ["threads_basic"], "short_lived": false,
 *     "access_token": "THAA-a-token", "expiration": "2026-03-01T12:00:00.123456+00:00"}`,
 * );
 * console.log(credentials.userId); // 17841405793187219
 * ```
 *
 * @see https://github.com/marclove/pythreads
 * @category Hold a token
 */
export function credentialsFromJson(text: string): Credentials {
  const call = 'credentialsFromJson';
  // The parser's own error would quote the token.
  const read = typeof text === 'string' && readExactJson(text);
  if (!isObject(read)) fail(call, { path: '', message: 'must be the text of a JSON object' });
  const wire = checkInput(call, wireSchema, read);
  return freezeCredentials({
    userId: wire.user_id,
    scopes: wire.scopes,
    shortLived: wire.short_lived,
    accessToken: wire.access_token,
    expiration: wire.expiration,
    ...(wire.claimed_until !== undefined && { claimedUntil: wire.claimed_until }),
  });
}

const iso8601 = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(?:(Z)|([+-]\d{2}):?(\d{2}))?$/;

const noDate = 'must be a date and time in ISO 8601, such as 2026-03-01T12:00:00+00:00';

/** Credentials as PyThreads writes them. */
interface Wire {
  readonly user_id: string;
  readonly scopes: readonly string[];
  readonly short_lived: boolean;
  readonly access_token: string;
  readonly expiration: Date;
  readonly claimed_until?: number;
}

const wireSchema: v.GenericSchema<unknown, Wire> = /* @__PURE__ */ shape<Wire>(
  {
    user_id: /* @__PURE__ */ mapped(
      // Beyond 2^53 the parser has made a string of it.
      /* @__PURE__ */ custom(
        (id) => (Number.isSafeInteger(id) ? Number(id) >= 0 : typeof id === 'string' && /^\d+$/.test(id)),
        'must be a string of digits',
      ),
      String,
    ),
    scopes: scopesSchema,
    short_lived: flag,
    access_token: accessTokenSchema,
    expiration: /* @__PURE__ */ inWritableYears(
      /* @__PURE__ */ check(
        /* @__PURE__ */ mapped(/* @__PURE__ */ matching(iso8601, noDate), parseDate),
        (date) => !Number.isNaN(Number(date)),
        noDate,
      ),
    ),
    claimed_until: number,
  },
  ['user_id', 'scopes', 'short_lived', 'access_token', 'expiration'],
);

/** @returns an invalid Date for a text that is not an ISO 8601 date and time, or names a day that does not exist */
function parseDate(text: string): Date {
  const [, day = '', time = '', fraction = '', , hours = '+00', minutes = '00'] = iso8601.exec(text) ?? [];
  // JavaScript rolls February 30 over to March 1. JSON writes no date as null.
  const midnight = JSON.stringify(new Date(`${day}T00:00:00Z`));
  if (!midnight.startsWith(`"${day}`)) return new Date(Number.NaN);
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  return new Date(`${day}T${time}.${milliseconds}${hours}:${minutes}`);
}
