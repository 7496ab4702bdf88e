import { error, redirect } from '@sveltejs/kit';
import { completeAuthorization, expiresIn, isThreadsError, sealCredentials } from 'threads-sdk';
import { app, scopes, sealing } from '#lib/server/threads.ts';

export async function GET({ cookies, url }) {
  const state = cookies.get('login') ?? 'none';
  cookies.delete('login', { path: '/' });
  try {
    const credentials = await completeAuthorization(app(), { callbackUrl: url.href, state, scopes });
    const session = await sealCredentials(credentials, sealing);
    cookies.set('session', session, { path: '/', maxAge: expiresIn(credentials) });
  } catch (failure) {
    if (!isThreadsError(failure)) throw failure;
    console.error(failure); // for you; it holds no secret
    error(400, 'You are not logged in. Go back, and try again.');
  }
  redirect(303, '/');
}
