import type { World } from '../model/world.ts';
import type { GraphNode } from '../graph/fields.ts';
import type { LocationRecord } from '../model/records.ts';

/** A place. */
export function locationNode(location: LocationRecord): GraphNode {
  return {
    fields: {
      id: () => location.id,
      name: () => location.name,
      address: () => location.address,
      city: () => location.city,
      country: () => location.country,
      latitude: () => location.latitude,
      longitude: () => location.longitude,
      postal_code: () => location.postalCode,
    },
  };
}

/** A place as the search shows it. */
export function foundLocationNode({ settings }: World, location: LocationRecord): GraphNode {
  const { fields } = locationNode(location);
  if (settings.current.behaviour.locationSearchId === 'string') return { fields };
  return { fields: { ...fields, id: () => BigInt(location.id) } };
}
