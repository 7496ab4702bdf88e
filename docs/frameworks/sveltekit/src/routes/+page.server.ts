import { redirect } from '@sveltejs/kit';
import { createMemoryJournal, listThreads, publish } from 'threads-sdk';
import { currentClient } from '#lib/server/threads.ts';

const journal = createMemoryJournal(); // in production, one in your database

export async function load({ cookies }) {
  const client = await currentClient(cookies);
  if (client === undefined) return { posts: undefined, key: '' };
  const { data } = await listThreads(client, { fields: ['text', 'permalink'], limit: 10 });
  return { posts: data, key: crypto.randomUUID() };
}

export const actions = {
  default: async ({ cookies, request }) => {
    const client = await currentClient(cookies);
    if (client === undefined) redirect(303, '/login');
    const form = await request.formData();
    // The same key is the same post: pressed twice, it goes out once.
    const options = { idempotencyKey: String(form.get('key')), journal };
    await publish(client, { text: String(form.get('text')) }, options);
  },
};
