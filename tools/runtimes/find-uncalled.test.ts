import { describe, expect, it } from 'vitest';
import { uncalled } from './find-uncalled.ts';

const program = `import { publish, repost as repost2, splitText } from "@threads-sdk/publish";
import { repost, getUser } from "@threads-sdk/endpoints";
await publish(client, post);
await repost2(client, post);
map(getUser);
new Thing(splitText);
other.listThreads();
`;

describe('the functions that no case calls', () => {
  it('are those that are not imported, or imported and not called', () => {
    const names = ['publish', 'repost', 'splitText', 'resume'];
    expect(uncalled(program, '@threads-sdk/publish', names)).toEqual([
      '@threads-sdk/publish: splitText',
      '@threads-sdk/publish: resume',
    ]);
  });

  it('are told apart from functions of the same name in another package, and from methods', () => {
    expect(uncalled(program, '@threads-sdk/endpoints', ['repost', 'getUser', 'listThreads'])).toEqual([
      '@threads-sdk/endpoints: repost',
      '@threads-sdk/endpoints: getUser',
      '@threads-sdk/endpoints: listThreads',
    ]);
  });
});
