// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A marked part of a text.
 *
 * @category Answers
 */
export interface TextEntity {
  /** What it is marked as. */
  readonly entity_type?: 'SPOILER' | (string & {});
  /** Where it starts. The unit is unknown: Meta's sample app counts UTF-16 units. */
  readonly offset?: number;
  /** How long it is. */
  readonly length?: number;
}

/** @internal */
export const textEntitySchema: v.GenericSchema<unknown, TextEntity> =
  /* @__PURE__ */ answerObject<TextEntity>({ entity_type: 'string', offset: 'number', length: 'number' });
