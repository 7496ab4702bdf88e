import type { Emulator } from '../../src/index.ts';
import type { Caller } from '../api.ts';

/** The texts of the user's posts, newest first. */
export async function textsOf(caller: Caller): Promise<readonly string[]> {
  const { body } = await caller.get('/me/threads', { fields: 'text' });
  return body.data.map(({ text }) => text);
}

/** A container that is ready to be published. */
export async function finishedContainer(emulator: Emulator, caller: Caller, text = 'Hello'): Promise<string> {
  const { body } = await caller.post('/me/threads', { media_type: 'TEXT', text });
  emulator.clock.advance(300);
  return body.id;
}

/** Publishes a container; the answer may be no JSON. */
export function publishRaw(
  emulator: Emulator,
  { accessToken }: Caller,
  container: string,
): Promise<Response> {
  return emulator.fetch(
    new Request('https://graph.threads.com/me/threads_publish', {
      method: 'POST',
      body: new URLSearchParams({ creation_id: container, access_token: accessToken }),
    }),
  );
}
