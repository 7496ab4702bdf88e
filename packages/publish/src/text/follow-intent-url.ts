import { InvalidInputError } from '@threads-sdk/errors';
import { intentUrl } from './intent-url.ts';

/**
 * Makes the address of a page where somebody who is logged in to Threads can follow a profile with one click, without
 * an app or a token.
 *
 * @param input the profile
 * @param input.username the name of the profile, without `@`
 * @returns an address on `www.threads.com`
 *
 * @throws {InvalidInputError} if the username is no name of a profile
 *
 * @example
 * ```ts
 * import { followIntentUrl } from '@threads-sdk/publish';
 *
 * console.log(followIntentUrl({ username: 'mika' })); // https://www.threads.com/intent/follow?username=mika
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/threads-web-intents
 * @category Link to Threads without a token
 */
export function followIntentUrl(input: { readonly username: string }): string {
  const username: unknown = Object(input).username;
  if (typeof username !== 'string' || !/^[\w.]+$/.test(username)) {
    throw new InvalidInputError('followIntentUrl', [
      { path: 'username', message: 'must be letters, digits, "." and "_" of a profile\'s name, without "@"' },
    ]);
  }
  return intentUrl('follow', { username });
}
