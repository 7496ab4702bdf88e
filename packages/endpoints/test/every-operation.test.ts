import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationModel } from '../generate/model.ts';
import { createContainer, getContainer } from '../src/index.ts';
import { bodyExamples, description, exampleParameters, generatedFunction } from './description.ts';
import { authorizationCode, createWorld, present, redirectUri, type World } from './world.ts';

/** What takes the place of the examples that name things which only the real Threads has. */
type Row = (world: World) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;

const rows: Readonly<Record<string, Row>> = {
  authorize: ({ emulator }) => ({ client_id: emulator.app.clientId, redirect_uri: redirectUri }),
  exchangeCode: async (world) => ({
    ...appOf(world),
    redirect_uri: redirectUri,
    code: await authorizationCode(world, await authorizationUrl(world)),
  }),
  getAppToken: appOf,
  exchangeToken: ({ emulator }) => ({
    client_secret: emulator.app.clientSecret,
    access_token: emulator.issueToken({ username: 'alice', shortLived: true }).accessToken,
  }),
  refreshToken: async ({ emulator, accessToken }) => {
    await emulator.clock.sleep(25 * 3_600_000);
    return { access_token: accessToken };
  },
  debugToken: ({ accessToken }) => ({ access_token: accessToken, input_token: accessToken }),
  createContainer: () => ({}),
  publishContainer: ({ container }) => ({ creation_id: container }),
  getContainer: ({ container }) => ({ container_id: container }),
  getPublishingLimit: () => ({}),
  repost: ({ post }) => ({ media_id: post.id }),
  deletePost: ({ post }) => ({ media_id: post.id }),
  listThreads: () => ({}),
  getThread: ({ post }) => ({ media_id: post.id }),
  listGhostPosts: () => ({}),
  listUserReplies: async ({ client, emulator, post }) => {
    await createContainer(client, {
      media_type: 'TEXT',
      text: 'I agree',
      reply_to_id: post.id,
      auto_publish_text: true,
    });
    await emulator.clock.sleep(60_000);
    return {};
  },
  listReplies: ({ post }) => ({ media_id: post.id }),
  listConversation: ({ post }) => ({ media_id: post.id }),
  listPendingReplies: ({ approvals }) => ({ media_id: approvals }),
  manageReply: ({ reply }) => ({ reply_id: reply }),
  managePendingReply: ({ pendingReply }) => ({ reply_id: pendingReply }),
  getUser: () => ({}),
  lookupProfile: () => ({ username: 'bob' }),
  listProfilePosts: () => ({ username: 'bob' }),
  listMentions: () => ({}),
  getThreadInsights: ({ post }) => ({ media_id: post.id }),
  getUserInsights: ({ emulator }) => ({
    since: new Date(emulator.clock.now() - 86_400_000),
    until: new Date(emulator.clock.now()),
  }),
  searchThreads: () => ({ search_mode: 'KEYWORD', media_type: 'TEXT', author_username: 'alice' }),
  searchLocations: () => ({}),
  getLocation: ({ location }) => ({ location_id: location }),
  getOembed: ({ post }) => ({ url: post.permalink }),
};

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

describe('every operation of the description', () => {
  it('has a row here, and every row is an operation', () => {
    expect(Object.keys(rows).toSorted()).toEqual(description.operations.map(({ id }) => id).toSorted());
  });

  it.each(description.operations.filter(({ result }) => result.kind === 'value'))(
    '$id is answered',
    async (operation) => {
      const result = await answerTo(operation);
      expect(world.emulator.requests.at(-1)).toMatchObject({
        operation: operation.id,
        method: operation.method,
        status: 200,
      });
      expect(result).toEqual(expect.any(Object));
    },
  );

  it.each(description.operations.filter(({ result }) => result.kind === 'pages'))(
    '$id is answered with items',
    async (operation) => {
      const result = await answerTo(operation);
      expect(world.emulator.requests.at(-1)).toMatchObject({
        operation: operation.id,
        method: operation.method,
        status: 200,
      });
      const item = expect.objectContaining({ id: expect.stringMatching(/^\d+$/) });
      expect(result).toEqual(expect.objectContaining({ data: expect.arrayContaining([item]) }));
    },
  );

  it.each(description.operations.filter(({ navigation }) => navigation))(
    '$id yields an address that the emulator opens',
    async () => {
      const response = await world.emulator.fetch(new Request(await authorizationUrl(world)));
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('threads_basic');
    },
  );
});

describe('every example of a container', () => {
  it.each(bodyExamples('/{user_id}/threads'))(
    '"%s" becomes a container that can be published',
    async (_, example) => {
      const operation = present(description.operations.find(({ id }) => id === 'createContainer'));
      const call = generatedFunction(operation);
      const live: Readonly<Record<string, unknown>> = {
        reply_to_id: world.post.id,
        quote_post_id: world.post.id,
        children: world.children,
        location_id: world.location,
      };
      const parameters = Object.fromEntries(
        Object.entries(example).map(([name, value]) => [name, live[name] ?? value]),
      );
      const created = await call(world.client, parameters);
      expect(created).toEqual({ id: expect.stringMatching(/^\d+$/) });
      if (example['auto_publish_text'] === true) return;
      await world.emulator.clock.sleep(60_000);
      const { id } = created as { readonly id: string }; // expected above
      expect(await getContainer(world.client, { container_id: id })).toEqual({ id, status: 'FINISHED' });
    },
  );
});

async function answerTo(operation: OperationModel): Promise<unknown> {
  const call = generatedFunction(operation);
  const parameters = { ...exampleParameters(operation), ...(await present(rows[operation.id])(world)) };
  return call(operation.anonymous ? world.anonymous : world.client, parameters);
}

function appOf({ emulator }: World): Readonly<Record<string, unknown>> {
  return { client_id: emulator.app.clientId, client_secret: emulator.app.clientSecret };
}

async function authorizationUrl(current: World): Promise<string> {
  const operation = present(description.operations.find(({ id }) => id === 'authorize'));
  const url = generatedFunction(operation);
  const parameters = { ...exampleParameters(operation), ...(await present(rows['authorize'])(current)) };
  return String(url('https://threads.com/oauth/authorize', parameters));
}
