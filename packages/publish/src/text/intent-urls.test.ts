import { InvalidInputError } from '@threads-sdk/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followIntentUrl, type PostIntent, postIntentUrl } from '../index.ts';

describe('postIntentUrl', () => {
  it('opens the composer as it is when nothing is given', () => {
    expect(postIntentUrl()).toBe('https://www.threads.com/intent/post');
    expect(postIntentUrl({})).toBe('https://www.threads.com/intent/post');
  });

  it('says everything in the names of Threads', () => {
    const url = postIntentUrl({
      text: 'Up before the city',
      url: 'https://example.com/kyoto?day=3&view=all',
      tag: 'kyoto trip',
      replyControl: 'accounts_you_follow',
      replyPostShortcode: 'DFgh-x_1',
      quotePostShortcode: 'C8H5',
    });
    expect(url).toBe(
      'https://www.threads.com/intent/post?text=Up%20before%20the%20city' +
        '&url=https%3A%2F%2Fexample.com%2Fkyoto%3Fday%3D3%26view%3Dall&tag=kyoto%20trip' +
        '&reply_control=accounts_you_follow&reply_post_shortcode=DFgh-x_1&quote_post_shortcode=C8H5',
    );
  });

  it('gives back any text, and has no character that ends a quoted or bracketed address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const url = postIntentUrl({ text });
        expect(new URL(url).searchParams.get('text')).toBe(text);
        expect(url).toMatch(/^https:\/\/www\.threads\.com\/intent\/post\?text=[\w.~%-]+$/);
      }),
      { seed: 2026 },
    );
    expect(postIntentUrl({ text: "a+b 'c' (d)\n!*" })).toMatch(/text=a%2Bb%20%27c%27%20%28d%29%0A%21%2A$/);
  });

  it.each<[unknown, string[]]>([
    ['text', ['']],
    [{ text: '', url: 'example.com', tag: 'a.b' }, ['text', 'url', 'tag']],
    [{ text: '\ud83d', url: 'ftp://example.com', tag: 'a'.repeat(51) }, ['text', 'url', 'tag']],
    [{ url: 'https://mika:secret@example.com' }, ['url']],
    [{ tag: 'a&b', replyControl: 'parent_post_author_only' }, ['tag', 'replyControl']],
    [
      { tag: 'a\tb', replyPostShortcode: 'https://www.threads.com/@mika/post/C8H5' },
      ['tag', 'replyPostShortcode'],
    ],
    [{ tag: '', quotePostShortcode: '', replyTo: '1' }, ['tag', 'quotePostShortcode', 'replyTo']],
  ])('refuses %j, naming every fault', (intent, paths) => {
    const refused = refusalOf(() => postIntentUrl(intent as PostIntent));
    expect(new Set(refused.issues.map(({ path }) => path))).toEqual(new Set(paths));
  });
});

describe('followIntentUrl', () => {
  it('leads to a profile', () => {
    expect(followIntentUrl({ username: 'mika.in_kyoto' })).toBe(
      'https://www.threads.com/intent/follow?username=mika.in_kyoto',
    );
  });

  it.each(['', '@mika', 'mika&x=1', 'https://www.threads.com/@mika', 'mi ka', 1, undefined])(
    'refuses the username %j',
    (username) => {
      const refused = refusalOf(() => followIntentUrl({ username: username as string }));
      expect(refused).toMatchObject({ call: 'followIntentUrl', issues: [{ path: 'username' }] });
    },
  );
});

function refusalOf(call: () => unknown): InvalidInputError {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
