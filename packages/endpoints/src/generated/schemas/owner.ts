// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * The user who owns a post.
 *
 * @category Answers
 */
export interface Owner {
  /** The user's id. */
  readonly id: string;
}

/**
 * What `fields` may name of a {@link Owner}.
 *
 * @category Fields
 */
export type OwnerSelection = keyof Owner;

/** @internal */
export const ownerSchema: v.GenericSchema<unknown, Owner> = /* @__PURE__ */ answerObject<Owner>(
  { id: 'id' },
  ['id'],
);
