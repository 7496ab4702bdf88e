import type { Profile } from './read-profile.ts';

const login = '<p><a class="button" href="/login">Log in with Threads</a></p>';

export function welcomePage(): Response {
  return page('Postcards', `<p>See your newest posts.</p>${login}`);
}

export function profilePage({ username, biography, followers, posts }: Profile): Response {
  const items = posts.map(
    ({ text, permalink, date }) =>
      `<li>${escape(text)}<br><a href="${escape(permalink)}">${escape(date)}</a></li>`,
  );
  return page(
    `@${username}`,
    `<p>${escape(biography)}</p>
    <p>${
      followers === undefined
        ? 'Your followers are not counted: you left that permission out. <a href="/login">Allow it</a>'
        : `${followers} followers`
    }</p>
    <h2>Newest posts</h2>
    <ul>${items.join('')}</ul>
    <form method="post" action="/logout"><button class="button">Log out</button></form>`,
  );
}

export function deletionPage(): Response {
  return page('Your data', '<p>When you ask us to delete your data, we do it at once. Nothing is left.</p>');
}

/** What to tell the person; the log has what to tell the developer. */
const problems: Readonly<Record<string, readonly [title: string, text: string]>> = {
  AUTHORIZATION_DENIED: ['You did not allow it', 'Nothing was shared with us. You can change your mind.'],
  AUTHORIZATION_STATE_MISMATCH: [
    'This login did not begin here',
    'It is older than ten minutes, belongs to another tab, or was sent by somebody else. Begin a new one.',
  ],
  AUTHORIZATION_CALLBACK_INVALID: ['This login cannot be completed', 'Its address was cut. Begin a new one.'],
  CODE_REJECTED: ['This login was used already', 'Each works once, for an hour. Begin a new one.'],
  CREDENTIALS_EXPIRED: ['You were away for long', 'Log in again to go on.'],
  GRANT_MISSING: [
    'You are not a tester yet',
    'Accept our invitation in the settings of your Threads account, under Website permissions.',
  ],
  SEAL_INVALID: ['You are logged out', 'Log in again to go on.'],
  TOKEN_INVALID: ['You are logged out', 'You removed us from your account, or Threads ended the login.'],
};

export function problemPage(code: string | undefined): Response {
  const known = code === undefined ? undefined : problems[code];
  const [title, text] = known ?? [
    'This did not work',
    'It is our fault or that of Threads. Try again later.',
  ];
  return page(title, `<p>${text}</p>${login}`, known === undefined ? 500 : 400);
}

function page(title: string, body: string, status = 200): Response {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  body { font: 18px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem; color: #222 }
  .button { font: inherit; padding: 0.5rem 1rem; border: 0; border-radius: 2rem; background: #222; color: #fff; text-decoration: none }
  ul { list-style: none; padding: 0 } li { padding: 0.75rem 0; border-top: 1px solid #ddd }
</style>
<h1>${escape(title)}</h1>
${body}`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer', // the address of the callback holds a code
    },
  });
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
