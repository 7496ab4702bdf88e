import { checkAccess, hasStandardAccess } from '../access/access.ts';
import type { Call, Handler, Outcome } from './call.ts';
import type { EmulatorContext } from '../context.ts';
import type { GraphNode } from '../graph/fields.ts';
import { limits, type OneOf } from '../description/limits.ts';
import { createListing, newestFirst, some, type Order } from '../model/listing.ts';
import { withinTimes } from './paging.ts';
import { optionalChoice, optionalText, requiredText } from '../graph/parameters.ts';
import { isListed, isPublic, listedPosts } from '../model/posts.ts';
import { checkQuota, countUsage } from '../access/quota.ts';
import { viewsOf } from '../model/views.ts';
import type { MediaType, PostRecord } from '../model/records.ts';
import { ownerHidden, threadPage } from './media.ts';

/** Finding public posts. */
export const searchHandlers: Readonly<Record<string, Handler>> = { searchThreads };

const mediaTypes = { TEXT: 'TEXT_POST', IMAGE: 'IMAGE', VIDEO: 'VIDEO' } as const satisfies Record<
  OneOf<'searchMediaTypes'>,
  MediaType
>;

function searchThreads(call: Call): Outcome {
  const { context, parameters, user } = call;
  const { store, clock } = context;
  checkAccess(context, 'search');
  const query = requiredText(parameters, 'q');
  const type = optionalChoice(parameters, 'search_type', limits.searchTypes.value) ?? 'TOP';
  const mode = optionalChoice(parameters, 'search_mode', limits.searchModes.value) ?? 'KEYWORD';
  const media = optionalChoice(parameters, 'media_type', limits.searchMediaTypes.value);
  const author = optionalText(parameters, 'author_username')?.toLowerCase();
  checkQuota(context, 'keyword_searches', user.id);
  const words = [...new Set(query.toLowerCase().split(/\s+/))];
  const found = listedPosts(store).filter(
    (post) =>
      isListed(context, post) &&
      (hasStandardAccess(context) ? post.ownerId === user.id : isPublic(context, post)) &&
      (mode === 'TAG' ? hasTag(post, query) : hasWords(post, words)) &&
      (media === undefined || post.mediaType === mediaTypes[media]) &&
      (author === undefined || store.users.get(post.ownerId)?.username.toLowerCase() === author),
  );
  const posts = withinTimes(call, found);
  // A search without a result is free.
  if (some(posts)) countUsage(context, 'keyword_searches', user.id);
  store.searches.unshift(Object.freeze({ userId: user.id, query, at: clock.now() }));
  const mostViewedFirst: Order = (one, other) =>
    viewsOf(store, other.id) - viewsOf(store, one.id) || newestFirst(one, other);
  const ordered =
    type === 'TOP' ? createListing([...posts].toSorted(mostViewedFirst), mostViewedFirst) : posts;
  return threadPage(call, ordered, ownerHidden, (node) => withMediaType(context, node));
}

// One example of the documentation shows the value of the request in the answer.
function withMediaType({ settings }: EmulatorContext, node: GraphNode): GraphNode {
  const read = node.fields['media_type'];
  if (settings.current.behaviour.searchMediaType !== 'TEXT' || read?.() !== 'TEXT_POST') return node;
  return { ...node, fields: { ...node.fields, media_type: () => 'TEXT' } };
}

function hasWords({ content }: PostRecord, words: readonly string[]): boolean {
  const text = `${content.text ?? ''} ${content.topicTag ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function hasTag({ content }: PostRecord, query: string): boolean {
  return content.topicTag?.toLowerCase() === query.replace(/^#/, '').toLowerCase();
}
