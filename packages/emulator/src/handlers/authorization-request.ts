import { jsonResponse } from '../graph/json.ts';
import type { AppOptions } from '../model/app-options.ts';
import type { DecidingSetting } from '../model/settings.ts';
import { noteDecision } from '../graph/errors.ts';

/** What an app asks a person for, once it has been checked. */
export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Echoed as it came. */
  readonly state?: string;
}

/** A fault of the app's set-up: shown in the browser, since nobody may be sent to an address that is not the app's. */
export class AuthorizationError extends Error {
  override readonly name = 'AuthorizationError';
  readonly code: number;
  /** The settings without which it would not have been thrown. */
  readonly decidedBy: readonly DecidingSetting[];

  constructor(code: number, message: string, decidedBy: readonly DecidingSetting[] = []) {
    super(message);
    this.code = code;
    this.decidedBy = decidedBy;
  }
}

/**
 * Checks the query that an app opened the consent page with.
 *
 * @throws {AuthorizationError} for an app, an address or a scope that does not fit.
 */
export function readAuthorizationRequest(app: AppOptions, query: URLSearchParams): AuthorizationRequest {
  checkClientId(app, query.get('client_id') ?? '');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!app.redirectUris.includes(redirectUri)) {
    throw new AuthorizationError(
      1_349_168,
      "URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app's Client OAuth Settings. It must equal a registered one exactly, a trailing slash included.",
      ['app.redirectUris'],
    );
  }
  // Apps that leave response_type out work in practice.
  if ((query.get('response_type') ?? 'code') !== 'code') throw misconfigured('response_type must be code.');
  const scopes = readScopeList(query.get('scope') ?? '');
  if (!scopes.includes('threads_basic')) throw misconfigured('scope must contain threads_basic.');
  const state = query.get('state');
  return { redirectUri, scopes, ...(state === null ? {} : { state }) };
}

/** The permissions that a text names, with commas or spaces between them. */
export function readScopeList(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ''))];
}

function checkClientId(app: AppOptions, clientId: string): void {
  if (clientId === '') throw new AuthorizationError(4_476_002, 'No app ID was provided in the request.');
  if (clientId !== app.clientId) {
    throw new AuthorizationError(
      1_349_026,
      'No application data was given for this app ID. Use the Threads app ID, not the Meta app ID.',
      ['app.clientId'],
    );
  }
}

/** A fault of the request for which Meta has no error of its own; the hint is the emulator's. */
export function misconfigured(hint: string): AuthorizationError {
  return new AuthorizationError(1, `An unknown error has occurred. ${hint}`);
}

/** The JSON document that a browser shows in place of the consent page. The status is an assumption. */
export function authorizationErrorResponse(error: AuthorizationError): Response {
  const response = jsonResponse({ error_message: error.message, error_code: error.code }, 400);
  return noteDecision(response, error.decidedBy);
}

/** Where the browser goes after the person decided, as `Location` of a 302. */
export function redirectBack(
  { redirectUri, state }: AuthorizationRequest,
  answer: Readonly<Record<string, string>>,
  fragment = '',
): Response {
  const query = new URLSearchParams({ ...answer, ...(state === undefined ? {} : { state }) });
  // Appended as text: a URL object would rewrite the address that the app registered.
  const location = `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}${fragment}`;
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });
}
