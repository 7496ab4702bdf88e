// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { check, inputObject, text } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A poll to attach. A wrong shape is *observed* to be ignored in silence. How long a poll runs cannot be set.
 *
 * @category Parameters
 */
export interface PollInput {
  /** The first option. From 1 to 25 characters. */
  readonly option_a: string;
  /** The second option. From 1 to 25 characters. */
  readonly option_b: string;
  /** A third option. From 1 to 25 characters. */
  readonly option_c?: string | undefined;
  /** A fourth option. From 1 to 25 characters. */
  readonly option_d?: string | undefined;
}

/** @internal */
export const pollInput: v.GenericSchema<unknown, PollInput> = /* @__PURE__ */ inputObject<PollInput>(
  {
    option_a: /* @__PURE__ */ check(
      text,
      (value) => /^.{1,25}$/su.test(value),
      'must have 1 to 25 characters',
    ),
    option_b: /* @__PURE__ */ check(
      text,
      (value) => /^.{1,25}$/su.test(value),
      'must have 1 to 25 characters',
    ),
    option_c: /* @__PURE__ */ check(
      text,
      (value) => /^.{1,25}$/su.test(value),
      'must have 1 to 25 characters',
    ),
    option_d: /* @__PURE__ */ check(
      text,
      (value) => /^.{1,25}$/su.test(value),
      'must have 1 to 25 characters',
    ),
  },
  ['option_a', 'option_b'],
);
