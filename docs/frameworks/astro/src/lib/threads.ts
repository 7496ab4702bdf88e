import * as env from 'astro:env/server';
import type { AstroCookies } from 'astro';
import {
  type Client,
  createClient,
  isThreadsError,
  loadApp,
  loadClientOptions,
  openCredentials,
} from 'threads-sdk';

export const scopes = ['threads_basic', 'threads_content_publish'];

export const app = () => loadApp(env);

/** Seals the credentials in the cookie, so that nobody can read the token in it. */
export const sealing = () => ({ keys: [env.SESSION_KEY] });

/** Of the cookies: no script reads them, and other sites cannot have them sent along with their forms. */
export const cookie = () =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: env.THREADS_REDIRECT_URI.startsWith('https:'),
  }) as const;

/** The client of the person who is logged in. */
export async function currentClient(cookies: AstroCookies): Promise<Client | undefined> {
  const session = cookies.get('session');
  if (session === undefined) return undefined;
  try {
    const credentials = await openCredentials(session.value, sealing());
    return createClient({ ...loadClientOptions(env), credentials });
  } catch (error) {
    if (isThreadsError(error) && error.code === 'SEAL_INVALID') return undefined;
    throw error;
  }
}
