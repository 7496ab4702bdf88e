import * as v from 'valibot';
import type { Credentials } from './credentials.ts';

// The messages are our own throughout: valibot's name the received value, which may be the token.

export const userId: v.GenericSchema<string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.string('must be a string of digits'),
  /* @__PURE__ */ v.regex(/^\d+$/, 'must be a string of digits'),
);

export const scopes: v.GenericSchema<string[]> = /* @__PURE__ */ v.array(
  /* @__PURE__ */ v.pipe(
    /* @__PURE__ */ v.string('must be a string'),
    /* @__PURE__ */ v.regex(/^[^\s,]+$/, 'must be one permission, without spaces or commas'),
  ),
  'must be an array of strings',
);

export const shortLived: v.GenericSchema<boolean> = /* @__PURE__ */ v.boolean('must be true or false');

export const accessToken: v.GenericSchema<string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.string('must be a string'),
  /* @__PURE__ */ v.regex(/^[\x21-\x7E]+$/, 'must be visible ASCII characters without spaces'),
);

export const expiration: v.GenericSchema<Date> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.date('must be a valid Date'),
  // Beyond, ISO 8601 needs a sign and more digits, which Python does not read.
  /* @__PURE__ */ v.check(
    (date) => /^(?!0000)\d{4}-/.test(date.toISOString()),
    'must lie in the years 1 to 9999',
  ),
);

/** The message of an object schema: a missing member, or no object at all. */
export function objectMessage(issue: v.ObjectIssue): string {
  return issue.path === undefined ? 'must be an object' : 'is missing';
}

/** All of them together. */
export const credentialsFields: v.GenericSchema<unknown, Credentials> = /* @__PURE__ */ v.object(
  { userId, scopes, shortLived, accessToken, expiration },
  objectMessage,
);
