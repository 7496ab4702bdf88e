import type { World } from '../model/world.ts';
import type { GraphNode } from '../graph/fields.ts';
import { randomOf } from '../model/random.ts';
import type { UserRecord } from '../model/records.ts';

/** The profile of the token's own user. */
export function userNode({ store }: World, user: UserRecord): GraphNode {
  return {
    fields: {
      id: () => user.id,
      username: () => user.username,
      name: () => user.name,
      threads_profile_picture_url: () => user.pictureUrl,
      threads_biography: () => (user.biography === '' ? undefined : user.biography),
      is_verified: () => user.verified,
      is_eligible_for_geo_gating: () => user.geoGating,
      recently_searched_keywords: () => {
        const searches = store.searches.filter(({ userId }) => userId === user.id);
        return searches.length === 0
          ? undefined
          : searches.map(({ query, at }) => ({ query, timestamp: at }));
      },
    },
  };
}

/** The public profile of anybody: it has no id, and shows everything unless fields are named. */
export function profileNode(world: World, user: UserRecord): GraphNode {
  const { store } = world;
  // Totals of the last seven days; they follow from the seed, and likes in the store come on top.
  const total = (name: string, max: number): number =>
    Math.floor(randomOf(store.seed, `${user.id}/${name}`) * max);
  const fields = {
    username: () => user.username,
    name: () => user.name,
    profile_picture_url: () => user.pictureUrl,
    biography: () => (user.biography === '' ? undefined : user.biography),
    is_verified: () => user.verified,
    follower_count: () => user.followers,
    likes_count: () => total('likes', 2000) + recentLikes(world, user),
    quotes_count: () => total('quotes', 50),
    replies_count: () => total('replies', 400),
    reposts_count: () => total('reposts', 100),
    views_count: () => total('views', 50_000),
  };
  return { fields, defaults: Object.keys(fields) };
}

function recentLikes({ store, clock }: World, user: UserRecord): number {
  const start = clock.now() - 7 * 86_400_000;
  const recent = [...store.likes].filter(({ at }) => at > start);
  return recent.filter(({ postId }) => store.posts.get(postId)?.ownerId === user.id).length;
}
