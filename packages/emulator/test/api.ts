import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions } from '../src/index.ts';

/** An answer of the API, with the members that tests look at. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Body;
}

export interface Body {
  readonly id: string;
  readonly status: string;
  readonly text: string;
  readonly data: readonly Body[];
  readonly paging: {
    readonly cursors: { readonly before: string; readonly after: string };
    readonly next: string;
    readonly previous: string;
  };
  readonly error: { readonly code: number; readonly message: string };
  readonly [name: string]: unknown;
}

type Parameters = Readonly<Record<string, string>>;

/** What a user of a token can do. */
export interface Caller {
  readonly accessToken: string;
  readonly userId: string;
  get(path: string, parameters?: Parameters): Promise<Answer>;
  post(path: string, parameters?: Parameters): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Follows an address of `paging`. */
  follow(url: string): Promise<Answer>;
}

/** Sends a request as it is. */
export async function send(emulator: Emulator, url: string, init?: RequestInit): Promise<Answer> {
  const response = await emulator.fetch(new Request(new URL(url, 'https://graph.threads.com'), init));
  const text = await response.text();
  const body: Body = JSON.parse(text);
  return { status: response.status, text, body };
}

/** A caller with a token of this user; without `scopes` it has every permission. */
export function callerOf(emulator: Emulator, username: string, scopes?: readonly string[]): Caller {
  const { accessToken, userId } = emulator.issueToken({
    username,
    ...(scopes === undefined ? {} : { scopes }),
  });
  const url = (path: string, parameters: Parameters = {}): string =>
    `/v1.0${path}?${new URLSearchParams({ access_token: accessToken, ...parameters })}`;
  return {
    accessToken,
    userId,
    get: (path, parameters) => send(emulator, url(path, parameters)),
    post: (path, parameters) =>
      send(emulator, url(path), { method: 'POST', body: new URLSearchParams(parameters ?? {}) }),
    delete: (path) => send(emulator, url(path), { method: 'DELETE' }),
    follow: (address) => send(emulator, address),
  };
}

/** An emulator on a virtual clock with the users alice and bob, and a caller for each. */
export function createTown(options: EmulatorOptions = {}): {
  readonly emulator: Emulator;
  readonly alice: Caller;
  readonly bob: Caller;
} {
  const emulator = createEmulator({
    clock: createVirtualClock(),
    users: [{ username: 'alice' }, { username: 'bob' }],
    ...options,
  });
  return { emulator, alice: callerOf(emulator, 'alice'), bob: callerOf(emulator, 'bob') };
}

/** Publishes a text at once and returns the media id. */
export async function publishText(
  caller: Caller,
  text: string,
  parameters: Parameters = {},
): Promise<string> {
  const { body } = await caller.post('/me/threads', {
    media_type: 'TEXT',
    text,
    auto_publish_text: 'true',
    ...parameters,
  });
  if (body.error !== undefined) throw new Error(body.error.message);
  return body.id;
}
