import type * as v from 'valibot';
import { check, custom, flag, listOf, matching, shape } from './schemas.ts';

// What credentials consist of. No message shows a value, which may be the token.

const userIdSchema: v.GenericSchema<string> = /* @__PURE__ */ matching(/^\d+$/, 'must be a string of digits');

export const scopesSchema: v.GenericSchema<unknown, string[]> = /* @__PURE__ */ listOf(
  /* @__PURE__ */ matching(/^[^\s,]+$/, 'must be one permission, without spaces or commas'),
);

export const accessTokenSchema: v.GenericSchema<string> = /* @__PURE__ */ matching(
  /^[\x21-\x7E]+$/,
  'must be visible ASCII characters without spaces',
);

/** A date of which no more than the year has to be checked. */
export function inWritableYears(date: v.GenericSchema<unknown, Date>): v.GenericSchema<unknown, Date> {
  return check(
    date,
    // Beyond these years ISO 8601 needs a sign and more digits, which Python does not read.
    (value) => /^(?!0000)\d{4}-/.test(value.toISOString()),
    'must lie in the years 1 to 9999',
  );
}

const expirationSchema: v.GenericSchema<unknown, Date> = /* @__PURE__ */ inWritableYears(
  /* @__PURE__ */ custom<Date>(
    (date) => date instanceof Date && !Number.isNaN(date.getTime()),
    'must be a valid Date',
  ),
);

/** Credentials as plain data. */
export interface CredentialsFields {
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly shortLived: boolean;
  readonly accessToken: string;
  readonly expiration: Date;
}

export const credentialsSchema: v.GenericSchema<unknown, CredentialsFields> = /* @__PURE__ */ shape(
  {
    userId: userIdSchema,
    scopes: scopesSchema,
    shortLived: flag,
    accessToken: accessTokenSchema,
    expiration: expirationSchema,
  },
  ['userId', 'scopes', 'shortLived', 'accessToken', 'expiration'],
);

/**
 * Freezes checked fields and adds members that nobody enumerates, so that printing shows the token masked while a spread
 * copies plain data. The two symbols are the inspection hooks of Node, Bun and workerd, and of Deno.
 */
export function freezeCredentials<Fields extends CredentialsFields>(fields: Fields): Fields {
  const credentials: Fields = {
    ...fields,
    scopes: Object.freeze([...fields.scopes]),
    expiration: new Date(fields.expiration),
  };
  const toJSON = (): object => ({ ...credentials, accessToken: '[redacted]' });
  const toString = (): string => `Credentials ${JSON.stringify(toJSON())}`;
  Object.defineProperties(credentials, {
    toJSON: { value: toJSON },
    toString: { value: toString },
    [Symbol.for('nodejs.util.inspect.custom')]: { value: toString },
    [Symbol.for('Deno.customInspect')]: { value: toString },
  });
  return Object.freeze(credentials);
}
