// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A post in the making.
 *
 * @category Answers
 */
export interface Container {
  /** The container's id. */
  readonly id: string;
  /**
   * `FINISHED` can be published. `EXPIRED` was not published within 24 hours. Replaces `status_code`, which ended
   * on 2024-05-02.
   */
  readonly status?: 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED' | (string & {});
  /**
   * Why it failed; only with `ERROR`. `INVALID_ASPEC_RATIO` is spelled so on the wire. `UNKNOWN` is *observed*
   * also where Meta could not fetch the file.
   */
  readonly error_message?:
    | 'FAILED_DOWNLOADING_VIDEO'
    | 'FAILED_PROCESSING_AUDIO'
    | 'FAILED_PROCESSING_VIDEO'
    | 'INVALID_ASPEC_RATIO'
    | 'INVALID_BIT_RATE'
    | 'INVALID_DURATION'
    | 'INVALID_FRAME_RATE'
    | 'INVALID_AUDIO_CHANNELS'
    | 'INVALID_AUDIO_CHANNEL_LAYOUT'
    | 'UNKNOWN'
    | (string & {});
}

/**
 * What `fields` may name of a {@link Container}.
 *
 * @category Fields
 */
export type ContainerSelection = keyof Container;

/** @internal */
export const containerSchema: v.GenericSchema<unknown, Container> = /* @__PURE__ */ answerObject<Container>(
  { id: 'id', status: 'string', error_message: 'string' },
  ['id'],
);
