// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { text } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * Whether the post was shared to Instagram; only where that was asked for. Meta's text places it in the answer
 * of publishing, an example in that of creating.
 *
 * @category Answers
 */
export type CrossShareStatus = 'SUCCESS' | 'FAILED' | (string & {});

/** @internal */
export const crossShareStatusSchema: v.GenericSchema<unknown, CrossShareStatus> = text;
