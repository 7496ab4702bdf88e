// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import * as v from 'valibot';

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
  { access_token: /* @__PURE__ */ v.string(), token_type: 'string' },
  ['access_token'],
);
