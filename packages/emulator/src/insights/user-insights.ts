import type { World } from '../model/world.ts';
import { decidedBy, invalidParameter } from '../graph/errors.ts';
import type { JsonValue } from '../graph/json.ts';
import { limits, type OneOf } from '../description/limits.ts';
import { oldestFirst } from '../model/listing.ts';
import { randomOf } from '../model/random.ts';
import type { PostRecord, UserRecord } from '../model/records.ts';
import { translate } from '../graph/translate.ts';
import { formatTimestamp } from '../graph/times.ts';
import { countOf } from './thread-insights.ts';
import { dayEnds, type Window } from './days.ts';

type UserMetric = OneOf<'userMetrics'>;
type Breakdown = OneOf<'demographicBreakdowns'>;

/** One metric of a profile in its shape: daily values, a total, clicks per link, or a breakdown; `undefined` where there is nothing to tell. */
export function userInsight(
  world: World,
  user: UserRecord,
  metric: UserMetric,
  window: Window,
  breakdown: Breakdown | undefined,
): JsonValue | undefined {
  const head = { name: metric, period: 'day' };
  const { fewFollowers, language } = world.settings.current.behaviour;
  const words = {
    title: translate(metric, language),
    description: translate(descriptions[metric], language),
  };
  const id = `${user.id}/insights/${metric}/day`;
  if (metric === 'views') {
    const values = dailyViews(world, user, window);
    return values.length === 0 ? undefined : { ...head, values, ...words, id };
  }
  if (metric === 'clicks') return { ...head, ...words, link_total_values: clicks(world, user, window), id };
  if (metric === 'followers_count') return { ...head, ...words, total_value: { value: user.followers }, id };
  if (metric === 'follower_demographics') {
    if (breakdown === undefined) return undefined;
    const { value: least } = limits.minDemographicsFollowers;
    if (user.followers < least && fewFollowers === 'refuse')
      throw decidedBy(
        ['behaviour.fewFollowers'],
        invalidParameter(`follower_demographics needs at least ${least} followers`),
      );
    if (user.followers < least) return undefined;
    return { ...head, ...words, total_value: { breakdowns: [demographics(user, breakdown)] }, id };
  }
  const total = within(window, world.store.posts.threadsOf(user.id)).reduce(
    (sum, post) => sum + countOf(world, post, metric),
    0,
  );
  return { ...head, ...words, total_value: { value: total }, id };
}

const descriptions: Readonly<Record<UserMetric, string>> = {
  views: 'The number of times your profile was viewed.',
  likes: 'The number of likes on your posts.',
  replies: 'The number of replies on your posts.',
  reposts: 'The number of times your posts were reposted.',
  quotes: 'The number of times your posts were quoted.',
  clicks: 'The number of clicks on the links of your posts.',
  followers_count: 'Your total number of followers on Threads.',
  follower_demographics: 'The demographics of your followers.',
};

function dailyViews({ store, clock }: World, user: UserRecord, window: Window): readonly JsonValue[] {
  return dayEnds(window, clock.now()).map((end) => ({
    value: 10 + Math.floor(randomOf(store.seed, `${user.id}/views/${end}`) * 500),
    end_time: formatTimestamp(end),
  }));
}

// The member is missing where nobody clicked.
function clicks(world: World, user: UserRecord, window: Window): readonly JsonValue[] | undefined {
  const totals = new Map<string, number>();
  const { posts } = world.store;
  // By age: links are listed in the order in which they were first posted.
  const own = [...posts.threadsOf(user.id), ...posts.repliesOf(user.id)].toSorted(oldestFirst);
  for (const post of within(window, own)) {
    const link = post.content.linkAttachmentUrl;
    if (link === undefined) continue;
    const count = 1 + Math.floor(randomOf(world.store.seed, `${post.id}/clicks`) * 30);
    totals.set(link, (totals.get(link) ?? 0) + count);
  }
  if (totals.size === 0) return undefined;
  return [...totals].map(([link, value]) => ({ value, link_url: link }));
}

function within({ since, until }: Window, posts: Iterable<PostRecord>): readonly PostRecord[] {
  return [...posts].filter(({ createdAt }) => createdAt >= since && createdAt <= until);
}

// Shares of the followers. The age groups were seen; the forms of the others are those of Instagram.
const shares: Readonly<Record<Breakdown, Readonly<Record<string, number>>>> = {
  age: { '18-24': 0.3, '25-34': 0.4, '35-44': 0.2, '45-54': 0.1 },
  gender: { F: 0.5, M: 0.4, U: 0.1 },
  country: { US: 0.5, JP: 0.3, DE: 0.2 },
  city: { 'Menlo Park, California': 0.5, 'Kyoto, Kyoto': 0.3, 'Berlin, Berlin': 0.2 },
};

function demographics({ followers }: UserRecord, breakdown: Breakdown): JsonValue {
  return {
    dimension_keys: [breakdown],
    results: Object.entries(shares[breakdown]).map(([value, share]) => ({
      dimension_values: [value],
      value: Math.floor(followers * share),
    })),
  };
}
