import type { Call, Handler, Outcome } from './call.ts';
import { isWithinReach } from '../access/access.ts';
import { decidedBy, objectNotFound } from '../graph/errors.ts';
import type { GraphNode } from '../graph/fields.ts';
import { threadNode } from '../objects/thread.ts';
import { where, type Listing } from '../model/listing.ts';
import { paginate, withinTimes } from './paging.ts';
import { isArchived, isListed, isVisibleTo } from '../model/posts.ts';
import type { PostRecord } from '../model/records.ts';

/** Reading posts. */
export const mediaHandlers: Readonly<Record<string, Handler>> = { listThreads, getThread, listGhostPosts };

function listThreads(call: Call): Outcome {
  const { context, user } = call;
  // That ghost posts leave this list when they are archived is an assumption.
  const posts = context.store.posts.threadsOf(user.id).filter((post) => !isArchived(context, post));
  return threadPage(call, withinTimes(call, posts));
}

function listGhostPosts(call: Call): Outcome {
  const { context, user } = call;
  return threadPage(call, withinTimes(call, context.store.posts.ghostsOf(user.id)));
}

function getThread({ context, id, user, scopes, url }: Call): Outcome {
  const post = context.store.posts.get(id);
  if (post === undefined || !isVisibleTo(context, post, user.id)) throw objectNotFound('GET', id);
  const author = context.store.users.get(post.ownerId);
  if (author?.id !== user.id && !isWithinReach(context, author))
    throw decidedBy(['app.access'], objectNotFound('GET', id));
  return { node: threadNode(context, { userId: user.id, scopes, origin: url.origin }, post) };
}

/** A page of posts as the call's user may read them, without the fields that `hidden` names for a post. */
export function threadPage(
  call: Call,
  posts: Listing<PostRecord>,
  hidden: (post: PostRecord) => readonly string[] = () => [],
  change: (node: GraphNode) => GraphNode = (node) => node,
): Outcome {
  const { context, user, scopes, url } = call;
  const { items, paging } = paginate(
    call,
    where(posts, (post) => isListed(context, post)),
  );
  const viewer = { userId: user.id, scopes, origin: url.origin };
  return {
    list: items.map((post) => change({ ...threadNode(context, viewer, post), hidden: hidden(post) })),
    paging,
  };
}

/** Posts of others are shown without their owner, one's own among them too. */
export const ownerHidden = (): readonly string[] => ['owner'];
