import type { Child } from 'hono/jsx';
import type { UserRecord } from '../model/records.ts';
import { PictureSuggestions } from './composer.tsx';
import { Avatar } from './parts/avatar.tsx';
import { Layout } from './parts/layout.tsx';
import { Live } from './parts/live.tsx';
import { ActAs, Follow, People } from './people.tsx';
import { Verified } from './post-card.tsx';
import { PostList } from './post-list.tsx';
import { PostText } from './post-text.tsx';
import type { View } from './parts/view.ts';

interface ProfilePageProperties {
  readonly view: View;
  readonly user: UserRecord;
  readonly origin: string;
}

/** An account with its posts. */
export const ProfilePage = ({ view, user, origin }: ProfilePageProperties): Child => (
  <Layout title={`@${user.username}`}>
    <PictureSuggestions origin={origin} />
    <div class="columns">
      <div class="stack">
        <section class="card" aria-label="Profile">
          <Live id="profile">
            <div class="pad stack">
              <div class="profile-head">
                <div>
                  <h1>{user.name}</h1>
                  <p class="muted">
                    @{user.username} {user.verified ? <Verified /> : null}
                  </p>
                </div>
                <Avatar name={user.username} large />
              </div>
              {user.biography === '' ? null : <PostText text={user.biography} />}
              <p class="muted small">
                {user.followers === 1 ? '1 follower' : `${user.followers} followers`}
                {user.private ? ' · private' : null} · id <code>{user.id}</code>
              </p>
              <div class="profile-acts">
                <Follow view={view} user={user} />
                {user.id === view.me?.id ? (
                  <span class="mark">You act as {user.username}</span>
                ) : (
                  <ActAs view={view} user={user} label="Act as" />
                )}
              </div>
            </div>
          </Live>
        </section>
        <h2 class="unseen">Posts</h2>
        <PostList view={view} posts={view.context.store.posts.threadsOf(user.id)} empty="No posts yet." />
      </div>
      <People view={view} />
    </div>
  </Layout>
);
