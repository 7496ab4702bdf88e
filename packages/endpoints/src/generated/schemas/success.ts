// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';

/** Whether the change was made. */
export interface Success {
  /** Whether the change was made. */
  readonly success: boolean;
}

/** @internal */
export const successSchema: v.GenericSchema<unknown, Success> = /* @__PURE__ */ v.looseObject({
  success: /* @__PURE__ */ v.boolean(),
});
