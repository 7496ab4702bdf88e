import * as v from 'valibot';

// What credentials consist of. No message shows a value, which may be the token.

export const userIdSchema: v.GenericSchema<string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.string('must be a string of digits'),
  /* @__PURE__ */ v.regex(/^\d+$/, 'must be a string of digits'),
);

export const scopesSchema: v.GenericSchema<string[]> = /* @__PURE__ */ v.array(
  /* @__PURE__ */ v.pipe(
    /* @__PURE__ */ v.string(),
    /* @__PURE__ */ v.regex(/^[^\s,]+$/, 'must be one permission, without spaces or commas'),
  ),
  'must be an array of strings',
);

export const accessTokenSchema: v.GenericSchema<string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.string(),
  /* @__PURE__ */ v.regex(/^[\x21-\x7E]+$/, 'must be visible ASCII characters without spaces'),
);

export const expirationSchema: v.GenericSchema<Date> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.date(),
  // Beyond these years ISO 8601 needs a sign and more digits, which Python does not read.
  /* @__PURE__ */ v.check(
    (date) => /^(?!0000)\d{4}-/.test(date.toISOString()),
    'must lie in the years 1 to 9999',
  ),
);

export const credentialsSchema: v.GenericSchema<
  unknown,
  { userId: string; scopes: string[]; shortLived: boolean; accessToken: string; expiration: Date }
> = /* @__PURE__ */ v.object(
  {
    userId: userIdSchema,
    scopes: scopesSchema,
    shortLived: /* @__PURE__ */ v.boolean(),
    accessToken: accessTokenSchema,
    expiration: expirationSchema,
  },
  ({ path }) => (path === undefined ? 'must be an object' : 'is missing'),
);
