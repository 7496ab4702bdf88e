// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject, urlWithoutToken } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * The same call for the window before and after (*observed*). It never ends, so it must not be walked like a
 * list.
 *
 * @category Answers
 */
export interface InsightsPaging {
  /** The window before. The URL holds the access token. */
  readonly previous?: string;
  /** The window after. The URL holds the access token. */
  readonly next?: string;
}

/** @internal */
export const insightsPagingSchema: v.GenericSchema<unknown, InsightsPaging> =
  /* @__PURE__ */ answerObject<InsightsPaging>({ previous: urlWithoutToken, next: urlWithoutToken });
