// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject, text } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A token of the app itself. It comes without an expiry.
 *
 * @category Answers
 */
export interface AppToken {
  /** The token, of the form `TH|app id|opaque`. */
  readonly access_token: string;
  /** The kind of token. */
  readonly token_type?: 'bearer' | (string & {});
}

/** @internal */
export const appTokenSchema: v.GenericSchema<unknown, AppToken> = /* @__PURE__ */ answerObject<AppToken>(
  { access_token: text, token_type: 'string' },
  ['access_token'],
);
