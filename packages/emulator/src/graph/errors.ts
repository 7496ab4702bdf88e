import { defaultBehaviour, type Behaviour } from '../model/behaviour.ts';
import type { DecidingSetting } from '../model/settings.ts';
import { jsonResponse } from './json.ts';
import { translate } from './translate.ts';

/** The members of Meta's error envelope. */
export interface GraphErrorBody {
  readonly message: string;
  readonly type: 'OAuthException' | 'THApiException';
  readonly code: number;
  readonly error_subcode?: number;
  readonly is_transient?: boolean;
  readonly error_user_title?: string;
  readonly error_user_msg?: string;
}

/** The code exchange refuses in another shape, without an envelope. */
export interface CodeErrorBody {
  readonly error_type: string;
  readonly code: number;
  readonly error_message: string;
}

/** A refusal of the API, thrown anywhere while a request is answered. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly body: GraphErrorBody | CodeErrorBody;
  /** The settings without which it would not have been thrown, or not like this. */
  readonly decidedBy: readonly DecidingSetting[];

  constructor(
    status: number,
    body: GraphErrorBody | CodeErrorBody,
    decidedBy: readonly DecidingSetting[] = [],
  ) {
    super('message' in body ? body.message : body.error_message);
    this.status = status;
    this.body = body;
    this.decidedBy = decidedBy;
  }
}

/** The same refusal, with the settings that decided on it. */
export function decidedBy(settings: readonly DecidingSetting[], { status, body }: GraphError): GraphError {
  return new GraphError(status, body, settings);
}

const decisions = /* @__PURE__ */ new WeakMap<Response, readonly DecidingSetting[]>();

/** Notes which settings decided on a response, for the log: nothing in it says so. */
export function noteDecision(response: Response, settings: readonly DecidingSetting[]): Response {
  if (settings.length > 0) decisions.set(response, settings);
  return response;
}

/** The settings that decided on a response; none where nothing was noted. */
export function decisionOf(response: Response): readonly DecidingSetting[] {
  return decisions.get(response) ?? [];
}

/** The HTTP answer for a refusal; `traceId` becomes `fbtrace_id`. */
export function errorResponse(
  error: GraphError,
  traceId: string,
  behaviour: Behaviour = defaultBehaviour,
): Response {
  const status = statusOf(error, behaviour);
  return noteDecision(responseOf(error.body, status, traceId, behaviour.language), error.decidedBy);
}

function responseOf(
  errorBody: GraphError['body'],
  status: number,
  traceId: string,
  language: Behaviour['language'],
): Response {
  if ('error_type' in errorBody) return jsonResponse({ ...errorBody }, status);
  const { error_user_title: title, error_user_msg: message, ...body } = errorBody;
  return jsonResponse(
    {
      error: {
        ...body,
        error_user_title: title === undefined ? undefined : translate(title, language),
        error_user_msg: message === undefined ? undefined : translate(message, language),
        fbtrace_id: traceId,
      },
    },
    status,
  );
}

function statusOf({ status, body }: GraphError, behaviour: Behaviour): number {
  if ('error_type' in body) return status;
  if (body.type === 'THApiException') return status === 500 ? behaviour.threadsErrorStatus : status;
  return body.code === 190 ? behaviour.expiredTokenStatus : status;
}

// Errors of Threads' own type come with HTTP 500, also for faults of the caller; those that the Graph's common
// layers raise come with 400.

/** A parameter that the API does not take; `message` is what comes over the wire. */
export function invalidParameter(message: string): GraphError {
  return new GraphError(500, { message, type: 'THApiException', code: 100 });
}

/** A required parameter that was not sent. */
export function parameterMissing(name: string): GraphError {
  return invalidParameter(`The parameter ${name} is required`);
}

/** A paging parameter out of its bounds. The status and the sentence are assumptions. */
export function invalidPaging(message: string): GraphError {
  return new GraphError(400, { message, type: 'THApiException', code: 100 });
}

/** A field or an edge that the object does not have. */
export function nonexistingField(name: string): GraphError {
  return invalidParameter(`Tried accessing nonexisting field (${name})`);
}

/** A token that no one issued, or none at all. */
export function invalidToken(): GraphError {
  return new GraphError(500, {
    message: 'Invalid OAuth 2.0 Access Token',
    type: 'THApiException',
    code: 190,
  });
}

/**
 * A token past its expiration (epoch milliseconds).
 *
 * @param ahead - How many milliseconds the emulator's clock was moved ahead of the machine's, which its callers live by.
 */
export function sessionExpired(expiresAt: number, now: number, ahead: number = 0): GraphError {
  // Whom Meta would never tell this: its clock is everybody's.
  const isValidElsewhere = ahead > 0 && expiresAt > now - ahead;
  return new GraphError(
    400,
    {
      message: `Error validating access token: Session has expired on ${sessionTime(expiresAt)}. The current time is ${sessionTime(now)}.`,
      type: 'OAuthException',
      code: 190,
      error_subcode: 463,
      ...(isValidElsewhere
        ? {
            error_user_title: 'Only the clock of the emulator was moved',
            error_user_msg: `The emulator is ${Math.round(ahead / 1000)} seconds ahead of this machine, by whose clock the token still works. Let the client live by the emulator's clock, or take a new token.`,
          }
        : {}),
    },
    ['behaviour.expiredTokenStatus'],
  );
}

