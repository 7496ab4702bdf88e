import type { Child } from 'hono/jsx';
import type { UserRecord } from '../model/records.ts';
import { take } from '../model/listing.ts';
import { asPath, actPath } from './act-form.ts';
import { Avatar } from './parts/avatar.tsx';
import { profilePath } from './parts/paths.ts';
import type { View } from './parts/view.ts';

/** Others are reached by their profiles. */
const maxShown = 50;

/** Who is on this Threads; one of them is the person who looks. */
export const People = ({ view }: { readonly view: View }): Child => {
  const { context, me } = view;
  const { users } = context.store;
  return (
    <section class="people card" aria-labelledby="people">
      <h2 id="people" class="pad-title">
        People
      </h2>
      <ul>
        {take(users.values(), maxShown).map((user) => (
          <li>
            <a class="person" href={profilePath(user.username)}>
              <Avatar name={user.username} />
              <span>
                <span class="name">{user.username}</span>
                {user.name === user.username ? null : <span class="muted small">{user.name}</span>}
              </span>
            </a>
            {user.id === me?.id ? (
              <span class="mark">You</span>
            ) : (
              <ActAs view={view} user={user} label="Act as" />
            )}
          </li>
        ))}
      </ul>
      {users.size > maxShown ? (
        <p class="pad-title muted small">
          {maxShown} of {users.size}. Open a profile, such as <code>/@username</code>, to act as somebody
          else.
        </p>
      ) : null}
    </section>
  );
};

interface ActAsProperties {
  readonly view: View;
  readonly user: UserRecord;
  readonly label: string;
}

/** A button that makes a user the one whom the person acts as. */
export const ActAs = ({ view, user, label }: ActAsProperties): Child => (
  <form method="post" action={asPath}>
    <input type="hidden" name="username" value={user.username} />
    <input type="hidden" name="back" value={view.here} />
    <button class="button small">
      {label} <span class="unseen">{user.username}</span>
    </button>
  </form>
);

/** A button that follows a user, or no longer. */
export const Follow = ({ view, user }: Omit<ActAsProperties, 'label'>): Child => {
  const { me, here } = view;
  if (me === undefined || me.id === user.id) return null;
  const follows = me.follows.includes(user.username.toLowerCase());
  return (
    <form method="post" action={actPath} data-stay>
      <input type="hidden" name="by" value={me.username} />
      <input type="hidden" name="to" value={user.username} />
      <input type="hidden" name="back" value={here} />
      <button
        id="follow"
        class={follows ? 'button small' : 'button small primary'}
        name="act"
        value={follows ? 'unfollow' : 'follow'}
      >
        {follows ? 'Unfollow' : 'Follow'}
      </button>
    </form>
  );
};
