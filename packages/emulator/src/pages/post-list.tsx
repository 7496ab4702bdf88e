import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../context.ts';
import { count, type Timeline } from '../model/listing.ts';
import { isPublic, listedPosts, repliesTo } from '../model/posts.ts';
import type { PostRecord } from '../model/records.ts';
import { concealment } from './conversation.ts';
import { PostCard } from './post-card.tsx';

/** Older posts are reached by their permalinks. */
const limit = 100;

interface PostListProperties {
  readonly context: EmulatorContext;
  readonly posts: readonly PostRecord[];
  readonly empty: string;
}

/** Posts in the order given, each with the number of replies that people see. */
export const PostList = ({ context, posts, empty }: PostListProperties): Child => {
  if (posts.length === 0) return <p class="card empty">{empty}</p>;
  return (
    <div class="stack">
      <ol class="card posts">
        {posts.slice(0, limit).map((post) => (
          <li>
            <PostCard
              context={context}
              post={post}
              replies={count(
                repliesTo(context.store, post.id).filter((reply) => concealment(reply) === undefined),
              )}
            />
          </li>
        ))}
      </ol>
      {posts.length > limit ? (
        <p class="muted small">
          The newest {limit} of {posts.length} posts.
        </p>
      ) : null}
    </div>
  );
};

/** What stands in timelines: no replies and nothing that only its author sees; newest first. */
export function timelinePosts(
  context: EmulatorContext,
  posts: Timeline<PostRecord> = listedPosts(context.store),
): readonly PostRecord[] {
  const shown = posts.filter((post) => post.content.replyToId === undefined && isPublic(context, post));
  return [...shown];
}
