import type { Cookies } from '@sveltejs/kit';
import {
  type Client,
  createClient,
  isThreadsError,
  loadApp,
  loadClientOptions,
  openCredentials,
} from 'threads-sdk';
import * as env from '$app/env/private';

export const scopes = ['threads_basic', 'threads_content_publish'];

export const app = () => loadApp(env);

/** Seals the credentials in the cookie, so that nobody can read the token in it. */
export const sealing = { keys: [env.SESSION_KEY ?? ''] };

/** The client of the person who is logged in. */
export async function currentClient(cookies: Cookies): Promise<Client | undefined> {
  const session = cookies.get('session');
  if (session === undefined) return undefined;
  try {
    const credentials = await openCredentials(session, sealing);
    return createClient({ ...loadClientOptions(env), credentials });
  } catch (error) {
    if (isThreadsError(error) && error.code === 'SEAL_INVALID') return undefined;
    throw error;
  }
}
