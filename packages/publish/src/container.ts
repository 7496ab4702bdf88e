import type { CreateContainerParameters } from '@threads-sdk/endpoints';
import type { Media, Post } from './post.ts';

/** Whether a post is a carousel, whose media have containers of their own. */
export function isCarousel(post: Post): boolean {
  return mediaOf(post).length > 1;
}

/** The media of a post, none for a text post. */
export function mediaOf(post: Post): readonly Media[] {
  return post.media ?? [];
}

/** The wire parameters of the container of one of a carousel's media. */
export function childParameters(media: Media): CreateContainerParameters {
  return { ...mediaParameters(media), is_carousel_item: true };
}

/** The wire parameters of the container of the post itself. */
export function postParameters(post: Post, children: readonly string[]): CreateContainerParameters {
  return { ...kindParameters(post, children), ...settingParameters(post) };
}

function kindParameters(post: Post, children: readonly string[]): CreateContainerParameters {
  const [first, ...others] = mediaOf(post);
  if (!first) return { media_type: 'TEXT' };
  if (others.length === 0) return mediaParameters(first);
  return { media_type: 'CAROUSEL', children };
}

function mediaParameters({ image, video, altText }: Media): CreateContainerParameters {
  return image === undefined
    ? { media_type: 'VIDEO', video_url: video, alt_text: altText }
    : { media_type: 'IMAGE', image_url: image, alt_text: altText };
}

function settingParameters(post: Post): Omit<CreateContainerParameters, 'media_type'> {
  return {
    text: post.text,
    link_attachment: post.linkAttachment,
    is_spoiler_media: post.isSpoilerMedia,
    reply_to_id: post.replyTo,
    quote_post_id: post.quote,
    reply_control: post.replyControl,
    topic_tag: post.topicTag,
    location_id: post.locationId,
    allowlisted_country_codes: post.allowlistedCountryCodes,
  };
}
