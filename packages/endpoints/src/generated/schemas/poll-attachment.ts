// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A poll and how it stands. Asked for without its members, it is *observed* to come with the options but without
 * votes: name the members. Percentages before the first vote are unknown.
 *
 * @category Answers
 */
export interface PollAttachment {
  /** The first option. */
  readonly option_a?: string;
  /** The second option. */
  readonly option_b?: string;
  /** The third option, if there is one. */
  readonly option_c?: string;
  /** The fourth option, if there is one. */
  readonly option_d?: string;
  /** The share of the first option, from 0 to 1. */
  readonly option_a_votes_percentage?: number;
  /** The share of the second option, from 0 to 1. */
  readonly option_b_votes_percentage?: number;
  /** The share of the third option, from 0 to 1. */
  readonly option_c_votes_percentage?: number;
  /** The share of the fourth option, from 0 to 1. */
  readonly option_d_votes_percentage?: number;
  /** How many have voted. Since 2025-08-12. */
  readonly total_votes?: number;
  /** When the poll ends. */
  readonly expiration_timestamp?: string;
}

/**
 * What `fields` may name of a {@link PollAttachment}.
 *
 * @category Fields
 */
export type PollAttachmentSelection = keyof PollAttachment;

/** @internal */
export const pollAttachmentSchema: v.GenericSchema<unknown, PollAttachment> =
  /* @__PURE__ */ answerObject<PollAttachment>({
    option_a: 'string',
    option_b: 'string',
    option_c: 'string',
    option_d: 'string',
    option_a_votes_percentage: 'number',
    option_b_votes_percentage: 'number',
    option_c_votes_percentage: 'number',
    option_d_votes_percentage: 'number',
    total_votes: 'number',
    expiration_timestamp: 'string',
  });
