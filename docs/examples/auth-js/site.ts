import { Auth } from '@auth/core';
import { createClient, type Credentials, getUser, withCredentials } from 'threads-sdk';
import { authConfig, type Settings } from './auth-config.ts';

/** A site of two pages, for every server that speaks web standards. Those below `/auth/` are those of Auth.js. */
export function createSite(settings: Settings): (request: Request) => Promise<Response> {
  const { client = createClient() } = settings.app;
  return async (request) => {
    if (new URL(request.url).pathname.startsWith('/auth/')) return Auth(request, authConfig(settings));
    const { cookies, credentials } = await readSession(settings, request);
    const headers = new Headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    for (const cookie of cookies) headers.append('set-cookie', cookie);
    if (!credentials) return new Response('<a href="/auth/signin">Log in</a>', { headers });
    const { username } = await getUser(withCredentials(client, credentials), { fields: ['username'] });
    return new Response(`<h1>@${username}</h1>`, { headers });
  };
}

/** Asks Auth.js who sent a request. Its cookies have to go out with the answer: they hold the token, which may be a new one. */
async function readSession(
  settings: Settings,
  { headers, url }: Request,
): Promise<{ cookies: readonly string[]; credentials: Credentials | undefined }> {
  let credentials: Credentials | undefined;
  const config = authConfig(settings, (current) => {
    credentials = current;
  });
  const session = await Auth(new Request(new URL('/auth/session', url), { headers }), config);
  return { cookies: session.headers.getSetCookie(), credentials };
}
