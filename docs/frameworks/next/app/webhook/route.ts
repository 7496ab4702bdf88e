import { after, connection } from 'next/server';
import { createMemoryEventStore, handleWebhook } from 'threads-sdk';

const store = createMemoryEventStore(); // in production, one in your database: createKeyvEventStore

async function webhook(request: Request) {
  await connection(); // a build has no variables, and Meta does not ask it
  return handleWebhook(request, {
    appSecret: process.env.THREADS_API_SECRET,
    verifyToken: process.env.THREADS_VERIFY_TOKEN,
    store,
    handleEvent: (event) => console.log('Threads says:', event.type),
    waitUntil: after, // answers first
    onError: console.error,
  });
}

export { webhook as GET, webhook as POST };
