import { GraphError } from '../graph/errors.ts';

/** An endpoint that an app which passed no review may not use. The status and the second sentence are assumptions. */
export function accessTierMissing(): GraphError {
  return new GraphError(
    400,
    {
      message: 'Application does not have permission for this action',
      type: 'OAuthException',
      code: 10,
      error_subcode: 4279067,
      is_transient: false,
      error_user_title: 'App Does Not Have Sufficient Access Tier',
      error_user_msg: 'The app needs advanced access for this action.',
    },
    ['app.access', 'behaviour.standardAccess'],
  );
}

/** A token of a user who removed the app: the Graph's own answer, which nobody has shown for Threads. */
export function grantRevoked(clientId: string): GraphError {
  return new GraphError(
    400,
    {
      message: `Error validating access token: The user has not authorized application ${clientId}.`,
      type: 'OAuthException',
      code: 190,
      error_subcode: 458,
    },
    ['behaviour.expiredTokenStatus'],
  );
}

/**
 * Why a code was rejected; the first was told of, the others are assumptions. The flat answer tells none of it.
 */
export type CodeFault =
  | 'used_authorization_code'
  | 'invalid_authorization_code'
  | 'expired_authorization_code'
  | 'redirect_uri_mismatch';

/** An authorization code that is rejected in the usual envelope. The status and the sentences are assumptions. */
export function authorizationCodeInvalid(fault: CodeFault): GraphError {
  return new GraphError(400, {
    message: 'Invalid authorization code',
    type: 'OAuthException',
    code: 100,
    error_subcode: 4279030,
    is_transient: false,
    error_user_title: 'Invalid Authorization Code',
    error_user_msg: `The authorization code is invalid: ${fault}`,
  });
}
