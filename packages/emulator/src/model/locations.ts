import type { LocationRecord } from './records.ts';

/** The places that this Threads knows. */
export const knownLocations: readonly Omit<LocationRecord, 'id'>[] = [
  {
    name: 'Menlo Park',
    city: 'Menlo Park',
    country: 'USA',
    postalCode: '94025',
    latitude: 37.4529,
    longitude: -122.1817,
  },
  {
    name: 'Meta Headquarters',
    address: '1 Meta Way',
    city: 'Menlo Park',
    country: 'USA',
    postalCode: '94025',
    latitude: 37.4847,
    longitude: -122.1484,
  },
  { name: 'Kyoto', city: 'Kyoto', country: 'Japan', latitude: 35.0116, longitude: 135.7681 },
  {
    name: 'Fushimi Inari Taisha',
    address: '68 Fukakusa Yabunouchicho',
    city: 'Kyoto',
    country: 'Japan',
    postalCode: '612-0882',
    latitude: 34.9671,
    longitude: 135.7727,
  },
  {
    name: 'Brandenburger Tor',
    address: 'Pariser Platz',
    city: 'Berlin',
    country: 'Germany',
    postalCode: '10117',
    latitude: 52.5163,
    longitude: 13.3777,
  },
  { name: 'Reykjavík', city: 'Reykjavík', country: 'Iceland', latitude: 64.1466, longitude: -21.9426 },
];
