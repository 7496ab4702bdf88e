import * as v from 'valibot';
import { check } from './input.ts';

/** The members of credentials. Every message is our own: none shows a value, which may be the token. */
export function credentialsSchema(): v.GenericSchema<
  unknown,
  { userId: string; scopes: string[]; shortLived: boolean; accessToken: string; expiration: Date }
> {
  const text = (pattern: RegExp, message: string): v.GenericSchema<string> =>
    v.pipe(v.string(message), v.regex(pattern, message));
  return v.object({
    userId: text(/^\d+$/, 'must be a string of digits'),
    scopes: v.array(text(/^[^\s,]+$/, 'must be one permission, without spaces or commas')),
    shortLived: v.boolean(),
    accessToken: text(/^[!-~]+$/, 'must be visible ASCII characters without spaces'),
    expiration: v.pipe(
      v.date(),
      // Beyond, ISO 8601 needs a sign and more digits, which Python does not read.
      check((date) => /^(?!0000)\d{4}-/.test(date.toISOString()), 'must lie in the years 1 to 9999'),
    ),
  });
}
