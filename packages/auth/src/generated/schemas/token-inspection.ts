// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type TokenDetails, tokenDetailsSchema } from './token-details.ts';

/**
 * What is known about a token.
 *
 * @category Answers
 */
export interface TokenInspection {
  /** The life, owner and permissions of a token. How an invalid token is described is unknown. */
  readonly data: TokenDetails;
}

/** @internal */
export const tokenInspectionSchema: v.GenericSchema<unknown, TokenInspection> =
  /* @__PURE__ */ answerObject<TokenInspection>({ data: tokenDetailsSchema }, ['data']);
