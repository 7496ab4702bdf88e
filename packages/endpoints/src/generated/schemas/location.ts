// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A place.
 *
 * @category Answers
 */
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

/**
 * What `fields` may name of a {@link Location}.
 *
 * @category Fields
 */
export type LocationSelection = keyof Location;

/** @internal */
export const locationSchema: v.GenericSchema<unknown, Location> = /* @__PURE__ */ answerObject<Location>(
  {
    id: 'id',
    name: 'string',
    address: 'string',
    city: 'string',
    country: 'string',
    latitude: 'number',
    longitude: 'number',
    postal_code: 'string',
  },
  ['id'],
);
