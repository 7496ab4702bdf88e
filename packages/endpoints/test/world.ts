import { createClient, type Client } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type Emulator } from '@threads-sdk/emulator';
import {
  createContainer,
  listPendingReplies,
  listThreads,
  managePendingReply,
  searchLocations,
} from '../src/index.ts';
import type { OperationModel } from '../generate/model.ts';
import { exampleParameters, generatedFunction, operationOf } from './description.ts';

/** A Threads with something of everything that the description's examples speak of, and a client of one of its users. */
export interface World {
  readonly emulator: Emulator;
  readonly client: Client;
  /** A client without credentials. */
  readonly anonymous: Client;
  /** What parameters name, by `x-threads-names`. */
  readonly things: Readonly<Record<string, () => unknown>>;
}

export async function createWorld(): Promise<World> {
  // The day of the examples.
  const clock = createVirtualClock(Date.UTC(2026, 10, 16));
  const app = exampleParameters(operationOf('exchangeCode'));
  const emulator = createEmulator({
    clock,
    app: {
      clientId: String(app['client_id']),
      clientSecret: String(app['client_secret']),
      redirectUris: [String(app['redirect_uri'])],
    },
    users: [
      {
        username: 'kyoto.walks',
        followers: 500,
        posts: [
          {
            text: 'Three days in Kyoto',
            replyApprovals: true,
            replies: [
              { by: 'meta', text: 'Hello, @kyoto.walks' },
              { by: 'meta', text: 'May I?' },
            ],
          },
          { text: 'Gone tomorrow', ghost: true },
          { text: 'The gate', topicTag: 'kyoto', media: [{ image: 'https://media.example/gate.jpg' }] },
        ],
      },
      {
        username: 'meta',
        followers: 500,
        posts: [{ text: 'Look, @kyoto.walks', replies: [{ by: 'kyoto.walks', text: 'I agree' }] }],
      },
    ],
  });
  const credentials = createCredentials(emulator.issueToken({ username: 'kyoto.walks' }));
  const http = { fetch: emulator.fetch, clock };
  const client = createClient({ ...http, credentials });
  const { data } = await listThreads(client, { fields: ['text', 'permalink'] });
  const post = present(data.find(({ text }) => text === 'Three days in Kyoto'));
  const waiting = await listPendingReplies(client, { media_id: post.id });
  const [reply, pendingReply] = waiting.data.map(({ id }) => id);
  await managePendingReply(client, { reply_id: present(reply), approve: true });
  const image = {
    media_type: 'IMAGE',
    image_url: 'https://media.example/gate.jpg',
    is_carousel_item: true,
  } as const;
  const items = await Promise.all([createContainer(client, image), createContainer(client, image)]);
  const container = await createContainer(client, { media_type: 'TEXT', text: 'Good morning' });
  await clock.sleep(60_000);
  const location = present((await searchLocations(client, { q: 'Menlo Park' })).data[0]);
  return {
    emulator,
    client,
    anonymous: createClient(http),
    things: {
      post: () => post.id,
      permalink: () => post.permalink,
      reply: () => reply,
      'pending reply': () => pendingReply,
      container: () => container.id,
      'carousel items': () => items.map(({ id }) => id),
      location: () => location.id,
      'authorization code': () => authorizationCode(emulator),
      'short-lived token': () =>
        emulator.issueToken({ username: 'kyoto.walks', shortLived: true }).accessToken,
      'long-lived token': async () => {
        // A younger one cannot be refreshed.
        await clock.sleep(25 * 3_600_000);
        return credentials.accessToken;
      },
    },
  };
}

/** Parameters with what this Threads has in the place of examples that name what only the real one has. */
export async function inWorld(
  { things }: World,
  { id, parameters: described }: OperationModel,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = { ...parameters };
  for (const { name, names } of described) {
    if (names === undefined || !(name in parameters)) continue;
    const thing = things[names];
    if (thing === undefined)
      throw new Error(`${name} of ${id} names a ${names}, which the things of test/world.ts lack. Add one.`);
    found[name] = await thing();
  }
  return found;
}

/** Where a user is asked for permissions. */
export async function authorizationUrl(): Promise<string> {
  const operation = operationOf('authorize');
  const url = generatedFunction(operation);
  return String(url('https://threads.com/oauth/authorize', exampleParameters(operation)));
}

/** What the emulator's consent page hands to the app when the user agrees. */
async function authorizationCode(emulator: Emulator): Promise<string> {
  const body = new URLSearchParams({ decision: 'allow' });
  const response = await emulator.fetch(new Request(await authorizationUrl(), { method: 'POST', body }));
  return present(new URL(present(response.headers.get('location'))).searchParams.get('code'));
}

function present<Value>(value: Value): NonNullable<Value> {
  if (value === undefined || value === null)
    throw new Error('the set-up lacks something that the test needs');
  return value;
}
