// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * HTML that shows a post, in the form of oEmbed.
 *
 * @category Answers
 */
export interface Embed {
  /** The kind of embed. */
  readonly type?: 'rich' | (string & {});
  /** The version of oEmbed. */
  readonly version?: '1.0' | (string & {});
  /** A `blockquote` and the script that fills it. */
  readonly html?: string;
  /** Who provides it. */
  readonly provider_name?: 'Threads' | (string & {});
  /** The provider's site. */
  readonly provider_url?: string;
  /** The width in pixels, 658 by default. */
  readonly width?: number;
}

/** @internal */
export const embedSchema: v.GenericSchema<unknown, Embed> = /* @__PURE__ */ answerObject<Embed>({
  type: 'string',
  version: 'string',
  html: 'string',
  provider_name: 'string',
  provider_url: 'string',
  width: 'number',
});
