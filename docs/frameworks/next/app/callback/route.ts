import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { completeAuthorization, expiresIn, isThreadsError, loadApp, sealCredentials } from 'threads-sdk';
import { scopes, sealing } from '@/lib/threads';

export async function GET(request: Request) {
  const jar = await cookies();
  const state = jar.get('login')?.value ?? 'none';
  jar.delete('login');
  try {
    const app = loadApp(process.env);
    const credentials = await completeAuthorization(app, { callbackUrl: request.url, state, scopes });
    const secure = app.redirectUri.startsWith('https:');
    const cookie = { httpOnly: true, sameSite: 'lax', secure, maxAge: expiresIn(credentials) } as const;
    jar.set('session', await sealCredentials(credentials, sealing()), cookie);
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    console.error(error); // for you; it holds no secret
    return new Response('You are not logged in. Go back, and try again.', { status: 400 });
  }
  redirect('/');
}
