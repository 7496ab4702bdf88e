import type { PostRecord } from '../model/records.ts';
import type { Store } from '../model/store.ts';

/** Why people do not see a reply, or nothing if they do. */
export function concealment(reply: PostRecord): string | undefined {
  if (reply.hideStatus === 'HIDDEN') return "Hidden by the post's author";
  if (reply.approval === 'pending') return 'Waiting for approval';
  if (reply.approval === 'ignored') return 'Not approved';
  return undefined;
}

/** What a reply answers, from the head of the conversation down; posts that were deleted are left out. */
export function ancestors(store: Store, post: PostRecord): readonly PostRecord[] {
  const chain: PostRecord[] = [];
  let parent = post.content.replyToId === undefined ? undefined : store.posts.get(post.content.replyToId);
  while (parent !== undefined && !chain.includes(parent)) {
    chain.unshift(parent);
    parent = parent.content.replyToId === undefined ? undefined : store.posts.get(parent.content.replyToId);
  }
  return chain;
}
