import { InvalidInputError } from '@threads-sdk/errors';
import * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import { accessToken, expiration, objectMessage, scopes, shortLived, userId } from './fields.ts';
import { freezeCredentials } from './freeze-credentials.ts';
import { parseDate } from './parse-date.ts';
import { parseInput } from './parse-input.ts';

const schema: v.GenericSchema<
  unknown,
  { user_id: string; scopes: string[]; short_lived: boolean; access_token: string; expiration: Date }
> = /* @__PURE__ */ v.object(
  {
    user_id: userId,
    scopes,
    short_lived: shortLived,
    access_token: accessToken,
    expiration: /* @__PURE__ */ v.pipe(
      /* @__PURE__ */ v.string('must be a string'),
      /* @__PURE__ */ v.transform(parseDate),
      /* @__PURE__ */ v.date('must be a date and time in ISO 8601, such as 2026-03-01T12:00:00+00:00'),
      expiration,
    ),
  },
  objectMessage,
);

/**
 * Reads credentials from the JSON that {@link credentialsToJson} or PyThreads wrote.
 *
 * `user_id` may be a string or a number; a number keeps all its digits. `expiration` may have `Z`, an offset or none,
 * and fractions of a second, of which milliseconds are kept. A date without an offset is read as UTC: the format knows
 * only UTC, and the reader's own time zone would make one file mean different moments on different machines. Unknown
 * members are ignored.
 *
 * @param text one JSON object with `user_id`, `scopes`, `short_lived`, `access_token`, `expiration`
 * @returns frozen credentials, see {@link createCredentials}
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault, never showing a value
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
  const wire = parseInput('credentialsFromJson', schema, parseJson(text));
  return freezeCredentials({
    userId: wire.user_id,
    scopes: wire.scopes,
    shortLived: wire.short_lived,
    accessToken: wire.access_token,
    expiration: wire.expiration,
  });
}

/** Parses JSON with every number as the text that it was written in: a user id is beyond what a number can hold. */
function parseJson(text: string): unknown {
  try {
    JSON.parse(text); // in valid JSON, what stands outside of strings and looks like a number is one
    return JSON.parse(
      text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) =>
        token.startsWith('"') ? token : `"${token}"`,
      ),
    );
  } catch {
    // The parser's error quotes the text, which holds the token: it is no cause to hand on.
    throw new InvalidInputError('credentialsFromJson', [
      { path: '', message: 'must be the text of a JSON object' },
    ]);
  }
}
