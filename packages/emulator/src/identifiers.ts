import { createRandom } from './random.ts';

/** Makes the ids and secrets of one emulator: the same ones, in the same order, for the same seed. */
export interface Identifiers {
  user(): string;
  media(): string;
  container(): string;
  location(): string;
  shortcode(): string;
  accessToken(): string;
  authorizationCode(): string;
  appSecret(): string;
  traceId(): string;
}

// Seventeen digits each, like Meta's, and far beyond 2 ** 53.
const firstUser = 17841400000000001n;
const firstMedia = 17900000000000001n;
const firstContainer = 18000000000000001n;
const firstLocation = 10600000000000001n;

/** Creates the sources of ids; each kind has its own, so that one more token does not change the next post's id. */
export function createIdentifiers(seed: number): Identifiers {
  return {
    user: numbers(firstUser, createRandom(seed ^ 0x01)),
    media: numbers(firstMedia, createRandom(seed ^ 0x02)),
    container: numbers(firstContainer, createRandom(seed ^ 0x03)),
    location: numbers(firstLocation, createRandom(seed ^ 0x04)),
    shortcode: texts('D', 10, createRandom(seed ^ 0x05)),
    accessToken: texts('THAA', 160, createRandom(seed ^ 0x06)),
    authorizationCode: texts('AQ', 120, createRandom(seed ^ 0x07)),
    appSecret: texts('', 32, createRandom(seed ^ 0x08)),
    traceId: texts('A', 10, createRandom(seed ^ 0x09)),
  };
}

// Rising and always odd: above 2 ** 53 a double holds no odd number, so that a client which reads an id as one always loses it.
function numbers(first: bigint, random: () => number): () => string {
  const step = 999_983;
  let index = 0;
  return () => {
    const offset = index * step + Math.floor(random() * step);
    index += 1;
    return (first + BigInt(2 * offset)).toString();
  };
}

const urlSafe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function texts(prefix: string, length: number, random: () => number): () => string {
  return () => {
    let text = prefix;
    for (let index = 0; index < length; index += 1) text += urlSafe.charAt(random() * urlSafe.length);
    return text;
  };
}
