import type { EmulatorContext } from '../context.ts';
import type { JsonValue } from '../json.ts';
import type { OneOf } from '../limits.ts';
import { count } from '../listing.ts';
import { isStanding, repliesBelow, repliesTo } from '../posts.ts';
import { randomOf } from '../random.ts';
import type { PostRecord } from '../records.ts';
import { translate } from '../translate.ts';
import { viewsOf } from '../views.ts';

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
export function threadInsight(context: EmulatorContext, post: PostRecord, metric: ThreadMetric): JsonValue {
  const { language, repliesInsightId } = context.options.behaviour;
  return {
    name: metric,
    period: 'lifetime',
    values: [{ value: countOf(context, post, metric) }],
    title: translate(metric.charAt(0).toUpperCase() + metric.slice(1), language),
    description: translate(descriptions[metric], language),
    id: `${post.id}/insights/${metric === 'replies' ? repliesInsightId : metric}/lifetime`,
  };
}

/** What is in the store is counted; views, likes and shares follow from the seed. */
export function countOf(context: EmulatorContext, post: PostRecord, metric: ThreadMetric): number {
  const { store } = context;
  if (metric === 'replies') {
    const replies = post.rootPostId === undefined ? repliesBelow(store, post.id) : repliesTo(store, post.id);
    return count(replies.filter((reply) => isStanding(context, reply)));
  }
  if (metric === 'reposts') return count(store.posts.repostsOf(post.id));
  if (metric === 'quotes') return count(store.posts.quotesOf(post.id));
  const views = viewsOf(store, post.id);
  if (metric === 'views') return views;
  return Math.floor(views * randomOf(store.seed, `${post.id}/${metric}`) * (metric === 'likes' ? 0.2 : 0.05));
}
