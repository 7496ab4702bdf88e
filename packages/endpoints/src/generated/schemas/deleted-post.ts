// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';
import { idOutput } from '../../id.ts';

/** The post that was deleted. */
export interface DeletedPost {
  /** Whether it was deleted. */
  readonly success: boolean;
  /** Its id. */
  readonly deleted_id?: string;
}

/** @internal */
export const deletedPostSchema: v.GenericSchema<unknown, DeletedPost> = /* @__PURE__ */ v.looseObject({
  success: /* @__PURE__ */ v.boolean(),
  deleted_id: /* @__PURE__ */ v.exactOptional(idOutput),
});
