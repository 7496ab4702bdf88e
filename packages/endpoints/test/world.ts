import { createClient, type Client } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type Emulator } from '@threads-sdk/emulator';
import {
  createContainer,
  listPendingReplies,
  listReplies,
  listThreads,
  searchLocations,
} from '../src/index.ts';

export const redirectUri = 'https://app.example/callback';

/** A Threads with something of everything, and a client of one of its users. */
export interface World {
  readonly emulator: Emulator;
  readonly client: Client;
  /** A client without credentials. */
  readonly anonymous: Client;
  readonly accessToken: string;
  readonly post: { readonly id: string; readonly permalink: string };
  readonly reply: string;
  readonly pendingReply: string;
  /** A post with replies that wait. */
  readonly approvals: string;
  /** Finished containers of two carousel items. */
  readonly children: readonly string[];
  /** A finished container of a text. */
  readonly container: string;
  readonly location: string;
}

export async function createWorld(): Promise<World> {
  const clock = createVirtualClock();
  const emulator = createEmulator({
    clock,
    app: { redirectUris: [redirectUri] },
    users: [
      {
        username: 'alice',
        followers: 500,
        posts: [
          { text: 'Approved only', replyApprovals: true, replies: [{ by: 'bob', text: 'May I?' }] },
          { text: 'Gone tomorrow', ghost: true },
          { text: 'Hello, Kyoto', replies: [{ by: 'bob', text: 'Hello, @alice' }] },
        ],
      },
      { username: 'bob', followers: 500, posts: ['Look, @alice'] },
    ],
  });
  const credentials = createCredentials(emulator.issueToken({ username: 'alice' }));
  const http = { fetch: emulator.fetch, clock };
  const client = createClient({ ...http, credentials });
  const { data } = await listThreads(client, { fields: ['text', 'permalink'] });
  const find = (text: string) => present(data.find((thread) => thread.text === text));
  const post = find('Hello, Kyoto');
  const approvals = find('Approved only').id;
  const image = {
    media_type: 'IMAGE',
    image_url: 'https://media.example/gate.jpg',
    is_carousel_item: true,
  } as const;
  const children = await Promise.all([createContainer(client, image), createContainer(client, image)]);
  const container = await createContainer(client, { media_type: 'TEXT', text: 'Good morning' });
  await clock.sleep(60_000);
  return {
    emulator,
    client,
    anonymous: createClient(http),
    accessToken: credentials.accessToken,
    post: { id: post.id, permalink: present(post.permalink) },
    reply: present((await listReplies(client, { media_id: post.id })).data[0]).id,
    pendingReply: present((await listPendingReplies(client, { media_id: approvals })).data[0]).id,
    approvals,
    children: children.map(({ id }) => id),
    container: container.id,
    location: present((await searchLocations(client, { q: 'Menlo Park' })).data[0]).id,
  };
}

/** What the emulator's consent page hands to the app when the user agrees. */
export async function authorizationCode({ emulator }: World, authorizationUrl: string): Promise<string> {
  const body = new URLSearchParams({ decision: 'allow' });
  const response = await emulator.fetch(new Request(authorizationUrl, { method: 'POST', body }));
  return present(new URL(present(response.headers.get('location'))).searchParams.get('code'));
}

export function present<Value>(value: Value): NonNullable<Value> {
  if (value === undefined || value === null)
    throw new Error('the set-up lacks something that the test needs');
  return value;
}
