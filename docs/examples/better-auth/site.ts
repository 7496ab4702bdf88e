import { credentialsOfUser } from '@threads-sdk/auth-providers/better-auth';
import { createClient, getUser, handleDeauthorize, isThreadsError, withCredentials } from 'threads-sdk';
import { createAuth, type Settings } from './auth.ts';

/** After these only a new login helps. */
const loggedOut: readonly unknown[] = ['CREDENTIALS_EXPIRED', 'CREDENTIALS_MISSING', 'TOKEN_INVALID'];

/** A site of one page, for every server that speaks web standards. What lies below `/api/auth/` is done by Better Auth. */
export function createSite(settings: Settings): (request: Request) => Promise<Response> {
  const { app, log } = settings;
  const { client = createClient() } = app;
  const auth = createAuth(settings);
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/auth/')) return auth.handler(request);
    if (pathname === '/login') return logIn();
    if (pathname === '/deauthorize')
      return handleDeauthorize(request, {
        appSecret: app.clientSecret,
        forgetUser: ({ user_id }) => forget(user_id),
        onError: log,
      });
    const session = await auth.api.getSession({ headers: request.headers });
    const html = session === null ? undefined : await greet(session.user.id);
    return new Response(html ?? '<h1>Postcards</h1><a href="/login">Log in with Threads</a>', {
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    });
  };

  /** Sends the browser to Threads. */
  async function logIn(): Promise<Response> {
    const body = { provider: 'threads', callbackURL: '/', errorCallbackURL: '/denied' };
    const { headers, response } = await auth.api.signInSocial({ body, returnHeaders: true });
    headers.set('location', response.url ?? '/');
    return new Response(null, { status: 303, headers });
  }

  async function greet(userId: string): Promise<string | undefined> {
    // Asked for before each call, and refreshed in time.
    const user = withCredentials(client, () => credentialsOfUser(auth, { userId }));
    try {
      const { username } = await getUser(user, { fields: ['username'] });
      return `<h1>@${username}</h1>`;
    } catch (error) {
      if (!isThreadsError(error) || !loggedOut.includes(error.code)) throw error;
      return undefined;
    }
  }

  /** Deletes the token of a person who removed the app. With the same account they come back as the same user. */
  async function forget(threadsUserId: string): Promise<void> {
    const { internalAdapter } = await auth.$context;
    const account = await internalAdapter.findAccountByKey({
      providerId: 'threads',
      accountId: threadsUserId,
    });
    const nothing = { accessToken: null, refreshToken: null, accessTokenExpiresAt: null };
    if (account) await internalAdapter.updateAccount(account.id, nothing);
  }
}
