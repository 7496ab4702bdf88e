// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { check, inputObject } from '@threads-sdk/internal';
import * as v from 'valibot';

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
  {
    gif_id: /* @__PURE__ */ v.pipe(
      /* @__PURE__ */ v.string(),
      /* @__PURE__ */ check((text: string) => text !== '', 'must not be empty'),
    ),
    provider: /* @__PURE__ */ v.picklist(['GIPHY']),
  },
  ['gif_id', 'provider'],
);
