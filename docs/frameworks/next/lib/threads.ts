import { cookies } from 'next/headers';
import { type Client, createClient, isThreadsError, loadClientOptions, openCredentials } from 'threads-sdk';

export const scopes = ['threads_basic', 'threads_content_publish'];

/** Seals the credentials in the cookie, so that nobody can read the token in it. */
export const sealing = () => ({ keys: [process.env.SESSION_KEY ?? ''] });

/** The client of the person who is logged in. */
export async function currentClient(): Promise<Client | undefined> {
  const session = (await cookies()).get('session');
  if (session === undefined) return undefined;
  try {
    const credentials = await openCredentials(session.value, sealing());
    return createClient({ ...loadClientOptions(process.env), credentials });
  } catch (error) {
    if (isThreadsError(error) && error.code === 'SEAL_INVALID') return undefined;
    throw error;
  }
}
