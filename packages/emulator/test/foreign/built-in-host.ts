// A client that has Meta's addresses built in, and knows nothing of an emulator: logs in, publishes and reads.
import process from 'node:process';

const [, , clientId = '', clientSecret = '', redirectUri = ''] = process.argv;

const consent = new URL('https://threads.net/oauth/authorize');
consent.search = String(
  new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'threads_basic,threads_content_publish',
  }),
);
const allowed = await fetch(consent, {
  method: 'POST',
  body: new URLSearchParams({ decision: 'allow' }),
  redirect: 'manual',
});
const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';

interface Answer {
  readonly access_token: string;
  readonly data: readonly { readonly text: string }[];
  readonly paging: { readonly next: string };
}

async function call(url: string, parameters?: Readonly<Record<string, string>>): Promise<Answer> {
  const init = parameters && { method: 'POST', body: new URLSearchParams(parameters) };
  return (await fetch(url, init)).json();
}

const { access_token } = await call('https://graph.threads.net/oauth/access_token', {
  client_id: clientId,
  client_secret: clientSecret,
  grant_type: 'authorization_code',
  redirect_uri: redirectUri,
  code,
});
const post = { media_type: 'TEXT', auto_publish_text: 'true', access_token };
for (const text of ['One', 'Two']) await call('https://graph.threads.net/v1.0/me/threads', { ...post, text });
const list = `https://graph.threads.net/v1.0/me/threads?fields=text&limit=1&access_token=${access_token}`;
const first = await call(list);
const second = await call(first.paging.next);
console.log(JSON.stringify([...first.data, ...second.data].map(({ text }) => text)));
