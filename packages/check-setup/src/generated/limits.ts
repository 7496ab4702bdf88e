// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * How long a long-lived token is valid, from when it was issued or refreshed (60 days).
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens
 */
export const longLivedTokenSeconds = 5_184_000;
