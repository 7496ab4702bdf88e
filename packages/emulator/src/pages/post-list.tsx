import type { Child } from 'hono/jsx';
import { take, type Timeline } from '../model/listing.ts';
import { isPublic } from '../model/posts.ts';
import type { PostRecord } from '../model/records.ts';
import { cardId, PostCard } from './post-card.tsx';
import type { View } from './parts/view.ts';

/** How many posts a page shows. */
const pageSize = 50;

interface PostListProperties {
  readonly view: View;
  /** Newest first. */
  readonly posts: Timeline<PostRecord>;
  readonly empty: string;
}

/**
 * What stands in timelines: no replies and nothing that only its author sees. Of many posts a page is shown, from the
 * one that the address names as `before`.
 */
export const PostList = ({ view, posts, empty }: PostListProperties): Child => {
  const { context, here } = view;
  const [path = '/', query] = here.split('?');
  const before = new URLSearchParams(query).get('before');
  const place = before === null ? undefined : context.store.posts.withShortcode(before);
  const shown = posts.filter((post) => post.content.replyToId === undefined && isPublic(context, post));
  const found = take(shown.after(place), pageSize + 1);
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  return (
    <div class="stack">
      <ol id="posts" class="card posts" data-live="list">
        {page.map((post) => (
          <li id={cardId(post)}>
            <PostCard view={view} post={post} />
          </li>
        ))}
      </ol>
      <p class="card empty when-empty">{empty}</p>
      <nav class="pager" id="pager" data-live="part" aria-label="More posts">
        {place === undefined ? null : <a href={path}>Newest posts</a>}
        {found.length > pageSize && last !== undefined ? (
          <a href={`${path}?before=${last.shortcode}`}>Older posts</a>
        ) : null}
      </nav>
    </div>
  );
};
