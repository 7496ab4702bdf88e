import type { Call, Handler, Outcome } from '../call.ts';
import { createListing, some, newestFirst, type Order } from '../listing.ts';
import { withinTimes } from '../paging.ts';
import { optionalChoice, optionalText, requiredText } from '../parameters.ts';
import { isPublic, listedPosts } from '../posts.ts';
import { checkQuota, countUsage } from '../quota.ts';
import { viewsOf } from '../views.ts';
import type { MediaType, PostRecord } from '../store.ts';
import { ownerHidden, threadPage } from './media.ts';

/** Finding public posts. */
export const searchHandlers: Readonly<Record<string, Handler>> = { searchThreads };

const mediaTypes = { TEXT: 'TEXT_POST', IMAGE: 'IMAGE', VIDEO: 'VIDEO' } as const satisfies Record<
  string,
  MediaType
>;

function searchThreads(call: Call): Outcome {
  const { context, parameters, user } = call;
  const { store, clock } = context;
  const query = requiredText(parameters, 'q');
  const type = optionalChoice(parameters, 'search_type', ['TOP', 'RECENT']) ?? 'TOP';
  const mode = optionalChoice(parameters, 'search_mode', ['KEYWORD', 'TAG']) ?? 'KEYWORD';
  const media = optionalChoice(parameters, 'media_type', ['TEXT', 'IMAGE', 'VIDEO']);
  const author = optionalText(parameters, 'author_username')?.toLowerCase();
  checkQuota(context, 'keyword_searches', user.id);
  const found = listedPosts(store).filter(
    (post) =>
      isPublic(context, post) &&
      (mode === 'TAG' ? hasTag(post, query) : hasWords(post, query)) &&
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
  return threadPage(call, ordered, ownerHidden);
}

function hasWords({ content }: PostRecord, query: string): boolean {
  const text = `${content.text ?? ''} ${content.topicTag ?? ''}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function hasTag({ content }: PostRecord, query: string): boolean {
  return content.topicTag?.toLowerCase() === query.replace(/^#/, '').toLowerCase();
}
