// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';
import { idOutput } from '../shared/id.ts';
import { type Scope, scopeSchema } from './scope.ts';

/** The life, owner and permissions of a token. How an invalid token is described is unknown. */
export interface TokenDetails {
  /** Whose token it is. The value of app tokens is unknown. */
  readonly type?: 'USER' | (string & {});
  /** The name of the app. */
  readonly application?: string;
  /** When the user's permission ends, in Unix seconds. */
  readonly data_access_expires_at?: number;
  /** When the token ends, in Unix seconds. */
  readonly expires_at?: number;
  /** Whether the token can be used. */
  readonly is_valid?: boolean;
  /** When the token was issued, in Unix seconds. */
  readonly issued_at?: number;
  /** The permissions that were granted; the only place where the API says so. */
  readonly scopes?: readonly Scope[];
  /** The user's id for this app. */
  readonly user_id?: string;
}

/** @internal */
export const tokenDetailsSchema: v.GenericSchema<unknown, TokenDetails> = /* @__PURE__ */ v.looseObject({
  type: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  application: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  data_access_expires_at: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  expires_at: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  is_valid: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.boolean()),
  issued_at: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  scopes: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.array(scopeSchema)),
  user_id: /* @__PURE__ */ v.exactOptional(idOutput),
});
