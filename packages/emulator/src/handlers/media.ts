import type { Call, Handler, Outcome } from '../call.ts';
import { objectNotFound } from '../errors.ts';
import type { GraphNode } from '../fields.ts';
import { threadNode } from '../objects/thread.ts';
import { newestFirst, paginate, withinTimes, type Order } from '../paging.ts';
import { isArchived, isListed, isVisibleTo, listedPosts } from '../posts.ts';
import type { PostRecord } from '../store.ts';

/** Reading posts. */
export const mediaHandlers: Readonly<Record<string, Handler>> = { listThreads, getThread, listGhostPosts };

function listThreads(call: Call): Outcome {
  const { context, user } = call;
  // That ghost posts leave this list when they are archived is an assumption.
  const posts = listedPosts(context.store).filter(
    (post) => post.ownerId === user.id && post.content.replyToId === undefined && !isArchived(context, post),
  );
  return threadPage(call, withinTimes(call, posts));
}

function listGhostPosts(call: Call): Outcome {
  const { context, user } = call;
  const posts = listedPosts(context.store).filter((post) => post.ownerId === user.id && post.content.ghost);
  return threadPage(call, withinTimes(call, posts));
}

function getThread({ context, id, user, scopes }: Call): Outcome {
  const post = context.store.posts.get(id);
  if (post === undefined || !isVisibleTo(context, post, user.id)) throw objectNotFound('GET', id);
  return { node: threadNode(context, { userId: user.id, scopes }, post) };
}

/** A page of posts as the call's user may read them, without the fields that `hidden` names for a post. */
export function threadPage(
  call: Call,
  posts: readonly PostRecord[],
  order: Order = newestFirst,
  hidden: (post: PostRecord) => readonly string[] = () => [],
): Outcome {
  const { context, user, scopes } = call;
  const listed = posts.filter((post) => isListed(context, post));
  const { items, paging } = paginate(call, listed, order);
  const viewer = { userId: user.id, scopes };
  return {
    list: items.map((post) => withoutFields(threadNode(context, viewer, post), hidden(post))),
    paging,
  };
}

function withoutFields({ fields, objects = {}, ...node }: GraphNode, hidden: readonly string[]): GraphNode {
  const isShown = ([name]: readonly [string, unknown]): boolean => !hidden.includes(name);
  return {
    ...node,
    fields: Object.fromEntries(Object.entries(fields).filter(isShown)),
    objects: Object.fromEntries(Object.entries(objects).filter(isShown)),
  };
}

/** Posts of others are shown without their owner, one's own among them too. */
export const ownerHidden = (): readonly string[] => ['owner'];
