// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type Scope, scopeSchema } from './scope.ts';

/**
 * The life, owner and permissions of a token. How an invalid token is described is unknown.
 *
 * @category Answers
 */
export interface TokenDetails {
  /** Whose token it is. The value of app tokens is unknown. */
  readonly type?: 'USER' | (string & {});
  /** The name of the app. */
  readonly application?: string;
  /** When the user's permission ends, in Unix seconds. */
  readonly data_access_expires_at?: number;
  /** When the token ends, in Unix seconds. */
  readonly expires_at?: number;
  /** Whether the token can be used. */
  readonly is_valid?: boolean;
  /** When the token was issued, in Unix seconds. */
  readonly issued_at?: number;
  /** The permissions that were granted; the only place where the API says so. */
  readonly scopes?: readonly Scope[];
  /** The user's id for this app. */
  readonly user_id?: string;
}

/** @internal */
export const tokenDetailsSchema: v.GenericSchema<unknown, TokenDetails> =
  /* @__PURE__ */ answerObject<TokenDetails>({
    type: 'string',
    application: 'string',
    data_access_expires_at: 'number',
    expires_at: 'number',
    is_valid: 'boolean',
    issued_at: 'number',
    scopes: /* @__PURE__ */ answerList(scopeSchema),
    user_id: 'id',
  });