// "Thursday, 01-Jan-26 00:00:00 UTC", the way the Graph writes a time into this message.
function sessionTime(instant: number): string {
  const date = new Date(instant);
  const [day, month, year] = [
    date.toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' }),
    date.toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' }),
    String(date.getUTCFullYear()).slice(-2),
  ];
  const dayOfMonth = String(date.getUTCDate()).padStart(2, '0');
  return `${day}, ${dayOfMonth}-${month}-${year} ${date.toISOString().slice(11, 19)} UTC`;
}

/** A token whose grants lack a permission that the call needs. */
export function permissionMissing(): GraphError {
  return new GraphError(500, {
    message: 'Application does not have permission for this action',
    type: 'THApiException',
    code: 10,
  });
}

/** A token without any grant: its user is not an accepted tester of an app that was not reviewed. */
export function grantMissing(): GraphError {
  return new GraphError(400, {
    message:
      'This action requires the threads_basic permission. You must submit for app review, or your user must be in the list of Threads testers.',
    type: 'THApiException',
    code: 100,
    error_subcode: 10,
  });
}

/** An id that names nothing the caller may see. */
export function objectNotFound(method: string, id: string): GraphError {
  return new GraphError(400, {
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    type: 'THApiException',
    code: 100,
    error_subcode: 33,
  });
}

/** A path that is no edge of the API. */
export function unknownPath(method: string, path: string): GraphError {
  return new GraphError(400, {
    message: `Unknown path components: ${path} (${method})`,
    type: 'OAuthException',
    code: 2500,
  });
}

/** A container that is not ready to be published, or a medium that does not exist yet. */
export function mediaNotFound(id: string): GraphError {
  return new GraphError(400, {
    message: 'The requested resource does not exist',
    type: 'OAuthException',
    code: 24,
    error_subcode: 4279009,
    is_transient: false,
    error_user_title: 'Media Not Found',
    error_user_msg: `The media with id ${id} cannot be found.`,
  });
}

/** Children that cannot be put into a carousel. */
export function invalidCarouselChildren(ids: readonly string[]): GraphError {
  return new GraphError(400, {
    message: 'Invalid parameter',
    type: 'OAuthException',
    code: 100,
    error_subcode: 4279004,
    is_transient: false,
    error_user_title: 'Invalid Carousel Children',
    error_user_msg: `The children with IDs ${ids.join(', ')} are invalid, nonexistent, or expired.`,
  });
}

/** An image that could not be fetched when its container was made. The user's message is localised by Meta; here it tells why. */
export function mediaDownloadFailed(reason: string): GraphError {
  return new GraphError(400, {
    message: 'An unknown error occurred',
    type: 'OAuthException',
    code: 1,
    error_subcode: 2207052,
    is_transient: false,
    error_user_title: "Media download has failed. The media URI doesn't meet our requirements.",
    error_user_msg: `The media could not be fetched from this URI: ${reason}.`,
  });
}

/** A page that no link card can be made of. */
export function invalidLinkAttachment(): GraphError {
  return new GraphError(400, {
    message: 'Fatal',
    type: 'OAuthException',
    code: -1,
    error_subcode: 4279047,
    is_transient: false,
    error_user_title: 'Invalid Link Attachment',
    error_user_msg: 'The link attachment could not be loaded.',
  });
}

/** A token that was exchanged although it is long-lived already. */
export function alreadyLongLived(): GraphError {
  return new GraphError(400, {
    message:
      'Session key invalid. This could be because the session key has an incorrect format, or because the user has revoked this session',
    type: 'OAuthException',
    code: 452,
    error_subcode: 4279019,
  });
}

/** An authorization code that was never issued, was used, is too old, or belongs to another redirect URI. */
export function codeRejected(): GraphError {
  return new GraphError(400, {
    error_type: 'OAuthException',
    code: 400,
    error_message: 'Matching code was not found or was already used',
  });
}

/** Credentials that are not the app's. Meta's body for this is not known. */
export function applicationInvalid(): GraphError {
  return new GraphError(400, { message: 'Error validating application.', type: 'OAuthException', code: 101 });
}

/** A token that cannot be refreshed. Meta's body for this is not known. */
export function refreshRefused(message: string): GraphError {
  return new GraphError(400, { message, type: 'OAuthException', code: 100 });
}

/** A quota of a rolling window that is used up. Meta's body for this is not known: the code is an assumption. */
export function quotaExhausted(quota: string): GraphError {
  return new GraphError(400, {
    message: `Application request limit reached: ${quota}`,
    type: 'OAuthException',
    code: 4,
    is_transient: false,
  });
}

/** More links than a post may have. Only the error's name is known: the code and the status are assumptions. */
export function linkLimitExceeded(): GraphError {
  return invalidParameter('THREADS_API__LINK_LIMIT_EXCEEDED');
}

/** Countries for a post that cannot have them. Only the errors' names are known: the code and the status are assumptions. */
export function geoGatingRefused(
  name: 'THREADS_API__FEATURE_NOT_AVAILABLE' | 'THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES',
): GraphError {
  return invalidParameter(name);
}

/** A request with a longer address or body than is read. Meta's answer is not known: all of it is an assumption. */
export function requestTooLarge(status: 413 | 414, message: string): GraphError {
  return new GraphError(status, { message, type: 'OAuthException', code: 100 });
}

/** What Threads says when it has nothing to say; asking a post for `clicks` gets it. */
export function unknownError(): GraphError {
  return new GraphError(500, { message: 'An unknown error occurred', type: 'OAuthException', code: 1 });
}
