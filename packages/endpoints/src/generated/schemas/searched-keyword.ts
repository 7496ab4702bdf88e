// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A keyword that was searched for.
 *
 * @category Answers
 */
export interface SearchedKeyword {
  /** The keyword. */
  readonly query?: string;
  /** When, in Unix milliseconds. */
  readonly timestamp?: number;
}

/**
 * What `fields` may name of a {@link SearchedKeyword}.
 *
 * @category Fields
 */
export type SearchedKeywordSelection = keyof SearchedKeyword;

/** @internal */
export const searchedKeywordSchema: v.GenericSchema<unknown, SearchedKeyword> =
  /* @__PURE__ */ answerObject<SearchedKeyword>({ query: 'string', timestamp: 'number' });
