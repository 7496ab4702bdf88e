import type { EventWorld } from './event-state.ts';
import { parseFields, readNode } from '../graph/fields.ts';
import type { JsonValue } from '../graph/json.ts';
import { mentions } from '../model/mentions.ts';
import { threadNode } from '../objects/thread.ts';
import { isPublic } from '../model/posts.ts';
import type { PostRecord } from '../model/records.ts';
import { formatTimestamp } from '../graph/times.ts';
import { grantedScopes } from './granted-scopes.ts';
import type { WebhookField } from './webhook-options.ts';

/** Something that the app is told about a user. */
export interface WebhookEvent {
  readonly field: WebhookField;
  readonly topic: 'moderate' | 'interaction';
  /** The user who granted the app to be told. */
  readonly userId: string;
  readonly targetId: string;
  readonly value: JsonValue;
}

/** What happened to a post. */
export type PostChange = 'published' | 'deleted';

const fields = {
  replies: { topic: 'moderate', scopes: ['threads_basic', 'threads_read_replies'] },
  delete: { topic: 'moderate', scopes: ['threads_basic', 'threads_delete'] },
  mentions: { topic: 'interaction', scopes: ['threads_basic', 'threads_manage_mentions'] },
  publish: { topic: 'interaction', scopes: ['threads_basic'] },
} as const satisfies Record<WebhookField, Pick<WebhookEvent, 'topic'> & { scopes: readonly string[] }>;

/** What the app may be told of a change: each user's part as far as that user's grant reaches. */
export function eventsOf(world: EventWorld, change: PostChange, post: PostRecord): readonly WebhookEvent[] {
  const parts = change === 'deleted' ? [ownPart('delete', post)] : partsOfPublication(world, post);
  return parts.flatMap(({ field, userId, targetId }) => {
    const { topic, scopes } = fields[field];
    const granted = grantedScopes(world, userId);
    if (!scopes.every((scope) => granted.has(scope))) return [];
    return [{ field, topic, userId, targetId, value: values[field](world, post, userId, granted) }];
  });
}

type Part = Pick<WebhookEvent, 'field' | 'userId' | 'targetId'>;

// That the target of a publication is the post itself is an assumption.
function ownPart(field: 'delete' | 'publish', post: PostRecord): Part {
  return { field, userId: post.ownerId, targetId: post.id };
}

function partsOfPublication(world: EventWorld, post: PostRecord): readonly Part[] {
  const { posts, users } = world.store;
  const isPrivate = (userId: string): boolean => users.get(userId)?.private === true;
  const own = ownPart('publish', post);
  // Of what a private account writes nobody else is told.
  if (isPrivate(post.ownerId)) return [own];
  const { replyToId, text = '' } = post.content;
  const parent = replyToId === undefined ? undefined : posts.get(replyToId);
  const mentioned = isPublic(world, post)
    ? [...users.values()].filter((user) => user.id !== post.ownerId && mentions(text, user.username))
    : [];
  return [
    own,
    // Replies of the owner too: they are not told apart.
    ...(parent === undefined || isPrivate(parent.ownerId)
      ? []
      : [{ field: 'replies' as const, userId: parent.ownerId, targetId: parent.id }]),
    ...mentioned.map(({ id }) => ({ field: 'mentions' as const, userId: id, targetId: id })),
  ];
}

type ValueReader = (
  world: EventWorld,
  post: PostRecord,
  userId: string,
  granted: ReadonlySet<string>,
) => JsonValue;

const values: Readonly<Record<WebhookField, ValueReader>> = {
  replies: (world, post, userId) => ({
    ...readPost(world, post, userId, 'id,username,text,media_type,permalink,replied_to'),
    root_post: rootPost(world, post),
    ...readPost(world, post, userId, 'shortcode,timestamp,is_verified,profile_picture_url'),
  }),
  delete: ({ store, clock }, post) => ({
    id: post.id,
    owner: { owner_id: post.ownerId },
    deleted_at: formatTimestamp(clock.now()),
    timestamp: formatTimestamp(post.createdAt),
    username: store.users.get(post.ownerId)?.username,
  }),
  mentions: (world, post, userId, granted) =>
    readPost(
      world,
      post,
      userId,
      granted.has('threads_read_replies')
        ? `${mentionFields},has_replies,is_reply,replied_to,root_post`
        : mentionFields,
    ),
  publish: (world, post, userId) =>
    readPost(world, post, userId, 'id,media_type,permalink,timestamp,username'),
};

const mentionFields =
  'id,alt_text,gif_url,is_quote_post,is_verified,media_product_type,media_type,media_url,permalink,poll_attachment,profile_picture_url,quoted_post,shortcode,text,thumbnail_url,timestamp,username';

function readPost(
  world: EventWorld,
  post: PostRecord,
  userId: string,
  names: string,
): Readonly<Record<string, JsonValue>> {
  return readNode(threadNode(world, { userId, scopes: [] }, post), parseFields(names), 'ignore');
}

// The one object that has an `owner_id` beside its `id`.
function rootPost({ store }: EventWorld, { rootPostId }: PostRecord): JsonValue | undefined {
  const root = rootPostId === undefined ? undefined : store.posts.get(rootPostId);
  if (root === undefined) return undefined;
  return { id: root.id, owner_id: root.ownerId, username: store.users.get(root.ownerId)?.username };
}
