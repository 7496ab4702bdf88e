// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject, text } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A token that is valid for one hour, and its owner. Neither its life nor the granted permissions are said: a
 * user may have deselected some.
 *
 * @category Answers
 */
export interface ShortLivedToken {
  /** The token. */
  readonly access_token: string;
  /**
   * The user's id for this app. A bare JSON number beyond 2^53 in the documentation, a string in Meta's Postman
   * collection: read it without losing digits.
   */
  readonly user_id: string;
}

/** @internal */
export const shortLivedTokenSchema: v.GenericSchema<unknown, ShortLivedToken> =
  /* @__PURE__ */ answerObject<ShortLivedToken>({ access_token: text, user_id: 'id' }, [
    'access_token',
    'user_id',
  ]);
