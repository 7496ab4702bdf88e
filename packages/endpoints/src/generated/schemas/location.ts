// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';
import { idOutput } from '../../id.ts';

/** A place. */
export interface Location {
  /** The location's id. */
  readonly id: string;
  /** Its name. */
  readonly name?: string;
  /** Its street and number. */
  readonly address?: string;
  /** Its city. */
  readonly city?: string;
  /** Its country as a name or abbreviation such as `USA`, not as an ISO code. */
  readonly country?: string;
  /** Degrees north. */
  readonly latitude?: number;
  /** Degrees east. */
  readonly longitude?: number;
  /** Its postal code. */
  readonly postal_code?: string;
}

/** What `fields` may name of a {@link Location}. */
export type LocationSelection = keyof Location;

/** @internal */
export const locationSchema: v.GenericSchema<unknown, Location> = /* @__PURE__ */ v.looseObject({
  id: idOutput,
  name: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  address: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  city: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  country: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  latitude: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  longitude: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  postal_code: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
});
