import type { World } from '../model/world.ts';
import type { JsonValue } from '../graph/json.ts';
import type { OneOf } from '../description/limits.ts';
import { count } from '../model/listing.ts';
import { isStanding, repliesBelow, repliesTo } from '../model/posts.ts';
import { randomOf } from '../model/random.ts';
import type { PostRecord } from '../model/records.ts';
import { translate } from '../graph/translate.ts';
import { viewsOf } from '../model/views.ts';

type ThreadMetric = OneOf<'threadMetrics'>;

const descriptions: Readonly<Record<ThreadMetric, string>> = {
  views: 'The number of times your post was viewed.',
  likes: 'The number of likes on your post.',
  replies: 'The number of replies on your post.',
  reposts: 'The number of times your post was reposted.',
  quotes: 'The number of times your post was quoted.',
  shares: 'The number of times your post was shared.',
};

/** One metric of a post over its whole life. */
export function threadInsight(world: World, post: PostRecord, metric: ThreadMetric): JsonValue {
  const { language, repliesInsightId } = world.settings.current.behaviour;
  return {
    name: metric,
    period: 'lifetime',
    values: [{ value: countOf(world, post, metric) }],
    title: translate(metric.charAt(0).toUpperCase() + metric.slice(1), language),
    description: translate(descriptions[metric], language),
    id: `${post.id}/insights/${metric === 'replies' ? repliesInsightId : metric}/lifetime`,
  };
}

/** What is in the store is counted; views and shares follow from the seed, and so do likes, but for those in the store. */
export function countOf(world: World, post: PostRecord, metric: ThreadMetric): number {
  const { store } = world;
  if (metric === 'replies') {
    const replies = post.rootPostId === undefined ? repliesBelow(store, post.id) : repliesTo(store, post.id);
    return count(replies.filter((reply) => isStanding(world, reply)));
  }
  if (metric === 'reposts') return count(store.posts.repostsOf(post.id));
  if (metric === 'quotes') return count(store.posts.quotesOf(post.id));
  const views = viewsOf(store, post.id);
  if (metric === 'views') return views;
  const seeded = Math.floor(
    views * randomOf(store.seed, `${post.id}/${metric}`) * (metric === 'likes' ? 0.2 : 0.05),
  );
  return metric === 'likes' ? seeded + store.likes.to(post.id).length : seeded;
}
