import type { CookieOptions, Request } from 'express';
import {
  type Client,
  createClient,
  isThreadsError,
  loadApp,
  loadClientOptions,
  openCredentials,
} from 'threads-sdk';

export const app = loadApp(process.env);
export const scopes = ['threads_basic', 'threads_content_publish'];

/** Seals the credentials in the cookie, so that nobody can read the token in it. */
export const sealing = { keys: [process.env['SESSION_KEY'] ?? ''] };

/** No script reads the cookies, and other sites cannot have them sent along with their forms. */
export const cookie: CookieOptions = {
  httpOnly: true,
  sameSite: 'lax',
  secure: app.redirectUri.startsWith('https:'),
};

/** The client of the person who is logged in. */
export async function currentClient(request: Request): Promise<Client | undefined> {
  const session: unknown = request.cookies.session;
  if (typeof session !== 'string') return undefined;
  try {
    const credentials = await openCredentials(session, sealing);
    return createClient({ ...loadClientOptions(process.env), credentials });
  } catch (error) {
    if (isThreadsError(error) && error.code === 'SEAL_INVALID') return undefined;
    throw error;
  }
}
