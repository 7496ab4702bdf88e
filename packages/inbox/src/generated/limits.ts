// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * The earliest `since` of a list of posts, 2023-07-05T07:00:00Z.
 *
 * @see https://developers.facebook.com/documentation/threads/threads-media
 */
export const minPostUnixSeconds = 1_688_540_400;
