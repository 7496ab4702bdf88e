import type { World } from './world.ts';
import type { OneOf } from '../description/limits.ts';
import { mentions } from './mentions.ts';
import type { PostRecord, UserRecord } from './records.ts';

/** What is read of a post for each `reply_control` that it can be made with. */
export const audiences: Readonly<Record<OneOf<'replyControls'>, OneOf<'replyAudiences'>>> = {
  everyone: 'EVERYONE',
  accounts_you_follow: 'ACCOUNTS_YOU_FOLLOW',
  mentioned_only: 'MENTIONED_ONLY',
  parent_post_author_only: 'PARENT_POST_AUTHOR_ONLY',
  followers_only: 'FOLLOWERS_ONLY',
};

/**
 * Whether a user may reply to a post: the `reply_control` of the post itself and of the one at the head of its
 * conversation both have to allow it. That both count, and that authors may always answer their own posts, is assumed.
 */
export function mayReply(world: World, user: UserRecord, post: PostRecord): boolean {
  const root = post.rootPostId === undefined ? undefined : world.store.posts.get(post.rootPostId);
  return isAllowed(world, user, post) && (root === undefined || isAllowed(world, user, root));
}

function isAllowed({ store }: World, user: UserRecord, post: PostRecord): boolean {
  if (post.ownerId === user.id) return true;
  const author = store.users.get(post.ownerId);
  const { replyAudience, replyToId, text = '' } = post.content;
  switch (replyAudience) {
    case 'EVERYONE':
      return true;
    case 'ACCOUNTS_YOU_FOLLOW':
      return author?.follows.includes(user.username.toLowerCase()) === true;
    case 'FOLLOWERS_ONLY':
      return author !== undefined && user.follows.includes(author.username.toLowerCase());
    case 'MENTIONED_ONLY':
      return mentions(text, user.username);
    case 'PARENT_POST_AUTHOR_ONLY':
      return replyToId !== undefined && store.posts.get(replyToId)?.ownerId === user.id;
  }
}
