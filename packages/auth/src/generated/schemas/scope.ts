// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { text } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A permission of a token. Meta's pages list different sets; eleven are known.
 *
 * @category Answers
 */
export type Scope =
  | 'threads_basic'
  | 'threads_content_publish'
  | 'threads_delete'
  | 'threads_keyword_search'
  | 'threads_location_tagging'
  | 'threads_manage_insights'
  | 'threads_manage_mentions'
  | 'threads_manage_replies'
  | 'threads_profile_discovery'
  | 'threads_read_replies'
  | 'threads_share_to_instagram'
  | (string & {});

/** @internal */
export const scopeSchema: v.GenericSchema<unknown, Scope> = text;

/** @internal */
export const scopeInput: v.GenericSchema<unknown, Scope> = text;
