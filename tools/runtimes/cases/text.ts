import {
  countText,
  findLinks,
  findTopicTag,
  followIntentUrl,
  postIntentUrl,
  splitText,
} from '@threads-sdk/publish';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf } from '../in-runtime/rejection.ts';

export const text: readonly Case[] = [
  {
    name: 'A text is counted in characters and in bytes',
    run: () => {
      assert.deepEqual(countText('Grüße 日本 👩‍👩‍👧‍👦'), { characters: 34, bytes: 40 });
      assert.deepEqual(countText(''), { characters: 0, bytes: 0 });
    },
  },
  {
    name: 'A long text is split between sentences, and nothing is lost',
    run: () => {
      const long = 'Dr. Tanaka came at 9 a.m. and left. 「今日は。」 So what? '.repeat(40);
      const parts = splitText(long);
      assert.equal(parts.join(''), long);
      assert.isAbove(parts.length, 4);
      for (const part of parts) assert.isAtMost(countText(part).bytes, 500);
    },
  },
  {
    name: 'No character as people see it is cut',
    run: () => {
      const family = '👩‍👩‍👧‍👦';
      const parts = splitText(family.repeat(100));
      assert.equal(parts.join(''), family.repeat(100));
      for (const part of parts) assert.equal(part.replaceAll(family, ''), '');
    },
  },
  {
    name: 'Parts are numbered',
    run: () => {
      const parts = splitText('One sentence after another. '.repeat(40), { numbering: true });
      for (const [index, part] of parts.entries())
        assert.isTrue(part.endsWith(`${index + 1}/${parts.length}`));
    },
  },
  {
    name: 'Links are found in texts of several scripts',
    run: () => {
      const links = findLinks(
        'See https://example.com/a?b=1. 詳細はexample.jpへ、(www.example.org) and https://example.com/a?b=1',
      );
      assert.deepEqual(links.slice(0, 1), ['https://example.com/a?b=1']);
      assert.include(links, 'www.example.org');
      assert.equal(new Set(links).size, links.length);
    },
  },
  {
    name: 'The topic of a text is found',
    run: () => {
      assert.equal(findTopicTag('In #京都 at last'), '京都');
      assert.isUndefined(findTopicTag('Number #1'));
    },
  },
  {
    name: 'Addresses that open Threads are written, and wrong input is refused',
    run: async () => {
      const url = new URL(postIntentUrl({ text: "It's 50 % & more", url: 'https://example.com' }));
      assert.equal(url.searchParams.get('text'), "It's 50 % & more");
      assert.equal(
        followIntentUrl({ username: 'mika' }),
        'https://www.threads.com/intent/follow?username=mika',
      );
      assert.equal(await codeOf(() => followIntentUrl({ username: '@mika' })), 'INVALID_INPUT');
    },
  },
];
