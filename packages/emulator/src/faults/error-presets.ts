import {
  alreadyLongLived,
  codeRejected,
  grantMissing,
  GraphError,
  invalidCarouselChildren,
  invalidLinkAttachment,
  invalidParameter,
  invalidToken,
  mediaDownloadFailed,
  mediaNotFound,
  nonexistingField,
  objectNotFound,
  parameterMissing,
  permissionMissing,
  sessionExpired,
  unknownError,
} from '../graph/errors.ts';
import { textTooLong } from '../graph/text-rules.ts';

/** What an error may say about the request that gets it. */
export interface RequestFacts {
  readonly method: string;
  /** Of the container or the object that the request is about. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * The errors of the API that are known, by a name of the emulator's own.
 *
 * @category Plant faults
 */
export type ErrorPreset =
  | 'invalid-token'
  | 'session-expired'
  | 'permission-missing'
  | 'access-tier-insufficient'
  | 'grant-missing'
  | 'object-not-found'
  | 'text-too-long'
  | 'text-missing'
  | 'image-url-invalid'
  | 'reply-target-invalid'
  | 'field-nonexisting'
  | 'carousel-children-invalid'
  | 'code-used'
  | 'code-rejected'
  | 'media-not-found'
  | 'media-download-failed'
  | 'link-attachment-invalid'
  | 'unexpected-error'
  | 'unknown-error'
  | 'already-long-lived'
  | 'action-blocked'
  | 'rate-limited';

/** Makes the error that a name stands for. */
export function presetError(preset: ErrorPreset, facts: RequestFacts): GraphError {
  return presets[preset](facts);
}

const presets: Readonly<Record<ErrorPreset, (facts: RequestFacts) => GraphError>> = {
  'invalid-token': invalidToken,
  'session-expired': ({ now }) => sessionExpired(now, now),
  'permission-missing': permissionMissing,
  // Its status was not observed.
  'access-tier-insufficient': () =>
    new GraphError(400, {
      message: 'Application does not have permission for this action',
      type: 'OAuthException',
      code: 10,
      error_subcode: 4279067,
      error_user_title: 'App Does Not Have Sufficient Access Tier',
    }),
  'grant-missing': grantMissing,
  'object-not-found': ({ method, id }) => objectNotFound(method, id),
  'text-too-long': () => textTooLong(),
  'text-missing': () => parameterMissing('text'),
  'image-url-invalid': () => invalidParameter('Param image_url is not a valid URI.'),
  'reply-target-invalid': () => invalidParameter('Param reply_to_id is not a valid threads_media ID'),
  'field-nonexisting': () => nonexistingField('status'),
  'carousel-children-invalid': ({ id }) => invalidCarouselChildren([id]),
  // What the code exchange was seen to answer; its status and its message were not recorded.
  'code-used': () =>
    new GraphError(400, {
      message: 'Invalid parameter',
      type: 'OAuthException',
      code: 100,
      error_subcode: 4279030,
      error_user_msg: 'used_authorization_code',
    }),
  // What Meta documents for the code exchange.
  'code-rejected': codeRejected,
  'media-not-found': ({ id }) => mediaNotFound(id),
  'media-download-failed': () => mediaDownloadFailed('the host did not answer'),
  'link-attachment-invalid': invalidLinkAttachment,
  'unexpected-error': () =>
    new GraphError(500, {
      message: 'An unexpected error has occurred. Please retry your request later.',
      type: 'OAuthException',
      code: 2,
      is_transient: true,
    }),
  'unknown-error': unknownError,
  'already-long-lived': alreadyLongLived,
  // Observed on Instagram, and reported for Threads.
  'action-blocked': () =>
    new GraphError(403, {
      message: 'Application request limit reached',
      type: 'OAuthException',
      code: 4,
      error_subcode: 2207051,
      is_transient: false,
      error_user_title: 'Action is blocked',
      error_user_msg: 'We restrict certain activity to protect our community.',
    }),
  // The code is the Graph's; no answer of Threads' own was ever recorded.
  'rate-limited': () =>
    new GraphError(429, {
      message: 'Application request limit reached',
      type: 'OAuthException',
      code: 4,
    }),
};

/** Every name of a known error. */
export const errorPresets: readonly ErrorPreset[] = /* @__PURE__ */ Object.keys(presets) as ErrorPreset[];
