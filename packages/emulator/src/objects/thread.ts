import type { World } from '../model/world.ts';
import type { GraphNode } from '../graph/fields.ts';
import type { JsonValue } from '../graph/json.ts';
import { ghostExpiration, isArchived, isStanding, isVisibleTo, permalinkOf } from '../model/posts.ts';
import type { PostRecord, TextEntity } from '../model/records.ts';
import { mediaAddress } from '../pictures/own-media.ts';
import { formatTimestamp } from '../graph/times.ts';
import { locationNode } from './location.ts';
import { pollNode } from './poll.ts';
import { textAttachmentNode } from './text-attachment.ts';

/** Who reads. */
export interface Viewer {
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Scheme and host at which the reader reaches the emulator, which serves some media itself. Default: the API's. */
  readonly origin?: string;
}

/** A post, a reply, a repost or an item of a carousel, as `viewer` may read it. */
export function threadNode(world: World, viewer: Viewer, post: PostRecord): GraphNode {
  const { store } = world;
  const { content } = post;
  const { origin = 'https://graph.threads.com' } = viewer;
  const author = store.users.get(post.ownerId);
  const mine = post.ownerId === viewer.userId;
  const reply = content.replyToId !== undefined;
  // Of a reply by somebody whose profile is private others do not learn the name.
  const anonymous = reply && !mine && author?.private === true;
  const reference = (id: string | undefined): GraphNode | undefined => {
    const target = id === undefined ? undefined : store.posts.get(id);
    if (target === undefined) return undefined;
    const node = threadNode(world, viewer, target);
    return isVisibleTo(world, target, viewer.userId) ? node : idOnly(node);
  };
  return {
    fields: {
      id: () => post.id,
      media_product_type: () => 'THREADS',
      media_type: () => post.mediaType,
      media_url: () => mediaAddress(content.mediaUrl, origin),
      thumbnail_url: () => mediaAddress(content.thumbnailUrl, origin),
      permalink: () => (anonymous ? undefined : permalinkOf(store, post)),
      username: () => (anonymous ? undefined : author?.username),
      text: () => content.text,
      timestamp: () => formatTimestamp(post.createdAt),
      shortcode: () => post.shortcode,
      is_quote_post: () => content.quotedPostId !== undefined,
      alt_text: () => content.altText,
      link_attachment_url: () => content.linkAttachmentUrl,
      gif_url: () => content.gifUrl,
      has_replies: () => store.posts.someReplyTo(post.id, (reply) => isStanding(world, reply)),
      is_reply: () => reply,
      is_reply_owned_by_me: () => (reply ? mine : undefined),
      hide_status: () => (reply ? post.hideStatus : undefined),
      reply_audience: () =>
        mine && viewer.scopes.includes('threads_read_replies') ? content.replyAudience : undefined,
      topic_tag: () => content.topicTag,
      is_spoiler_media: () => content.spoilerMedia,
      text_entities: () => readTextEntities(world, content.textEntities),
      ghost_post_status: () =>
        content.ghost ? (isArchived(world, post) ? 'ARCHIVED' : 'ACTIVE') : undefined,
      ghost_post_expiration_timestamp: () =>
        content.ghost ? formatTimestamp(ghostExpiration(post)) : undefined,
      is_verified: () => author?.verified,
      profile_picture_url: () => author?.pictureUrl,
      location_id: () => content.locationId,
      allowlisted_country_codes: () => content.allowlistedCountryCodes,
      reply_approval_status: () => (post.approval === 'approved' ? undefined : post.approval),
    },
    objects: {
      owner: () =>
        mine && !reply && !post.carouselItem ? { fields: { id: () => post.ownerId } } : undefined,
      children: () =>
        content.children
          ?.map((id) => reference(id))
          .filter((child): child is GraphNode => child !== undefined),
      quoted_post: () => reference(content.quotedPostId),
      reposted_post: () => reference(post.repostedPostId),
      root_post: () => reference(post.rootPostId),
      replied_to: () => reference(content.replyToId),
      poll_attachment: () => (content.poll === undefined ? undefined : pollNode(world, post, content.poll)),
      text_attachment: () =>
        content.textAttachment === undefined ? undefined : textAttachmentNode(content.textAttachment),
      location: () => {
        const location =
          content.locationId === undefined ? undefined : store.locations.get(content.locationId);
        return location === undefined ? undefined : locationNode(location);
      },
    },
  };
}

function readTextEntities(
  { settings }: World,
  entities: readonly TextEntity[] | undefined,
): JsonValue | undefined {
  const data = entities?.map(({ entityType, offset, length }) => ({
    entity_type: entityType,
    offset,
    length,
  }));
  if (data === undefined || settings.current.behaviour.textEntities === 'array') return data;
  return { data };
}

// A post that the reader cannot see shows that it is there and nothing else.
function idOnly(node: GraphNode): GraphNode {
  const names = [...Object.keys(node.fields), ...Object.keys(node.objects ?? {})];
  return { ...node, hidden: names.filter((name) => name !== 'id') };
}
