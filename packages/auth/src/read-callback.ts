import { ThreadsError } from '@threads-sdk/errors';
import { startAgain } from './start-again.ts';
import { isSameText } from './is-same-text.ts';
import { authorizationError, readAuthorizationError } from './read-authorization-error.ts';

const call = 'completeAuthorization';

/**
 * Reads the authorization code out of the address that the user came back to. The state is checked before anything else
 * is believed, and an error before a code.
 *
 * @throws ThreadsError `AUTHORIZATION_STATE_MISMATCH`, `AUTHORIZATION_DENIED`, `AUTHORIZATION_FAILED` or
 *   `AUTHORIZATION_CALLBACK_INVALID`
 */
export function readCallback(callbackUrl: string, state: string, redirectUri: string): string {
  const setUpError = readAuthorizationError(callbackUrl);
  if (setUpError) throw setUpError;
  // Threads appends `#_`. A server never sees it, but an address that was pasted by hand may carry it anywhere.
  const address = callbackUrl.replaceAll(/#_(?=&|$)/g, '');
  // A server often knows the path and the query only.
  if (!URL.canParse(address, redirectUri)) throw invalid('it is no address');
  const { searchParams } = new URL(address, redirectUri);
  checkState(searchParams.getAll('state').map(withoutFragment), state);
  checkError(searchParams, [state, ...searchParams.getAll('code')]);

  const codes = searchParams.getAll('code').map(withoutFragment);
  const [code = ''] = codes;
  if (codes.length > 1) throw invalid('it holds more than one code');
  if (code === '') throw invalid('it holds no code');
  return code;
}

/** Without the `#_` that Threads appends, which is no part of a code or a state. */
export function withoutFragment(value: string): string {
  return value.replace(/#_$/, '');
}

function checkState(states: readonly string[], expected: string): void {
  const [state] = states;
  if (states.length === 1 && state !== undefined && isSameText(state, expected)) return;
  const fault =
    states.length === 0 ? 'no state' : states.length > 1 ? 'more than one state' : 'a foreign state';
  throw new ThreadsError(
    'AUTHORIZATION_STATE_MISMATCH',
    `${call}: the callback holds ${fault}, not the one that was sent.`,
    { remedy: `It may be forged, or of an older login. ${startAgain}.` },
  );
}

function checkError(params: URLSearchParams, secrets: readonly string[]): void {
  const error = params.get('error') ?? params.get('error_code');
  if (error === null) return;
  // Meta's documentation spells it both ways.
  if (error === 'access_denied' || error === 'acceess_denied') {
    throw new ThreadsError('AUTHORIZATION_DENIED', `${call}: the user did not grant the permissions.`, {
      remedy: 'Say what the permissions are for, and offer the login again.',
    });
  }
  const details = [...params].filter(([name]) => name.startsWith('error')).map(([, value]) => value);
  throw authorizationError(details, secrets);
}

function invalid(fault: string): ThreadsError {
  return new ThreadsError(
    'AUTHORIZATION_CALLBACK_INVALID',
    `${call}: the callback cannot be used: ${fault}.`,
    {
      remedy: `Pass the whole address, its query included. ${startAgain}.`,
    },
  );
}
