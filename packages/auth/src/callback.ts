import { AuthorizationError, type AuthorizationErrorCode, createRedactor } from '@threads-sdk/errors';
import { isSameSecret, readJson } from '@threads-sdk/internal';

/** The beginning of many remedies. */
export const startAgain: string = 'Start the login again with createAuthorizationUrl';

/**
 * Reads the authorization code out of the address that the user came back to. Nothing in it is believed before its state
 * is checked, and an error goes before a code.
 *
 * @throws {AuthorizationError} if there is no usable code, with any of its codes but `CODE_REJECTED`
 */
export async function readCallback(callbackUrl: string, state: string, redirectUri: string): Promise<string> {
  const setUpError = readAuthorizationError(callbackUrl);
  if (setUpError) throw setUpError;
  // Threads appends `#_`. A server never sees it, but an address that was pasted by hand may carry it anywhere.
  const address = callbackUrl.replaceAll(/#_(?=&|$)/g, '');
  // A server often knows the path and the query only.
  if (!URL.canParse(address, redirectUri)) throw invalidCallback('it is no address');
  const { searchParams } = new URL(address, redirectUri);
  await checkState(searchParams.getAll('state').map(withoutFragment), state);
  const codes = searchParams.getAll('code').map(withoutFragment);
  checkError(searchParams, [state, ...codes]);
  const [code = ''] = codes;
  if (codes.length > 1) throw invalidCallback('it holds more than one code');
  if (code === '') throw invalidCallback('it holds no code');
  return code;
}

/** Without the `#_` that Threads appends, which is no part of a code or a state. */
export function withoutFragment(value: string): string {
  return value.replace(/#_$/, '');
}

async function checkState(states: readonly string[], expected: string): Promise<void> {
  const [state] = states;
  if (states.length === 1 && state !== undefined && (await isSameSecret(state, expected))) return;
  const fault =
    states.length === 0 ? 'no state' : states.length > 1 ? 'more than one state' : 'a foreign state';
  throw refused(
    'AUTHORIZATION_STATE_MISMATCH',
    `holds ${fault}, not the one that was sent`,
    `It may be forged, or belong to an older login. ${startAgain}.`,
  );
}

function checkError(params: URLSearchParams, secrets: readonly string[]): void {
  const error = params.get('error') ?? params.get('error_code');
  if (error === null) return;
  // Meta's documentation spells it both ways.
  if (error === 'access_denied' || error === 'acceess_denied') {
    throw refused(
      'AUTHORIZATION_DENIED',
      'says that the user did not grant the permissions',
      'Say what the permissions are for; offer the login again.',
    );
  }
  const details = [...params].filter(([name]) => name.startsWith('error')).map(([, value]) => value);
  throw loginRefused(details, secrets);
}

function invalidCallback(fault: string): AuthorizationError {
  return refused(
    'AUTHORIZATION_CALLBACK_INVALID',
    `cannot be used: ${fault}`,
    `Pass the whole address. ${startAgain}.`,
  );
}

function refused(code: AuthorizationErrorCode, fault: string, remedy: string): AuthorizationError {
  return new AuthorizationError(code, `completeAuthorization: the callback ${fault}.`, { remedy });
}

/**
 * Reads what Meta's page shows a browser in place of a login when an app is not set up right: JSON with `error_code` and
 * `error_message`. The user is not sent back to the app then, so paste what you see. {@link completeAuthorization}
 * recognises it as well.
 *
 * @param text what the browser shows, or anything else
 * @returns an error with the code `AUTHORIZATION_FAILED`, whose remedy says how to set the app up; `undefined` if the text
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
 * @category Log a user in
 */
export function readAuthorizationError(text: string): AuthorizationError | undefined {
  const { error_code: code = null, error_message: message } = Object(readJson(text));
  if (code !== null) return loginRefused([code, message]);
  // A viewer of JSON in the browser takes the quotes and the braces away.
  const shown = /\berror_code[^\w=]{1,10}(\d+)/.exec(String(text))?.[1];
  const words = /\berror_message[^\w=]{1,10}([^\n"]+)/.exec(String(text))?.[1];
  return shown === undefined ? undefined : loginRefused([shown, words]);
}

const remedies: readonly (readonly [code: string, remedy: string])[] = [
  ['1', "Check the app's settings and permissions, and that the user has a Threads account."],
  ['1349026', 'Set clientId to the Threads app id, not to that of the Meta app.'],
  [
    '1349168',
    "Register exactly this redirectUri in the app's settings, with the slash that the dashboard may have added. They save only with an uninstall and a delete URL.",
  ],
  [
    '1349245',
    'Let the user accept the invitation as a Threads tester, in the account settings of Threads under "Website permissions".',
  ],
  ['4476002', 'Set clientId, the Threads app id: none was sent.'],
];

/**
 * What Threads reported instead of a code, whichever way it came.
 *
 * @param details what it says, of which texts and numbers are shown; one may be the code of a known mistake
 * @param secrets what must not be shown
 */
function loginRefused(details: readonly unknown[], secrets: readonly string[] = []): AuthorizationError {
  const texts = details.map((detail) => (typeof detail === 'number' ? `${detail}` : detail));
  const shown = texts.filter((detail) => typeof detail === 'string' && detail !== '').join(': ');
  const known = remedies.find(([code]) => texts.includes(code));
  return new AuthorizationError(
    'AUTHORIZATION_FAILED',
    `Threads refused the login: ${createRedactor(secrets)(shown).slice(0, 300)}.`,
    { remedy: known?.[1] ?? `Check the app's settings. ${startAgain}.` },
  );
}
