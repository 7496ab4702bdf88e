// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type Location, locationSchema } from './location.ts';

/**
 * The locations that were found, in one piece.
 *
 * @category Answers
 */
export interface LocationList {
  /** The locations. */
  readonly data: readonly Location[];
}

/** @internal */
export const locationListSchema: v.GenericSchema<unknown, LocationList> =
  /* @__PURE__ */ answerObject<LocationList>({ data: /* @__PURE__ */ answerList(locationSchema) }, ['data']);
