// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { filledText, inputObject, listOf } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type StyledRangeInput, styledRangeInput } from './styled-range-input.ts';

/**
 * A long text to attach.
 *
 * @category Parameters
 */
export interface TextAttachmentInput {
  /**
   * The text, up to 10 000 characters. How they are counted is unknown. Not empty. Meta's limit: 10000 (not
   * checked here).
   */
  readonly plaintext: string;
  /** A link to attach to it. Not where the post has a `link_attachment`. Not empty. */
  readonly link_attachment_url?: string | undefined;
  /** Parts to style. They must not overlap. */
  readonly text_with_styling_info?: readonly StyledRangeInput[] | undefined;
}

/** @internal */
export const textAttachmentInput: v.GenericSchema<unknown, TextAttachmentInput> =
  /* @__PURE__ */ inputObject<TextAttachmentInput>(
    {
      plaintext: filledText,
      link_attachment_url: filledText,
      text_with_styling_info: /* @__PURE__ */ listOf(styledRangeInput),
    },
    ['plaintext'],
  );
