// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { filledText, inputObject, oneOf } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A GIF to attach.
 *
 * @category Parameters
 */
export interface GifInput {
  /** The provider's id of the GIF. Not empty. */
  readonly gif_id: string;
  /** Where it is from. Tenor was accepted until 2026-03-31. */
  readonly provider: 'GIPHY';
}

/** @internal */
export const gifInput: v.GenericSchema<unknown, GifInput> = /* @__PURE__ */ inputObject<GifInput>(
  { gif_id: filledText, provider: /* @__PURE__ */ oneOf(['GIPHY']) },
  ['gif_id', 'provider'],
);
