import { createRedactor, ThreadsError } from '@threads-sdk/errors';
import { startAgain } from './start-again.ts';

const remedies: readonly (readonly [code: string, remedy: string])[] = [
  ['1', "Check the app's settings and permissions, and that the user has a Threads account."],
  ['1349026', "Set clientId to the Threads app id; the Meta app's id, which the dashboard shows too, fails."],
  [
    '1349168',
    "Register redirectUri in the app's settings, to the letter: https, and the slash that the dashboard may have added. They save only with an uninstall and a delete URL.",
  ],
  ['4476002', 'Set clientId, the Threads app id: none was sent.'],
];

/**
 * Reads what Meta's page shows a browser in place of a login when an app is not set up right: JSON with `error_code` and
 * `error_message`. Nobody is sent back to the app then, so paste what you see; {@link completeAuthorization} recognises
 * it as well.
 *
 * @param text what the browser shows, or anything else
 * @returns an error with code `AUTHORIZATION_FAILED`, whose remedy tells how to set the app up; `undefined` if the text
 *   is something else
 *
 * @example
 * ```ts
 * import { readAuthorizationError } from '@threads-sdk/auth';
 *
 * const shown = '{"error_message":"No app ID was provided in the request.","error_code":4476002}';
 * console.log(readAuthorizationError(shown)?.remedy); // Set clientId, the Threads app id: none was sent.
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started
 * @category Log a user in
 */
export function readAuthorizationError(text: string): ThreadsError | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  let shown: unknown;
  try {
    shown = JSON.parse(text);
  } catch {
    return undefined; // not what the page shows
  }
  const { error_code: code, error_message: message } = Object(shown);
  return code === undefined ? undefined : authorizationError([code, message]);
}

/**
 * What Threads reported instead of a code, whichever way it came.
 *
 * @param details what it says, of which texts and numbers are shown; one may be the code of a known mistake
 */
export function authorizationError(
  details: readonly unknown[],
  secrets: readonly string[] = [],
): ThreadsError {
  const texts = details.map((detail) => (typeof detail === 'number' ? `${detail}` : detail));
  const shown = texts.filter((detail) => typeof detail === 'string' && detail !== '').join(': ');
  const known = remedies.find(([code]) => texts.includes(code));
  return new ThreadsError(
    'AUTHORIZATION_FAILED',
    `Threads refused the login: ${createRedactor(secrets)(shown).slice(0, 300)}.`,
    {
      remedy: known?.[1] ?? `Check the app's settings. ${startAgain}.`,
    },
  );
}
