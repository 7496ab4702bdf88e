import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { createAuthorizationUrl, loadApp } from 'threads-sdk';
import { scopes } from '@/lib/threads';

export async function GET() {
  const jar = await cookies(); // first, since a build has no variables
  const { url, state } = createAuthorizationUrl(loadApp(process.env), { scopes });
  jar.set('login', state, { httpOnly: true, sameSite: 'lax', maxAge: 600 });
  redirect(url);
}
