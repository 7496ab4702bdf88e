import { handleDeauthorize } from 'threads-sdk';
import { THREADS_API_SECRET } from '$app/env/private';

/** Meta calls this when a person removes the app. */
export function POST({ request }) {
  return handleDeauthorize(request, {
    appSecret: THREADS_API_SECRET ?? '',
    forgetUser: ({ user_id }) => console.log('forget what is kept of', user_id),
    onError: console.error,
  });
}
