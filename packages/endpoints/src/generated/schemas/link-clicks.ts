// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

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
