import { createClient, type Client } from '@threads-sdk/core-http/fetch';
import { createEmulator, createVirtualClock, type Emulator, type EmulatorClock } from '@threads-sdk/emulator';
import { createMemoryEventStore, handleWebhook, type WebhookEvent } from '@threads-sdk/webhooks';
import { onTestFinished } from 'vitest';
import { createInbox, type Inbox, type InboxMessage, type InboxOptions } from '../src/index.ts';

/** Where mika has posted twice, and kenji and yuki answer and mention. The app is told by webhooks, and keeps the events. */
export interface Town {
  readonly emulator: Emulator;
  readonly clock: EmulatorClock;
  readonly clientOf: (username: string) => Client;
  /** What webhooks have brought. */
  readonly wire: WebhookEvent[];
  readonly write: (by: string, text: string) => string;
  readonly reply: (by: string, to: string, text: string) => string;
  /** Waits for the webhooks that are under way. */
  readonly settle: () => Promise<void>;
}

export async function createTown(): Promise<Town> {
  const clock = createVirtualClock(Date.UTC(2026, 8, 1, 8));
  const appSecret = 'f00dfeedf00dfeedf00dfeedf00dfeed';
  const verifyToken = 'a word of yours';
  const wire: WebhookEvent[] = [];
  const emulator = createEmulator({
    clock,
    app: { clientSecret: appSecret },
    users: ['mika', 'kenji', 'yuki'].map((username) => ({ username })),
    webhooks: {
      callbackUrl: 'https://app.example/webhook',
      verifyToken,
      fetch: async (request) =>
        handleWebhook(request, {
          appSecret,
          verifyToken,
          handleEvent: (event) => void wire.push(event),
          onError: (error) => {
            throw error;
          },
        }),
    },
  });
  await emulator.subscribeWebhooks();
  // Else it would still sign and send while the tests of other files watch what is signed.
  onTestFinished(() => emulator.deliverEvents());
  // A user who has no token yet has granted nothing, and the app is told nothing of them.
  const clients = new Map(
    emulator.users.map(({ username }) => [username, createClient(emulator.clientOptions({ username }))]),
  );
  const clientOf = (username: string): Client => {
    const client = clients.get(username);
    if (client === undefined) throw new Error(`There is no ${username}.`);
    return client;
  };
  return {
    emulator,
    clock,
    clientOf,
    wire,
    write: (by, text) => emulator.act({ act: 'post', by, text }).id,
    reply: (by, to, text) => emulator.act({ act: 'reply', by, to, text }).id,
    settle: () => emulator.deliverEvents(),
  };
}

/** An inbox that writes down what it handled. */
export interface Watched extends Inbox {
  readonly handled: InboxMessage[];
  readonly errors: unknown[];
  readonly texts: () => readonly (string | undefined)[];
}

export function watchInbox(client: Client, changes: Partial<InboxOptions> = {}): Watched {
  const handled: InboxMessage[] = [];
  const errors: unknown[] = [];
  const inbox = createInbox({
    client,
    store: createMemoryEventStore(),
    handleMessage: (message) => void handled.push(message),
    onError: (error) => void errors.push(error),
    ...changes,
  });
  return { ...inbox, handled, errors, texts: () => handled.map(({ post }) => post.text) };
}
