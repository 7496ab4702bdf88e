import type { EmulatorContext } from '../context.ts';
import { GraphError, invalidParameter, permissionMissing } from '../graph/errors.ts';
import { jsonResponse, type JsonValue } from '../graph/json.ts';
import { accessTokenOf, optionalText, requiredText, type Parameters } from '../graph/parameters.ts';
import { ConsentPage } from '../pages/consent-page.tsx';
import { isFromElsewhere } from '../pages/parts/same-origin.ts';
import { respondWithForm } from '../pages/parts/respond.ts';
import type { TokenRecord } from '../model/records.ts';
import { userByName } from '../model/store.ts';
import {
  exchangeCode,
  exchangeToken,
  findToken,
  findUserToken,
  issueAppToken,
  issueCode,
  refreshToken,
} from '../access/tokens.ts';
import {
  AuthorizationError,
  authorizationErrorResponse,
  type AuthorizationRequest,
  misconfigured,
  readAuthorizationRequest,
  readScopeList,
  redirectBack,
} from './authorization-request.ts';

/** A request to the OAuth half of the API. */
interface OAuthRequest {
  readonly context: EmulatorContext;
  readonly request: Request;
  readonly parameters: Parameters;
}

/** The OAuth half of the API: the consent page and what follows from it, by path and method. */
const endpoints: Readonly<Record<string, (asked: OAuthRequest) => Response | Promise<Response>>> = {
  'GET /oauth/authorize': authorize,
  'POST /oauth/authorize': authorize,
  'GET /oauth/access_token': giveToken,
  'POST /oauth/access_token': giveToken,
  'GET /access_token': exchange,
  'GET /refresh_access_token': refresh,
  'GET /debug_token': debug,
};

/**
 * Who answers a request to the OAuth half of the API; `undefined` if it is none.
 *
 * @param path without a version
 */
export function oauthHandler(
  method: string,
  path: string,
): ((asked: OAuthRequest) => Response | Promise<Response>) | undefined {
  return endpoints[`${method === 'HEAD' ? 'GET' : method} ${path}`];
}

/**
 * The page's form posts to the address it was opened at, with `decision` (`allow` or `deny`), `username` and one
 * `scope` for each permission that was left on. A program may post the same, or all of them in one `scope` as in the address:
 * without `username` the first account consents, and without `scope` to everything that was asked for.
 */
async function authorize({ context, request }: OAuthRequest): Promise<Response> {
  try {
    const asked = readAuthorizationRequest(context.store.app, new URL(request.url).searchParams);
    // Here nobody has to log in first: a page of somebody else could consent in the place of the person.
    if (request.method === 'POST' && isFromElsewhere(request))
      return new Response('Only the consent page itself may do this.', { status: 403 });
    return request.method === 'POST'
      ? decide(context, asked, await readForm(request))
      : await askForConsent(context, asked);
  } catch (error) {
    if (error instanceof AuthorizationError) return authorizationErrorResponse(error);
    throw error;
  }
}

function giveToken({ context, parameters }: OAuthRequest): Response {
  const grantType = requiredText(parameters, 'grant_type');
  if (grantType === 'authorization_code') return jsonResponse(answerCode(context, parameters));
  if (grantType === 'client_credentials') return jsonResponse(answerAppToken(context, parameters));
  throw invalidParameter('Param grant_type must be one of {authorization_code, client_credentials}');
}

function exchange({ context, request, parameters }: OAuthRequest): Response {
  requireGrantType(parameters, 'th_exchange_token');
  const token = exchangeToken(context, {
    clientSecret: requiredText(parameters, 'client_secret'),
    accessToken: accessTokenOf(request, parameters),
  });
  return jsonResponse(longLivedAnswer(context, token));
}

function refresh({ context, request, parameters }: OAuthRequest): Response {
  requireGrantType(parameters, 'th_refresh_token');
  const token = refreshToken(context, { accessToken: accessTokenOf(request, parameters) });
  return jsonResponse(longLivedAnswer(context, token));
}

