import { createMemoryEventStore, handleWebhook } from 'threads-sdk';
import { THREADS_API_SECRET, THREADS_VERIFY_TOKEN } from '$app/env/private';

const store = createMemoryEventStore(); // in production, one in your database: createKeyvEventStore

export const GET = webhook;
export const POST = webhook;

function webhook({ request }: { readonly request: Request }) {
  return handleWebhook(request, {
    appSecret: THREADS_API_SECRET ?? '',
    verifyToken: THREADS_VERIFY_TOKEN ?? '',
    store,
    handleEvent: (event) => console.log('Threads says:', event.type),
    onError: console.error,
  });
}
