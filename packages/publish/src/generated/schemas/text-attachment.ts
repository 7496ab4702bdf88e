// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type StyledRange, styledRangeSchema } from './styled-range.ts';

/**
 * A long text attached to a post.
 *
 * @category Answers
 */
export interface TextAttachment {
  /** The text, up to 10 000 characters. */
  readonly plaintext?: string;
  /** The link attached to it. */
  readonly link_attachment_url?: string;
  /** The styled parts. */
  readonly text_with_styling_info?: readonly StyledRange[];
}

/** @internal */
export const textAttachmentSchema: v.GenericSchema<unknown, TextAttachment> =
  /* @__PURE__ */ answerObject<TextAttachment>({
    plaintext: 'string',
    link_attachment_url: 'string',
    text_with_styling_info: /* @__PURE__ */ answerList(styledRangeSchema),
  });
