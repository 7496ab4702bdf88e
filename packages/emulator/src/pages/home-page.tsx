import type { Child } from 'hono/jsx';
import { listedPosts } from '../model/posts.ts';
import { Composer, PictureSuggestions } from './composer.tsx';
import { Layout } from './parts/layout.tsx';
import { People } from './people.tsx';
import { PostList } from './post-list.tsx';
import type { View } from './parts/view.ts';

/** Who is on this Threads and what they post. */
export const HomePage = ({ view, origin }: { readonly view: View; readonly origin: string }): Child => (
  <Layout title="Timeline" current="timeline">
    <h1 class="unseen">Timeline</h1>
    <PictureSuggestions origin={origin} />
    <div class="columns">
      <div class="stack">
        <section class="card" aria-label="New post">
          <Composer view={view} id="compose" />
        </section>
        <section aria-labelledby="posts-title">
          <h2 id="posts-title" class="unseen">
            Posts
          </h2>
          <PostList
            view={view}
            posts={listedPosts(view.context.store)}
            empty="Nothing yet. What an app publishes appears here."
          />
        </section>
      </div>
      <People view={view} />
    </div>
  </Layout>
);
