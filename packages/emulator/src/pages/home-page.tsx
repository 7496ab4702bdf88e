import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../context.ts';
import { Avatar } from './parts/avatar.tsx';
import { Layout } from './parts/layout.tsx';
import { profilePath } from './paths.ts';
import { PostList, timelinePosts } from './post-list.tsx';

/** Who is on this Threads and what they posted. */
export const HomePage = ({ context }: { readonly context: EmulatorContext }): Child => (
  <Layout title="Timeline" current="timeline">
    <div class="stack">
      <h1>Timeline</h1>
      <section class="stack" aria-labelledby="people">
        <h2 id="people">People</h2>
        <ul class="card list">
          {[...context.store.users.values()].map(({ username, name }) => (
            <li>
              <a class="row" href={profilePath(username)}>
                <Avatar name={username} />
                <span class="person">
                  <span>
                    <span class="name">{username}</span>
                    {name === username ? null : (
                      <>
                        <br />
                        <span class="muted small">{name}</span>
                      </>
                    )}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section class="stack" aria-labelledby="posts">
        <h2 id="posts">Posts</h2>
        <PostList
          context={context}
          posts={timelinePosts(context)}
          empty="Nothing yet. What an app publishes appears here."
        />
      </section>
    </div>
  </Layout>
);
