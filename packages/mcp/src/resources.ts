import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import { getThread, getUser, lookupProfile } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { createForeignMarks } from './foreign.ts';
import { createPostViews, postFields, replyFields } from './post-view.ts';
import type { Inside } from './tool.ts';

/** Registers what clients can read by its address: the own profile, those of others, and posts. */
export function registerResources(server: McpServer, { account, client }: Inside): void {
  const mimeType = 'application/json';
  const answer = async (uri: URL, read: () => Promise<object>) => {
    try {
      return { contents: [{ uri: uri.href, mimeType, text: JSON.stringify(await read()) }] };
    } catch (error) {
      if (isThreadsError(error)) throw error;
      // Its message would reach the client, and may hold a secret of the app.
      throw new Error(`${uri.href} could not be read, not by an error of Threads or of the SDK.`);
    }
  };
  server.registerResource(
    'profile',
    'threads://profile',
    { description: 'The own profile', mimeType },
    async (uri, { mcpReq: { signal } }) => {
      const fields = ['username', 'name', 'threads_biography', 'is_verified'] as const;
      return answer(uri, () => getUser(client, { fields }, { signal }));
    },
  );
  server.registerResource(
    'profile of others',
    new ResourceTemplate('threads://profile/{username}', { list: undefined }),
    { description: 'A public profile, with its numbers of the last 7 days', mimeType },
    (uri, { username }, { mcpReq: { signal } }) =>
      answer(uri, async () => {
        const params = { username: String(username) };
        const profile = await lookupProfile(client, params, { signal });
        const { biography, name, profile_picture_url: _, ...others } = profile;
        const { mark, note } = createForeignMarks();
        const marked = {
          ...(name !== undefined && { name: mark(name) }),
          ...(biography !== undefined && { biography: mark(biography) }),
        };
        return { ...others, ...marked, foreign: true, ...note() };
      }),
  );
  server.registerResource(
    'post',
    new ResourceTemplate('threads://post/{id}', { list: undefined }),
    { description: 'A post, by its id', mimeType },
    (uri, { id }, { mcpReq: { signal } }) =>
      answer(uri, async () => {
        const { note, view } = createPostViews((await account(signal)).username);
        const fields = [...replyFields, { quoted_post: postFields }] as const;
        const post = view(
          await getThread(client, { media_id: String(id), fields }, { signal }),
          Number.POSITIVE_INFINITY,
        );
        return { ...post, ...note() };
      }),
  );
}
