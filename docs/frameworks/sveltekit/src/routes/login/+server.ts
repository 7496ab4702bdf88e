import { redirect } from '@sveltejs/kit';
import { createAuthorizationUrl } from 'threads-sdk';
import { app, scopes } from '#lib/server/threads.ts';

export function GET({ cookies }) {
  const { url, state } = createAuthorizationUrl(app(), { scopes });
  cookies.set('login', state, { path: '/', maxAge: 600 });
  redirect(303, url, { external: true });
}
