import type { Call, Handler, Outcome } from './call.ts';
import { invalidParameter, objectNotFound } from '../graph/errors.ts';
import { inReplyOrder, withinTimes } from './paging.ts';
import { optionalChoice, requiredBoolean } from '../graph/parameters.ts';
import { decideReply, hideReply, isStanding, isVisibleTo, repliesBelow, repliesTo } from '../model/posts.ts';
import type { PostRecord } from '../model/records.ts';
import { threadPage } from './media.ts';
import { limits } from '../description/limits.ts';

/** Reading, hiding and approving replies. */
export const replyHandlers: Readonly<Record<string, Handler>> = {
  listUserReplies,
  listReplies,
  listConversation,
  listPendingReplies,
  manageReply,
  managePendingReply,
};

function listUserReplies(call: Call): Outcome {
  const { context, user } = call;
  const replies = context.store.posts.repliesOf(user.id);
  const isForeign = ({ rootPostId = '' }: PostRecord): boolean =>
    context.store.posts.get(rootPostId)?.ownerId !== user.id;
  const { foreignRootPost } = context.settings.current.behaviour;
  return threadPage(call, withinTimes(call, replies), (reply) =>
    foreignRootPost === 'absent' && isForeign(reply) ? ['root_post'] : [],
  );
}

function listReplies(call: Call): Outcome {
  const { context } = call;
  const replies = repliesTo(context.store, requestedPost(call).id).filter((reply) =>
    isStanding(context, reply),
  );
  return threadPage(call, inReplyOrder(call, replies));
}

function listConversation(call: Call): Outcome {
  const { context } = call;
  const { id } = requestedPost(call);
  const replies = repliesBelow(context.store, id).filter((reply) => isStanding(context, reply));
  // What is known of an author comes with direct replies alone.
  return threadPage(call, inReplyOrder(call, replies), ({ content }) =>
    content.replyToId === id ? [] : ['is_verified', 'profile_picture_url'],
  );
}

function listPendingReplies(call: Call): Outcome {
  const { context, parameters, user } = call;
  const post = requestedPost(call);
  if (post.ownerId !== user.id) throw objectNotFound('GET', post.id);
  // The sentence is an assumption; that this is an error and no empty list was observed.
  if (!post.content.replyApprovals) throw invalidParameter('Reply approvals are not enabled for this post');
  const wanted = optionalChoice(parameters, 'approval_status', limits.pendingReplyStatuses.value);
  const replies = repliesBelow(context.store, post.id).filter(
    ({ approval }) =>
      (approval === 'pending' || approval === 'ignored') && (wanted === undefined || approval === wanted),
  );
  return threadPage(call, inReplyOrder(call, replies));
}

function manageReply(call: Call): Outcome {
  const { context, parameters } = call;
  const hide = requiredBoolean(parameters, 'hide');
  const reply = ownedReply(call);
  if (reply.content.replyToId !== reply.rootPostId) {
    throw invalidParameter('Only a top-level reply can be hidden or shown');
  }
  hideReply(context.store, reply, hide);
  return { body: { success: true } };
}

function managePendingReply(call: Call): Outcome {
  const approve = requiredBoolean(call.parameters, 'approve');
  const reply = ownedReply(call);
  if (reply.approval === undefined) throw invalidParameter('The reply needs no approval');
  decideReply(call.context.store, reply, approve);
  return { body: { success: true } };
}

function requestedPost({ context, id, user }: Call): PostRecord {
  const post = context.store.posts.get(id);
  if (post === undefined || post.carouselItem || !isVisibleTo(context, post, user.id))
    throw objectNotFound('GET', id);
  return post;
}

// A reply below a post of the call's user, who alone may manage it.
function ownedReply({ context, id, user }: Call): PostRecord {
  const { posts } = context.store;
  const reply = posts.get(id);
  const root = reply?.rootPostId === undefined ? undefined : posts.get(reply.rootPostId);
  if (reply === undefined || root?.ownerId !== user.id) throw objectNotFound('POST', id);
  return reply;
}
