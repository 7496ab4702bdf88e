// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * Whether the change was made.
 *
 * @category Answers
 */
export interface Success {
  /** Whether the change was made. */
  readonly success: boolean;
}

/** @internal */
export const successSchema: v.GenericSchema<unknown, Success> = /* @__PURE__ */ answerObject<Success>(
  { success: 'boolean' },
  ['success'],
);
