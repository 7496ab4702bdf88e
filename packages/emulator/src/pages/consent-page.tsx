import type { Child } from 'hono/jsx';
import { Avatar } from './parts/avatar.tsx';
import { Layout } from './parts/layout.tsx';
import { describePermission } from './permissions.ts';

/** The permission that cannot be declined. */
const basicScope = 'threads_basic';

interface ConsentPageProperties {
  readonly appName: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly users: readonly { readonly username: string; readonly name: string }[];
}

/** Asks a person whether the app may act for an account, and with which permissions; posts back to its own address. */
export const ConsentPage = ({ appName, redirectUri, scopes, users }: ConsentPageProperties): Child => (
  <Layout title={`Allow ${appName}?`} decision>
    <form method="post" class="card pad stack">
      <div class="consent-head">
        <Avatar name={appName} large />
        <h1>{appName} asks for access to a Threads account</h1>
      </div>
      <AccountChoice users={users} />
      <fieldset>
        <legend>The app will be able to</legend>
        <ul class="choices">
          {scopes.map((scope) => (
            <Permission scope={scope} />
          ))}
        </ul>
      </fieldset>
      <div class="actions">
        <button class="button primary" name="decision" value="allow">
          Allow
        </button>
        <button class="button" name="decision" value="deny">
          Deny
        </button>
      </div>
      <p class="muted small">
        Either way you go on to <code>{redirectUri}</code>
      </p>
    </form>
  </Layout>
);

const AccountChoice = ({ users }: Pick<ConsentPageProperties, 'users'>): Child => (
  <fieldset>
    <legend>{users.length === 1 ? 'Account' : 'Choose an account'}</legend>
    <ul class="choices">
      {users.map(({ username, name }, index) => (
        <li>
          <label class="choice">
            <input type="radio" name="username" value={username} checked={index === 0} required />
            <span class="name">@{username}</span>
            {name === username ? null : <span class="detail muted small">{name}</span>}
          </label>
        </li>
      ))}
    </ul>
  </fieldset>
);

const Permission = ({ scope }: { readonly scope: string }): Child => {
  const { title, detail } = describePermission(scope);
  const fixed = scope === basicScope;
  return (
    <li>
      {/* A disabled box is not submitted, so the fixed permission travels in a hidden field. */}
      {fixed ? <input type="hidden" name="scope" value={scope} /> : null}
      <label class={fixed ? 'choice fixed' : 'choice'}>
        <input type="checkbox" name="scope" value={scope} checked disabled={fixed} />
        <span class="name">{title}</span>
        <span class="detail muted small">
          {detail} <code>{scope}</code>
        </span>
      </label>
    </li>
  );
};
