// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import type { Scope } from '../schemas/scope.ts';

/**
 * The parameters of {@link authorizeUrl}.
 *
 * @category Parameters
 */
export interface AuthorizeParameters {
  /** The id of the Threads app, which is not that of the Meta app. */
  readonly client_id: string;
  /** One of the app's registered redirect URIs, exactly as it is registered. The dashboard may have added a slash. */
  readonly redirect_uri: string;
  /** Always `code`. Default: `code`. */
  readonly response_type?: 'code' | undefined;
  /**
   * The permissions to ask for, `threads_basic` among them. Spaces between them are documented as well; commas
   * work everywhere. Not empty.
   */
  readonly scope: readonly Scope[];
  /** Handed back unchanged; it binds the answer to the browser that asked. Not empty. */
  readonly state?: string | undefined;
}

/**
 * Ask a user for permissions.
 *
 * The page on which a user grants an app its permissions; to be opened in a browser, not requested. On Android
 * open it in a browser or web view, since the Threads app does not handle it. The hosts with `www.` are
 * *observed* to work too.
 *
 * After consent the browser is sent to `redirect_uri` with `code`, the `state` that was sent, and `#_` at the
 * end, which does not belong to the code. The code is valid for one hour and once. After a refusal it is sent
 * there with `error=access_denied`, `error_reason=user_denied` and `error_description`; the documentation's
 * table spells the value `acceess_denied`. A wrong configuration is not redirected but shown as JSON, with a
 * status that is unknown.
 *
 * The user may deselect permissions other than `threads_basic`; nothing in the redirect says so.
 *
 * In the API since 2024-04-08.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 */
export function authorizeUrl(baseUrl: string, params: AuthorizeParameters): string {
  const url = new URL(baseUrl);
  const { searchParams } = url;
  searchParams.set('client_id', params.client_id);
  searchParams.set('redirect_uri', params.redirect_uri);
  searchParams.set('response_type', params.response_type ?? 'code');
  searchParams.set('scope', params.scope.join(','));
  if (params.state !== undefined) searchParams.set('state', params.state);
  return url.href;
}
