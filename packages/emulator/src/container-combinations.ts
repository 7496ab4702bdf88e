import { invalidParameter } from './errors.ts';
import { optionalText, type Parameters } from './parameters.ts';
import type { ContainerInput } from './container-input.ts';

/**
 * Refuses what does not go together in a container. What goes with what is documented, where it is not it is allowed;
 * how Meta words a refusal is not known.
 *
 * @throws GraphError `invalidParameter` naming the first pair.
 */
export function checkCombinations(parameters: Parameters, input: ContainerInput): void {
  const { mediaType, carouselItem, content, autoPublish, crossreshare } = input;
  const isText = mediaType === 'TEXT';
  const isSent = (name: string): boolean => optionalText(parameters, name) !== undefined;
  const refuse = (condition: boolean, name: string, other: string): void => {
    if (condition) throw invalidParameter(`Param ${name} is not supported with ${other}`);
  };
  const refuseEach = (present: Readonly<Record<string, boolean>>, name: string): void => {
    for (const [other, isPresent] of Object.entries(present)) refuse(isPresent, name, other);
  };
  const attached = {
    poll_attachment: content.poll !== undefined,
    link_attachment: content.linkAttachmentUrl !== undefined,
    gif_attachment: content.gifUrl !== undefined,
    text_attachment: content.textAttachment !== undefined,
  };
  const placed = {
    reply_to_id: content.replyToId !== undefined,
    quote_post_id: content.quotedPostId !== undefined,
    location_id: content.locationId !== undefined,
    topic_tag: isSent('topic_tag'),
    reply_control: isSent('reply_control'),
    crossreshare_to_ig: crossreshare,
  };
  const textOnly = { ...attached, is_ghost_post: content.ghost, auto_publish_text: autoPublish };
  const type = `media_type ${mediaType}`;
  refuse(carouselItem && mediaType !== 'IMAGE' && mediaType !== 'VIDEO', 'is_carousel_item', type);
  if (!isText) for (const [name, present] of Object.entries(textOnly)) refuse(present, name, type);
  refuse(content.altText !== undefined && (isText || mediaType === 'CAROUSEL'), 'alt_text', type);
  refuse(content.spoilerMedia && isText, 'is_spoiler_media', type);
  if (attached.poll_attachment) {
    refuse(attached.link_attachment, 'poll_attachment', 'link_attachment');
    refuse(attached.text_attachment, 'poll_attachment', 'text_attachment');
  }
  const innerLink = content.textAttachment?.linkAttachmentUrl !== undefined;
  refuse(attached.link_attachment && innerLink, 'text_attachment[link_attachment_url]', 'link_attachment');
  if (carouselItem) refuseEach(placed, 'is_carousel_item');
  if (content.ghost) {
    refuseEach({ ...placed, ...attached, enable_reply_approvals: content.replyApprovals }, 'is_ghost_post');
  }
}
