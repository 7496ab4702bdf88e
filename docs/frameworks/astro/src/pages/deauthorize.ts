import { THREADS_API_SECRET } from 'astro:env/server';
import type { APIRoute } from 'astro';
import { handleDeauthorize } from 'threads-sdk';

/** Meta calls this when a person removes the app. */
export const POST: APIRoute = ({ request }) =>
  handleDeauthorize(request, {
    appSecret: THREADS_API_SECRET,
    forgetUser: ({ user_id }) => console.log('forget what is kept of', user_id),
    onError: console.error,
  });
