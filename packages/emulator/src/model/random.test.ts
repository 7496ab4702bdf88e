import { expect, it } from 'vitest';
import { createIdentifiers } from './identifiers.ts';
import { randomStream } from './random.ts';

const drawn = (text: string): readonly number[] => Array.from({ length: 200 }, randomStream(text));

it('a stream is the same for the same text, and another one for any other', () => {
  expect(drawn('a text')).toEqual(drawn('a text'));
  const all = ['', 'a', 'b', 'ab', 'ba', 'a text', 'b text'].map(drawn);
  expect(new Set(all.flat()).size).toBe(all.length * 200);
});

it('a stream is spread over all that it can be', () => {
  const tenths = drawn('a text').map((number) => Math.floor(number * 10));
  for (let tenth = 0; tenth < 10; tenth += 1)
    expect(tenths.filter((found) => found === tenth).length).toBeGreaterThan(5);
});

it('what opens something follows from the seed and from the secret, ids from the seed alone', () => {
  const made = (seed: number, appSecret: string) => {
    const make = createIdentifiers(seed);
    return {
      ids: [make.user(), make.media(), make.shortcode(), make.traceId()],
      secrets: [make.accessToken(appSecret), make.authorizationCode(appSecret), make.appToken(appSecret)],
    };
  };
  const base = made(1, 'a secret');
  expect(made(1, 'a secret')).toEqual(base);
  const other = made(1, 'another secret');
  expect(other.ids).toEqual(base.ids);
  // Not even the beginnings are alike.
  const beginnings = ({ secrets }: typeof base): readonly string[] =>
    secrets.map((text) => text.slice(0, 10));
  for (const different of [other, made(2, 'a secret')])
    expect(beginnings(different).filter((text) => beginnings(base).includes(text))).toEqual([]);
});
