import { randomAt, randomStream } from './random.ts';

/**
 * Makes the ids and secrets of one emulator: the same ones, in the same order, for the same seed. What opens something
 * follows from the app's secret besides: everybody may see ids, and ids betray the seed.
 */
export interface Identifiers {
  user(): string;
  media(): string;
  container(): string;
  location(): string;
  shortcode(): string;
  accessToken(appSecret: string): string;
  authorizationCode(appSecret: string): string;
  appToken(appSecret: string): string;
  /** A secret for an app that has none. */
  appSecret(): string;
  traceId(): string;
  /** A number in [0, 1), for what takes a random time. */
  chance(): number;
  /** How many of each kind there were. With the same seed and counts the same ones follow. */
  counts(): IdentifierCounts;
}

/**
 * How many there were of each kind.
 *
 * @category Look at what happened
 */
export type IdentifierCounts = Readonly<Record<IdentifierKind, number>>;

/**
 * What has a count of its own.
 *
 * @category Look at what happened
 */
export type IdentifierKind =
  | 'user'
  | 'media'
  | 'container'
  | 'location'
  | 'shortcode'
  | 'accessToken'
  | 'authorizationCode'
  | 'appToken'
  | 'appSecret'
  | 'traceId'
  | 'chance';

/** The counts of an emulator that made none yet. */
export const noCounts: IdentifierCounts = {
  user: 0,
  media: 0,
  container: 0,
  location: 0,
  shortcode: 0,
  accessToken: 0,
  authorizationCode: 0,
  appToken: 0,
  appSecret: 0,
  traceId: 0,
  chance: 0,
};

// Seventeen digits each, like Meta's, and far beyond 2 ** 53.
const firstUser = 17841400000000001n;
const firstMedia = 17900000000000001n;
const firstContainer = 18000000000000001n;
const firstLocation = 10600000000000001n;

/** Creates the sources of ids; each kind has its own, so that one more token does not change the next post's id. */
export function createIdentifiers(seed: number, start: IdentifierCounts = noCounts): Identifiers {
  const counts = { ...start };
  // Every id follows from the seed and its number alone.
  const source =
    <Value, Given extends readonly string[]>(
      kind: IdentifierKind,
      make: (index: number, ...given: Given) => Value,
    ): ((...given: Given) => Value) =>
    (...given) => {
      const value = make(counts[kind], ...given);
      counts[kind] += 1;
      return value;
    };
  return {
    user: source('user', numbers(firstUser, seed ^ 0x01)),
    media: source('media', numbers(firstMedia, seed ^ 0x02)),
    container: source('container', numbers(firstContainer, seed ^ 0x03)),
    location: source('location', numbers(firstLocation, seed ^ 0x04)),
    shortcode: source('shortcode', texts('D', 10, seed ^ 0x05)),
    accessToken: source('accessToken', secrets('THAA', 160, `${seed}/accessToken`)),
    authorizationCode: source('authorizationCode', secrets('AQ', 120, `${seed}/authorizationCode`)),
    appToken: source('appToken', secrets('', 32, `${seed}/appToken`)),
    appSecret: source('appSecret', texts('', 32, seed ^ 0x08)),
    traceId: source('traceId', texts('A', 10, seed ^ 0x09)),
    chance: source('chance', (index) => randomAt(seed ^ 0x0a, index)),
    counts: () => ({ ...counts }),
  };
}

// Rising and always odd: above 2 ** 53 a double holds no odd number, so that a client which reads an id as one always loses it.
function numbers(first: bigint, seed: number): (index: number) => string {
  const step = 999_983;
  return (index) => {
    const offset = index * step + Math.floor(randomAt(seed, index) * step);
    return (first + BigInt(2 * offset)).toString();
  };
}

const urlSafe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function texts(prefix: string, length: number, seed: number): (index: number) => string {
  return (index) => {
    let text = prefix;
    for (let place = 0; place < length; place += 1)
      text += urlSafe.charAt(randomAt(seed, index * length + place) * urlSafe.length);
    return text;
  };
}

function secrets(prefix: string, length: number, name: string): (index: number, appSecret: string) => string {
  return (index, appSecret) => {
    const next = randomStream(`${name}/${index}/${appSecret}`);
    let text = prefix;
    for (let place = 0; place < length; place += 1) text += urlSafe.charAt(next() * urlSafe.length);
    return text;
  };
}
