import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { checkMedia } from '../src/index.ts';

/** What is wrong with the arguments, as `path message`. Nothing may be sent. */
async function issuesOf(file: unknown, options?: unknown): Promise<readonly string[]> {
  const error: unknown = await checkMedia(file as never, options as never).catch((thrown: unknown) => thrown);
  if (!isThreadsError(error) || error.code !== 'INVALID_INPUT') throw error;
  expect(error.call).toBe('checkMedia');
  return error.issues.map(({ path, message }) => `${path} ${message}`);
}

const notAFile = 'file must be the text of a URL, with https:// in front, or a Blob';

describe('arguments', () => {
  it('are refused with everything that is wrong, and no value is shown', async () => {
    const options = { kind: 'gif', signal: 1, timeout: 0, allowPrivate: 1, fetch: 1, resolve: 'canary' };
    expect(await issuesOf('canary', options)).toEqual([
      notAFile,
      'options.kind must be one of: image, video',
      'options.signal must be an AbortSignal',
      'options.timeout must be a number from 1',
      'options.allowPrivate must be a boolean',
      'options.fetch must be a function',
      'options.resolve must be a function',
    ]);
  });

  it.each([
    ['no address', undefined, {}, 'file is missing'],
    ['an address that is no text', new URL('https://example.com/'), {}, notAFile],
    ['no options', 'https://example.com/', null, 'options must be an object'],
    [
      'a time that no timer can take',
      'https://example.com/',
      { timeout: 2 ** 31 },
      'options.timeout must be a number from 1',
    ],
    [
      'a time that is no number',
      'https://example.com/',
      { timeout: NaN },
      'options.timeout must be a number from 1',
    ],
  ])('are refused: %s', async (_, url, options, issue) => {
    expect(await issuesOf(url, options)).toEqual([issue]);
  });
});
