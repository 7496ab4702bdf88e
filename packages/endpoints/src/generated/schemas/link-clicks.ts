// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import type * as v from 'valibot';
import { answerObject } from '../../answer-object.ts';

/**
 * How often a link was clicked.
 *
 * @category Answers
 */
export interface LinkClicks {
  /** The number of clicks. */
  readonly value?: number;
  /** The link. */
  readonly link_url?: string;
}

/** @internal */
export const linkClicksSchema: v.GenericSchema<unknown, LinkClicks> =
  /* @__PURE__ */ answerObject<LinkClicks>({ value: 'number', link_url: 'string' });
