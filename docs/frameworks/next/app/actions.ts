'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { createMemoryJournal, publish } from 'threads-sdk';
import { currentClient } from '@/lib/threads';

const journal = createMemoryJournal(); // in production, one in your database

export async function publishPost(form: FormData) {
  const client = await currentClient();
  if (client === undefined) redirect('/login');
  // The same key is the same post: pressed twice, it goes out once.
  await publish(
    client,
    { text: String(form.get('text')) },
    { idempotencyKey: String(form.get('key')), journal },
  );
  revalidatePath('/');
}
