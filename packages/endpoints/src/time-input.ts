import * as v from 'valibot';
import { check } from './check.ts';

/**
 * A moment in a request: a `Date`, whole Unix seconds, or a date text that Meta understands.
 *
 * @internal
 */
export const timeInput: v.GenericSchema<unknown> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.unknown(),
  /* @__PURE__ */ check(
    (time) =>
      typeof time === 'string' ? time !== '' : Number.isInteger(time instanceof Date ? +time : time),
    'must be a Date, Unix seconds or a date text',
  ),
);
