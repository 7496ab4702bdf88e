import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../context.ts';
import type { UserRecord } from '../model/records.ts';
import { Avatar } from './parts/avatar.tsx';
import { Layout } from './parts/layout.tsx';
import { Verified } from './post-card.tsx';
import { PostList, timelinePosts } from './post-list.tsx';
import { PostText } from './post-text.tsx';

interface ProfilePageProperties {
  readonly context: EmulatorContext;
  readonly user: UserRecord;
}

/** An account with its posts. */
export const ProfilePage = ({ context, user }: ProfilePageProperties): Child => (
  <Layout title={`@${user.username}`}>
    <div class="stack">
      <section class="card pad stack" aria-label="Profile">
        <div class="person">
          <Avatar name={user.username} large />
          <div>
            <h1>{user.name}</h1>
            <p class="muted">
              @{user.username} {user.verified ? <Verified /> : null}
            </p>
          </div>
        </div>
        {user.biography === '' ? null : <PostText text={user.biography} />}
        <p class="muted small">
          {user.followers === 1 ? '1 follower' : `${user.followers} followers`} · id <code>{user.id}</code>
        </p>
      </section>
      <h2>Posts</h2>
      <PostList
        context={context}
        posts={timelinePosts(context, context.store.posts.threadsOf(user.id))}
        empty="No posts yet."
      />
    </div>
  </Layout>
);
