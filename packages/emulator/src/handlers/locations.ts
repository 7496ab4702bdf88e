import { hasStandardAccess } from '../access/access.ts';
import type { Call, Handler, Outcome } from './call.ts';
import { invalidParameter, objectNotFound, parameterMissing } from '../graph/errors.ts';
import { foundLocationNode, locationNode } from '../objects/location.ts';
import { optionalNumber, optionalText, type Parameters } from '../graph/parameters.ts';
import { checkQuota, countUsage } from '../access/quota.ts';
import type { LocationRecord } from '../model/records.ts';
import { limits } from '../description/limits.ts';

/** Places that a post can be tagged with. */
export const locationHandlers: Readonly<Record<string, Handler>> = { searchLocations, getLocation };

function searchLocations({ context, parameters, user }: Call): Outcome {
  const asked = readQuery(parameters);
  // Whatever an app asks that passed no review, it gets what this query finds.
  const { query, point }: Query = hasStandardAccess(context)
    ? { query: 'Menlo Park', point: undefined }
    : asked;
  checkQuota(context, 'location_searches', user.id);
  countUsage(context, 'location_searches', user.id);
  const found = [...context.store.locations.values()]
    .filter((location) => query === undefined || isNamed(location, query))
    .filter((location) => point === undefined || distance(location, point) <= maxDistance);
  const sorted =
    point === undefined
      ? found
      : found.toSorted((one, other) => distance(one, point) - distance(other, point));
  return { list: sorted.map((location) => foundLocationNode(context, location)) };
}

function getLocation({ context, id }: Call): Outcome {
  const location = context.store.locations.get(id);
  if (location === undefined) throw objectNotFound('GET', id);
  return { node: locationNode(location) };
}

interface Query {
  readonly query: string | undefined;
  readonly point: Point | undefined;
}

function readQuery(parameters: Parameters): Query {
  // Meta's guide calls the parameter `q`, its reference `query`.
  const query = optionalText(parameters, 'q') ?? optionalText(parameters, 'query');
  const point = readPoint({
    latitude: optionalNumber(parameters, 'latitude'),
    longitude: optionalNumber(parameters, 'longitude'),
  });
  if (query === undefined && point === undefined) throw parameterMissing('q');
  return { query, point };
}

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

function readPoint({
  latitude,
  longitude,
}: {
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}): Point | undefined {
  if (latitude === undefined && longitude === undefined) return undefined;
  if (latitude === undefined) throw parameterMissing('latitude');
  if (longitude === undefined) throw parameterMissing('longitude');
  checkDegrees('latitude', latitude, limits.minLatitude.value, limits.maxLatitude.value);
  checkDegrees('longitude', longitude, limits.minLongitude.value, limits.maxLongitude.value);
  return { latitude, longitude };
}

function checkDegrees(name: string, degrees: number, min: number, max: number): void {
  if (degrees < min || degrees > max) throw invalidParameter(`Param ${name} must be from ${min} to ${max}.`);
}

function isNamed({ name, address, city, country }: LocationRecord, query: string): boolean {
  const text = [name, address, city, country].join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

// Kilometres.
const maxDistance = 50;

function distance(one: Point, other: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const height = radians(other.latitude - one.latitude);
  const width =
    radians(other.longitude - one.longitude) * Math.cos(radians((one.latitude + other.latitude) / 2));
  return 6371 * Math.hypot(height, width);
}
