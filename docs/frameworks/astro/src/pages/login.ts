import type { APIRoute } from 'astro';
import { createAuthorizationUrl } from 'threads-sdk';
import { app, cookie, scopes } from '../lib/threads';

export const GET: APIRoute = ({ cookies, redirect }) => {
  const { url, state } = createAuthorizationUrl(app(), { scopes });
  cookies.set('login', state, { ...cookie(), maxAge: 600 });
  return redirect(url);
};
