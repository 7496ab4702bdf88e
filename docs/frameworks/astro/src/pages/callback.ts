import type { APIRoute } from 'astro';
import { completeAuthorization, expiresIn, isThreadsError, sealCredentials } from 'threads-sdk';
import { app, cookie, scopes, sealing } from '../lib/threads';

export const GET: APIRoute = async ({ cookies, redirect, url }) => {
  const state = cookies.get('login')?.value ?? 'none';
  cookies.delete('login', { path: '/' });
  try {
    const credentials = await completeAuthorization(app(), { callbackUrl: url.href, state, scopes });
    const session = await sealCredentials(credentials, sealing());
    cookies.set('session', session, { ...cookie(), maxAge: expiresIn(credentials) });
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    console.error(error); // for you; it holds no secret
    return new Response('You are not logged in. Go back, and try again.', { status: 400 });
  }
  return redirect('/');
};
