import {
  createEmulator,
  createVirtualClock,
  type Emulator,
  type EmulatorOptions,
  type EmulatorClock,
} from '@threads-sdk/emulator';

/** Answers a request that the emulator sends to the app. */
export type App = (request: Request) => Response | Promise<Response>;

/** An emulator with a mika and a kenji, which calls an app in this process. */
export interface Town {
  readonly emulator: Emulator;
  readonly clock: EmulatorClock;
  /** Publishes a text, and returns its id. */
  readonly publish: (username: string, text: string, replyTo?: string) => Promise<string>;
  readonly remove: (username: string, id: string) => Promise<void>;
}

export function createTown(app: App, options: EmulatorOptions = {}): Town {
  const clock = createVirtualClock(Date.UTC(2026, 8, 1, 8));
  const emulator = createEmulator({
    clock,
    users: [{ username: 'mika' }, { username: 'kenji' }],
    ...options,
    app: {
      deauthorizeCallbackUrl: 'https://app.example/deauthorize',
      dataDeletionCallbackUrl: 'https://app.example/data-deletion',
      ...options.app,
    },
    webhooks: {
      callbackUrl: 'https://app.example/webhook',
      verifyToken: 'a word of yours',
      fetch: async (request) => app(request),
      ...options.webhooks,
    },
  });
  const tokens = new Map(
    ['mika', 'kenji'].map((username) => [username, emulator.issueToken({ username }).accessToken]),
  );

  async function call(username: string, method: string, path: string, form: object = {}): Promise<string> {
    const query = new URLSearchParams({ ...form, access_token: tokens.get(username) ?? '' });
    const answer = await emulator.fetch(
      new Request(`https://graph.threads.com/v1.0/${path}?${query}`, { method }),
    );
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return String(Object(JSON.parse(text)).id);
  }

  return {
    emulator,
    clock,
    publish: (username, text, replyTo) =>
      call(username, 'POST', 'me/threads', {
        media_type: 'TEXT',
        text,
        auto_publish_text: 'true',
        ...(replyTo !== undefined && { reply_to_id: replyTo }),
      }),
    remove: async (username, id) => {
      await call(username, 'DELETE', id);
    },
  };
}
