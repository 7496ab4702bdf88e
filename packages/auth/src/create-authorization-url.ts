import type { Scope } from '@threads-sdk/credentials';
import type { App } from './app.ts';
import { checkInput, scopeRules } from './check-input.ts';
import { authorizeUrl } from './generated/oauth/authorize.ts';

/**
 * Begins a login: makes the address to send the user's browser to, and the state that binds the answer to this browser.
 * Keep the state in the user's session and use it once.
 *
 * @param app your app
 * @param params `scopes`: the permissions to ask for, `threads_basic` among them; the user may deselect the others
 * @returns `url`, to be opened in a browser, and `state`: 32 random bytes, spelled in 43 characters
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault
 *
 * @example
 * ```ts
 * import { createAuthorizationUrl } from '@threads-sdk/auth';
 *
 * const app = { clientId: '9906352117420854', clientSecret: 'secret', redirectUri: 'https://app.example/callback' };
 * const { url, state } = createAuthorizationUrl(app, { scopes: ['threads_basic', 'threads_content_publish'] });
 * console.log(url, state.length); // https://threads.com/oauth/authorize?… 43
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
 * @category Log a user in
 */
export function createAuthorizationUrl(
  app: App,
  params: { readonly scopes: readonly Scope[] },
): { readonly url: string; readonly state: string } {
  checkInput('createAuthorizationUrl', app, scopeRules(Object(params).scopes));
  const state = randomText();
  const url = authorizeUrl(app.authorizationUrl ?? 'https://threads.com/oauth/authorize', {
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: params.scopes,
    state,
  });
  return { url, state };
}

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
