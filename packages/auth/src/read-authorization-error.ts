import { createRedactor, ThreadsError } from '@threads-sdk/errors';

const remedies: Readonly<Record<string, string>> = {
  1: "Check the app's settings: redirect URIs, testers, the permissions asked for. The user may have Instagram but no Threads account.",
  1349026: "Set clientId to the Threads app id. The dashboard shows the Meta app's id too: that one fails.",
  1349168:
    "Register redirectUri in the app's settings, to the letter: https, and the slash that the dashboard may have added. The form saves only if the uninstall and delete callback URLs are filled in too.",
  4476002: 'Set clientId, the Threads app id: none was sent.',
};

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
  return code === undefined ? undefined : authorizationError([code, message], code);
}

/** What Threads reported instead of a code, whichever way it came. */
export function authorizationError(
  details: readonly unknown[],
  code: unknown,
  secrets: readonly string[] = [],
): ThreadsError {
  const shown = details.filter((detail) => detail).join(': ');
  return new ThreadsError(
    'AUTHORIZATION_FAILED',
    `Threads refused the login: ${createRedactor(secrets)(shown).slice(0, 300)}.`,
    {
      remedy:
        remedies[String(code)] ?? "Check the app's settings, and begin again with createAuthorizationUrl.",
    },
  );
}
