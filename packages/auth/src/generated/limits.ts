// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * How long an authorization code is valid.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 */
export const authorizationCodeSeconds = 3600;

/**
 * How long a short-lived token is valid.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 */
export const shortLivedTokenSeconds = 3600;

/**
 * How long a long-lived token is valid, from when it was issued or refreshed (60 days).
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens
 */
export const longLivedTokenSeconds = 5_184_000;

/**
 * How old a long-lived token must be to be refreshed.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens
 */
export const minRefreshAgeSeconds = 86_400;
