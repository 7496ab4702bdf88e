// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * What a post is made of, as far as it is known: Meta may add others.
 *
 * @example
 * ```ts
 * import type { PostMediaType } from '@threads-sdk/webhooks';
 *
 * const mediaType: PostMediaType = 'CAROUSEL_ALBUM';
 * console.log(mediaType);
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/threads-media
 * @category Events
 */
export type PostMediaType = 'TEXT_POST' | 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM' | 'AUDIO' | 'REPOST_FACADE';

/**
 * What a post is made of.
 *
 * @see https://developers.facebook.com/documentation/threads/threads-media
 */
export const postMediaTypes: readonly PostMediaType[] = [
  'TEXT_POST',
  'IMAGE',
  'VIDEO',
  'CAROUSEL_ALBUM',
  'AUDIO',
  'REPOST_FACADE',
];
