import type * as v from 'valibot';
import { check, custom, flag, listOf, matching, number, shape } from './schemas.ts';

// What credentials consist of. No message shows a value, which may be the token.

const userIdSchema: v.GenericSchema<string> = /* @__PURE__ */ matching(/^\d+$/, 'must be a string of digits');

export const scopeSchema: v.GenericSchema<string> = /* @__PURE__ */ matching(
  /^[^\s,]+$/,
  'must be one permission, without spaces or commas',
);

export const scopesSchema: v.GenericSchema<unknown, string[]> = /* @__PURE__ */ listOf(scopeSchema);

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
  readonly claimedUntil?: number;
}

export const credentialsSchema: v.GenericSchema<unknown, CredentialsFields> = /* @__PURE__ */ shape(
  {
    userId: userIdSchema,
    scopes: scopesSchema,
    shortLived: flag,
    accessToken: accessTokenSchema,
    expiration: expirationSchema,
    claimedUntil: number,
  },
  ['userId', 'scopes', 'shortLived', 'accessToken', 'expiration'],
);

/** The token of each object of credentials. What an object does not hold, no copy of it has, and nothing prints. */
const tokens: WeakMap<object, string> = /* @__PURE__ */ new WeakMap();

/** What all credentials inherit: their token, for who asks for it by name, and how they are printed. */
const inherited: object = /* @__PURE__ */ makeInherited();

function makeInherited(): object {
  const toString = {
    value(this: object): string {
      return `Credentials ${JSON.stringify(this)}`;
    },
  };
  return Object.defineProperties(
    {},
    {
      // With `showHidden` Node prints what an object inherits, but not of one that is made by Object.
      constructor: { value: Object },
      accessToken: {
        get(this: object) {
          return tokens.get(this);
        },
      },
      toJSON: {
        value(this: object): object {
          return { ...this, accessToken: '[redacted]' };
        },
      },
      toString,
      [Symbol.for('nodejs.util.inspect.custom')]: toString, // of Node, Bun, Deno and workerd
    },
  );
}

/** Makes credentials of checked fields: a frozen copy that knows its token and does not hold it. */
export function freezeCredentials<Fields extends CredentialsFields>(fields: Fields): Fields {
  const { accessToken, ...others } = fields;
  const credentials: Fields = Object.assign(Object.create(inherited), others, {
    scopes: Object.freeze([...others.scopes]),
    expiration: new Date(others.expiration),
  });
  tokens.set(credentials, accessToken);
  return Object.freeze(credentials);
}
