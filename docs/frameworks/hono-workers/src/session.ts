import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Client, createClient, isThreadsError, loadClientOptions, openCredentials } from 'threads-sdk';

/** Secrets of the Worker, but for `EVENTS` and `THREADS_EMULATOR`. */
export interface Env {
  readonly THREADS_APP_ID: string;
  readonly THREADS_API_SECRET: string;
  readonly THREADS_REDIRECT_URI: string;
  readonly THREADS_VERIFY_TOKEN: string;
  readonly SESSION_KEY: string;
  readonly THREADS_EMULATOR?: string;
  readonly EVENTS: KVNamespace;
}

export const scopes = ['threads_basic', 'threads_content_publish'];

/** Seals the credentials in the cookie, so that nobody can read the token in it. */
export const sealing = (env: Env) => ({ keys: [env.SESSION_KEY] });

/** No script reads the cookies, and other sites cannot have them sent along with their forms. */
export const cookie = (env: Env) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: env.THREADS_REDIRECT_URI.startsWith('https:'),
  }) as const;

/** The client of the person who is logged in. */
export async function currentClient(context: Context<{ Bindings: Env }>): Promise<Client | undefined> {
  const session = getCookie(context, 'session');
  if (session === undefined) return undefined;
  try {
    const credentials = await openCredentials(session, sealing(context.env));
    return createClient({ ...loadClientOptions(context.env), credentials });
  } catch (error) {
    if (isThreadsError(error) && error.code === 'SEAL_INVALID') return undefined;
    throw error;
  }
}
