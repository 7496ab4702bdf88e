import { credentialsOfUser } from '@threads-sdk/auth-providers/better-auth';
import { createClient, getUser, withCredentials } from 'threads-sdk';
import { createAuth, type Settings } from './auth.ts';

/** A site of two pages, for every server that speaks web standards. Those below `/api/auth/` are those of Better Auth. */
export function createSite(settings: Settings): (request: Request) => Promise<Response> {
  const auth = createAuth(settings);
  const { client = createClient() } = settings.app;
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/auth/')) return auth.handler(request);

    if (pathname === '/login') {
      const body = { provider: 'threads', callbackURL: '/', errorCallbackURL: '/denied' };
      const { headers, response } = await auth.api.signInSocial({ body, returnHeaders: true });
      headers.set('location', response.url ?? '/');
      return new Response(null, { status: 303, headers });
    }

    const session = await auth.api.getSession({ headers: request.headers });
    if (!session) return page('<h1>Postcards</h1><a href="/login">Log in with Threads</a>');
    const credentials = (): ReturnType<typeof credentialsOfUser> =>
      credentialsOfUser(auth, { userId: session.user.id }); // before each call, and fresh
    const { username } = await getUser(withCredentials(client, credentials), { fields: ['username'] });
    return page(`<h1>@${username}</h1>`);
  };
}

function page(html: string): Response {
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
