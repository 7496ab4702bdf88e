import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../context.ts';
import { repliesTo } from '../model/posts.ts';
import type { PostRecord } from '../model/records.ts';
import { some } from '../model/listing.ts';
import { ancestors, concealment } from './conversation.ts';
import { Layout } from './parts/layout.tsx';
import { authorName, postPath } from './paths.ts';
import { PostCard } from './post-card.tsx';

/** Deeper replies are reached by opening the last one that is shown. */
const maxDepth = 8;

interface PostPageProperties {
  readonly context: EmulatorContext;
  readonly post: PostRecord;
}

/** A post with what it answers above it and the replies to it below. */
export const PostPage = ({ context, post }: PostPageProperties): Child => {
  const { store } = context;
  const above = ancestors(store, post);
  return (
    <Layout title={`Post by ${authorName(store, post)}`}>
      <div class="stack">
        <h1>{above.length === 0 ? 'Post' : 'Reply'}</h1>
        {above.length === 0 ? null : (
          <section aria-label="What this answers">
            <ol class="card posts">
              {above.map((ancestor) => (
                <li>
                  <PostCard context={context} post={ancestor} />
                </li>
              ))}
            </ol>
          </section>
        )}
        <div class="card">
          <PostCard context={context} post={post} />
        </div>
        <h2>Replies</h2>
        <div class="card">
          {some(repliesTo(store, post.id)) ? (
            <Replies context={context} to={post} depth={1} />
          ) : (
            <p class="empty">No replies yet.</p>
          )}
        </div>
      </div>
    </Layout>
  );
};

interface RepliesProperties {
  readonly context: EmulatorContext;
  readonly to: PostRecord;
  readonly depth: number;
}

const Replies = ({ context, to, depth }: RepliesProperties): Child => {
  // Oldest first, as a conversation is read.
  const direct = [...repliesTo(context.store, to.id).reversed()];
  if (direct.length === 0) return null;
  if (depth > maxDepth) {
    return (
      <p class="row">
        <a href={postPath(context.store, to)}>Continue this conversation</a>
      </p>
    );
  }
  return (
    <ol class="posts">
      {direct.map((reply) => (
        <li>
          <Concealed reason={concealment(reply)}>
            <PostCard context={context} post={reply} />
            <Replies context={context} to={reply} depth={depth + 1} />
          </Concealed>
        </li>
      ))}
    </ol>
  );
};

const Concealed = ({
  reason,
  children,
}: {
  readonly reason: string | undefined;
  readonly children?: Child;
}): Child =>
  reason === undefined ? (
    <>{children}</>
  ) : (
    <details>
      <summary class="row muted small">{reason}</summary>
      {children}
    </details>
  );
