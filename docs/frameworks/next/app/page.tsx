import { Suspense } from 'react';
import { listThreads } from 'threads-sdk';
import { currentClient } from '@/lib/threads';
import { publishPost } from './actions';

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Posts />
    </Suspense>
  );
}

async function Posts() {
  const client = await currentClient();
  // Not <Link>, which would load the page of the login before anybody clicks.
  if (client === undefined) return <a href="/login">Log in with Threads</a>;
  const { data } = await listThreads(client, { fields: ['text', 'permalink'], limit: 10 });
  return (
    <>
      <form action={publishPost}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <textarea name="text" aria-label="Text" maxLength={500} required />
        <button>Post</button>
      </form>
      <ul>
        {data.map(({ id, text, permalink }) => (
          <li key={id}>
            <a href={permalink}>{text}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
