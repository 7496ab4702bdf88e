import { Auth } from '@auth/core';
import { createClient, type Credentials, getUser, isThreadsError, withCredentials } from 'threads-sdk';
import { authConfig, type Settings } from './auth-config.ts';

/** A site of one page, for every server that speaks web standards. What lies below `/auth/` is done by Auth.js. */
export function createSite(settings: Settings): (request: Request) => Promise<Response> {
  const { client = createClient() } = settings.app;
  return async (request) => {
    if (new URL(request.url).pathname.startsWith('/auth/')) return Auth(request, authConfig(settings));
    const { cookies, credentials } = await readSession(settings, request);
    const headers = new Headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    for (const cookie of cookies) headers.append('set-cookie', cookie);
    const html = credentials === undefined ? undefined : await greet(credentials);
    return new Response(html ?? '<h1>Postcards</h1><a href="/auth/signin">Log in</a>', { headers });
  };

  async function greet(credentials: Credentials): Promise<string | undefined> {
    try {
      const { username } = await getUser(withCredentials(client, credentials), { fields: ['username'] });
      return `<h1>@${username}</h1>`;
    } catch (error) {
      if (!isThreadsError(error) || error.code !== 'TOKEN_INVALID') throw error;
      return undefined; // the person has removed the app: a new login is needed
    }
  }
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
