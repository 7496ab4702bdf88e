import type { CreateContainerParameters } from '@threads-sdk/endpoints';
import { addressToSend } from './address.ts';
import type { Media, Post } from './post.ts';

/** Whether a post is a carousel, whose media have containers of their own. */
export function isCarousel(post: Post): boolean {
  return mediaOf(post).length > 1;
}

/** The media of a post, none for a text post. */
export function mediaOf(post: Post): readonly Media[] {
  return post.media ?? [];
}

/** What one of a post's media is. */
export function kindOf({ image }: { readonly image?: unknown }): 'image' | 'video' {
  return image === undefined ? 'video' : 'image';
}

/** The wire parameters of the container of one of a carousel's media. */
export function childParameters(media: Media): CreateContainerParameters {
  return { ...mediaParameters(media), is_carousel_item: true };
}

/**
 * The wire parameters of the container of the post itself. What is off, which is the default, is not sent.
 *
 * @param only its media with an address, if it is no carousel
 */
export function postParameters(
  post: Post,
  children: readonly string[],
  only: Media | undefined = mediaOf(post)[0],
): CreateContainerParameters {
  const { gif, poll, textAttachment, crossreshareToIg } = post;
  return {
    ...(isCarousel(post) ? { media_type: 'CAROUSEL', children } : mediaParameters(only)),
    text: post.text,
    text_entities: post.spoilers?.map(({ offset, length }) => ({ entity_type: 'SPOILER', offset, length })),
    link_attachment: addressToSend(post.linkAttachment),
    gif_attachment: gif && { gif_id: gif.id, provider: 'GIPHY' },
    poll_attachment: poll && { option_a: poll[0], option_b: poll[1], option_c: poll[2], option_d: poll[3] },
    text_attachment: textAttachment && {
      plaintext: textAttachment.plaintext,
      link_attachment_url: addressToSend(textAttachment.linkAttachment),
      text_with_styling_info: textAttachment.styling?.map(({ offset, length, styles }) => ({
        offset,
        length,
        styling_info: styles,
      })),
    },
    is_spoiler_media: post.isSpoilerMedia || undefined,
    is_ghost_post: post.isGhostPost || undefined,
    reply_to_id: post.replyTo,
    quote_post_id: post.quote,
    reply_control: post.replyControl,
    enable_reply_approvals: post.enableReplyApprovals || undefined,
    topic_tag: post.topicTag,
    location_id: post.locationId,
    allowlisted_country_codes: post.allowlistedCountryCodes,
    crossreshare_to_ig: crossreshareToIg === 'light' || undefined,
    crossreshare_to_ig_dark_mode: crossreshareToIg === 'dark' || undefined,
  };
}

/** Of media with an address: what has a key is given one before. */
function mediaParameters(media: Media | undefined): CreateContainerParameters {
  if (!media) return { media_type: 'TEXT' };
  const { image, video, altText } = media;
  return image === undefined
    ? { media_type: 'VIDEO', video_url: addressToSend(video), alt_text: altText }
    : { media_type: 'IMAGE', image_url: addressToSend(image), alt_text: altText };
}

/** Whether a parameter is one that is sent from here, or by the client. */
export function isKnownParameter(name: string): boolean {
  const media = { ...childParameters({ image: '' }), ...childParameters({ video: '' }) };
  const known = { ...media, ...postParameters({ text: '' }, []) };
  return name in known || /^(access_token|auto_publish_text|children|user_id)$/.test(name);
}
