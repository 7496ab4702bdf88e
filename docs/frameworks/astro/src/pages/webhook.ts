import { THREADS_API_SECRET, THREADS_VERIFY_TOKEN } from 'astro:env/server';
import type { APIRoute } from 'astro';
import { createMemoryEventStore, handleWebhook } from 'threads-sdk';

const store = createMemoryEventStore(); // in production, one in your database: createKeyvEventStore

const webhook: APIRoute = ({ request }) =>
  handleWebhook(request, {
    appSecret: THREADS_API_SECRET,
    verifyToken: THREADS_VERIFY_TOKEN ?? '',
    store,
    handleEvent: (event) => console.log('Threads says:', event.type),
    onError: console.error,
  });

export { webhook as GET, webhook as POST };
