// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject, text } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A token that is valid for 60 days.
 *
 * @category Answers
 */
export interface LongLivedToken {
  /** The token; it may differ from the one that was sent. */
  readonly access_token: string;
  /** The kind of token. */
  readonly token_type?: 'bearer' | (string & {});
  /** Seconds until it expires. Seen to be left out, then 60 days, and to be a number in a text. */
  readonly expires_in?: string;
}

/** @internal */
export const longLivedTokenSchema: v.GenericSchema<unknown, LongLivedToken> =
  /* @__PURE__ */ answerObject<LongLivedToken>(
    { access_token: text, token_type: 'string', expires_in: 'id' },
    ['access_token'],
  );
