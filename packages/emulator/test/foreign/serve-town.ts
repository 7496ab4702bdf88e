import { createEmulator, createVirtualClock, type Emulator } from '../../src/index.ts';
import { serve } from '../../src/serve.ts';

export const redirectUri = 'https://app.example/callback';

/** A served emulator with alice, who has a post that bob replied to; foreign clients get its address and nothing else. */
export async function serveTown(): Promise<{
  readonly emulator: Emulator;
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  const emulator = createEmulator({
    clock: createVirtualClock(),
    app: { redirectUris: [redirectUri, 'https://app.example/auth/callback/threads'] },
    users: [
      {
        username: 'alice',
        name: 'Alice',
        biography: 'Writes.',
        posts: [{ text: 'Hello', replies: [{ by: 'bob', text: 'Welcome' }] }],
      },
      { username: 'bob' },
    ],
  });
  const served = await serve(emulator);
  return { emulator, url: served.url, close: () => served.close() };
}

/** The operations that a client called, each with the status of its answer; the consent is the browser's. */
export function callsOf({ requests }: Emulator): readonly string[] {
  return requests
    .filter(({ path }) => !path.startsWith('/oauth/authorize'))
    .map(({ operation, status }) => `${operation} ${status}`);
}
