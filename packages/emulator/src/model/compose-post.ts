import { addPost, plainContent, videoContent } from './posts.ts';
import type { Content, MediaType, PostRecord } from './records.ts';
import type { Store } from './store.ts';

/**
 * An image or video of a post.
 *
 * @category Fill it
 */
export type MediaSeed =
  | { readonly image: string; readonly altText?: string }
  | { readonly video: string; readonly altText?: string };

/** Puts a post with its media into the store: none, a text post; one, an image or video post; more, a carousel. */
export function composePost(
  store: Store,
  head: Pick<PostRecord, 'ownerId' | 'createdAt'>,
  content: Content,
  media: readonly MediaSeed[],
): PostRecord {
  const [only] = media;
  const record = { ...head, carouselItem: false };
  if (only === undefined) return addPost(store, { ...record, mediaType: 'TEXT_POST', content });
  if (media.length === 1)
    return addPost(store, {
      ...record,
      mediaType: mediaTypeOf(only),
      content: { ...content, ...mediaContent(only) },
    });
  const children = media.map(
    (item) =>
      addPost(store, {
        ...record,
        mediaType: mediaTypeOf(item),
        content: { ...plainContent, ...mediaContent(item) },
        carouselItem: true,
      }).id,
  );
  return addPost(store, { ...record, mediaType: 'CAROUSEL_ALBUM', content: { ...content, children } });
}

function mediaTypeOf(media: MediaSeed): MediaType {
  return 'image' in media ? 'IMAGE' : 'VIDEO';
}

function mediaContent(media: MediaSeed): Partial<Content> {
  return {
    ...('image' in media ? { mediaUrl: media.image } : videoContent(media.video)),
    ...(media.altText === undefined ? {} : { altText: media.altText }),
  };
}
