import type { Child } from 'hono/jsx';
import { some } from '../model/listing.ts';
import { repliesTo } from '../model/posts.ts';
import type { PostRecord } from '../model/records.ts';
import { ancestors, concealment } from './conversation.ts';
import { Layout } from './parts/layout.tsx';
import { authorName, postPath } from './parts/paths.ts';
import { Composer, PictureSuggestions } from './composer.tsx';
import { Live } from './parts/live.tsx';
import { People } from './people.tsx';
import { cardId, PostCard } from './post-card.tsx';
import { mayReply } from '../model/reply-control.ts';
import type { View } from './parts/view.ts';

/** Deeper replies are reached by opening the last one that is shown. */
const maxDepth = 8;

interface PostPageProperties {
  readonly view: View;
  readonly post: PostRecord;
  readonly origin: string;
}

/** A post with what it answers above it and the replies to it below. */
export const PostPage = ({ view, post, origin }: PostPageProperties): Child => {
  const { context, me } = view;
  const { store } = context;
  const above = ancestors(store, post);
  const author = authorName(store, post);
  return (
    <Layout title={`Post by ${author}`}>
      <PictureSuggestions origin={origin} />
      <div class="columns">
        <div class="stack">
          <h1 class="page-title">{above.length === 0 ? 'Post' : 'Reply'}</h1>
          {above.length === 0 ? null : (
            <section aria-label="What this answers">
              <ol class="card posts" id="above" data-live="list">
                {above.map((ancestor) => (
                  <li id={cardId(ancestor)}>
                    <PostCard view={view} post={ancestor} />
                  </li>
                ))}
              </ol>
            </section>
          )}
          <div class="card">
            <Live id={cardId(post)}>
              <PostCard view={view} post={post} />
            </Live>
          </div>
          {me !== undefined && post.mediaType !== 'REPOST_FACADE' && mayReply(context, me, post) ? (
            <section class="card" aria-label="New reply">
              <Composer view={view} id="compose" to={post.id} author={author} />
            </section>
          ) : null}
          <h2>Replies</h2>
          <ol class="card posts" id="replies" data-live="list">
            <Replies view={view} to={post} depth={1} />
          </ol>
          <p class="card empty when-empty">No replies yet.</p>
        </div>
        <People view={view} />
      </div>
    </Layout>
  );
};

interface RepliesProperties {
  readonly view: View;
  readonly to: PostRecord;
  readonly depth: number;
}

// Oldest first, as a conversation is read.
const Replies = ({ view, to, depth }: RepliesProperties): Child => {
  const { store } = view.context;
  return (
    <>
      {[...repliesTo(store, to.id).reversed()].map((reply) => (
        <li id={cardId(reply)}>
          <Concealed reason={concealment(reply)} open={waitsFor(view, reply)}>
            <PostCard view={view} post={reply} />
            <Below view={view} to={reply} depth={depth} />
          </Concealed>
        </li>
      ))}
    </>
  );
};

const Below = ({ view, to, depth }: RepliesProperties): Child => {
  const { store } = view.context;
  if (!some(repliesTo(store, to.id))) return null;
  if (depth === maxDepth) {
    return (
      <p class="row">
        <a href={postPath(store, to)}>Continue this conversation</a>
      </p>
    );
  }
  return (
    <ol class="posts">
      <Replies view={view} to={to} depth={depth + 1} />
    </ol>
  );
};

// Who decides on a reply sees it.
function waitsFor({ context, me }: View, { approval, rootPostId = '' }: PostRecord): boolean {
  return approval === 'pending' && context.store.posts.get(rootPostId)?.ownerId === me?.id;
}

const Concealed = ({
  reason,
  open,
  children,
}: {
  readonly reason: string | undefined;
  readonly open: boolean;
  readonly children?: Child;
}): Child =>
  reason === undefined ? (
    <>{children}</>
  ) : (
    <details open={open}>
      <summary class="row muted small">{reason}</summary>
      {children}
    </details>
  );