function debug({ context, request, parameters }: OAuthRequest): Response {
  const { userId } = findUserToken(context, accessTokenOf(request, parameters));
  // What anybody else is answered is not known.
  if (context.store.users.get(userId)?.tester !== true) throw permissionMissing();
  return jsonResponse({ data: inspectToken(context, requiredText(parameters, 'input_token')) });
}

function askForConsent({ store }: EmulatorContext, request: AuthorizationRequest): Promise<Response> {
  return respondWithForm(
    <ConsentPage
      appName={store.app.name}
      redirectUri={request.redirectUri}
      scopes={request.scopes}
      users={[...store.users.values()]}
    />,
  );
}

async function readForm(request: Request): Promise<FormData> {
  return request.formData().catch(() => {
    throw misconfigured('The decision must come as a form.');
  });
}

function decide(context: EmulatorContext, request: AuthorizationRequest, form: FormData): Response {
  const decision = form.get('decision');
  if (decision === 'deny') {
    return redirectBack(request, {
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request',
    });
  }
  if (decision !== 'allow') throw misconfigured('decision must be allow or deny.');

  const [firstUser] = context.store.users.values();
  const username = form.get('username');
  const user = typeof username === 'string' ? userByName(context.store, username) : firstUser;
  if (user === undefined) throw misconfigured('There is no such account.');

  const named = form.getAll('scope').flatMap((value) => (typeof value === 'string' ? [value] : []));
  const kept = form.has('scope') ? readScopeList(named.join(' ')) : request.scopes;
  const [unasked] = kept.filter((scope) => !request.scopes.includes(scope));
  if (unasked !== undefined) throw misconfigured(`scope has ${unasked}, which the app did not ask for.`);
  const scopes = request.scopes.filter((scope) => scope === 'threads_basic' || kept.includes(scope));
  const { code } = issueCode(context, { userId: user.id, scopes, redirectUri: request.redirectUri });
  return redirectBack(request, { code }, '#_');
}

function answerCode(context: EmulatorContext, parameters: Parameters): JsonValue {
  const { accessToken, userId } = exchangeCode(context, {
    clientId: requiredText(parameters, 'client_id'),
    clientSecret: requiredText(parameters, 'client_secret'),
    code: requiredText(parameters, 'code'),
    redirectUri: requiredText(parameters, 'redirect_uri'),
  });
  const { codeExchangeUserId } = context.settings.current.behaviour;
  // By default the one answer in which a user's id is a number, and one that a double cannot hold.
  const isNumber = codeExchangeUserId === 'number' && userId !== undefined;
  return { access_token: accessToken, user_id: isNumber ? BigInt(userId) : userId };
}

function answerAppToken(context: EmulatorContext, parameters: Parameters): JsonValue {
  const { accessToken } = issueAppToken(context, {
    clientId: requiredText(parameters, 'client_id'),
    clientSecret: requiredText(parameters, 'client_secret'),
  });
  return { access_token: accessToken, token_type: 'bearer' };
}

function longLivedAnswer({ clock }: EmulatorContext, token: TokenRecord): JsonValue {
  return {
    access_token: token.accessToken,
    token_type: 'bearer',
    expires_in: Math.floor((token.expiresAt - clock.now()) / 1000),
  };
}

function requireGrantType(parameters: Parameters, grantType: string): void {
  if (optionalText(parameters, 'grant_type') === grantType) return;
  throw invalidParameter(`Param grant_type must be one of {${grantType}}`);
}

// What is said about an invalid token follows the Graph's habit; Threads' own answer is not known.
function inspectToken(context: EmulatorContext, inputToken: string): JsonValue {
  let token: TokenRecord;
  try {
    token = findToken(context, inputToken);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { error: { code: 190, message: error.message }, is_valid: false, scopes: [] };
  }
  const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
  return {
    type: token.userId === undefined ? 'APP' : 'USER',
    application: context.store.app.name,
    ...(token.userId === undefined
      ? {}
      : {
          data_access_expires_at: seconds(token.grantExpiresAt ?? token.expiresAt),
          expires_at: seconds(token.expiresAt),
        }),
    is_valid: true,
    issued_at: seconds(token.issuedAt),
    scopes: token.scopes,
    user_id: token.userId,
  };
}
