import * as endpoints from '@threads-sdk/endpoints';
import { publish } from '@threads-sdk/publish';
import { decide, Skip } from '../answer.ts';
import { type Check, publishing } from '../check.ts';
import type { Live } from '../live.ts';
import { anyThread, approvalPost, createContainer, readField, readPost, textPost } from '../posts.ts';
import { isObject, membersOf, textAt } from '../wire.ts';

const basic = ['threads_basic'];
const replies = [...basic, 'threads_read_replies'];
const insights = [...basic, 'threads_manage_insights'];
const discovery = [...basic, 'threads_profile_discovery'];
const places = [...basic, 'threads_location_tagging'];

/** Whether the API takes what the SDK asks for on its own, operation by operation. */
export const operationChecks: readonly Check[] = [
  reads('getUser', basic, ({ client }) => endpoints.getUser(client)),
  reads('listThreads', basic, ({ client }) => endpoints.listThreads(client)),
  reads('getThread', basic, async (live) =>
    endpoints.getThread(live.client, { media_id: await anyThread(live) }),
  ),
  reads('listGhostPosts', basic, ({ client }) => endpoints.listGhostPosts(client)),
  reads('listUserReplies', replies, ({ client }) => endpoints.listUserReplies(client)),
  reads('listReplies', replies, async (live) =>
    endpoints.listReplies(live.client, { media_id: await anyThread(live) }),
  ),
  reads('listConversation', replies, async (live) =>
    endpoints.listConversation(live.client, { media_id: await anyThread(live) }),
  ),
  reads('listPendingReplies', [...publishing, 'threads_read_replies'], async (live) =>
    endpoints.listPendingReplies(live.client, { media_id: (await approvalPost(live)).id }),
  ),
  reads('listMentions', [...basic, 'threads_manage_mentions'], ({ client }) =>
    endpoints.listMentions(client),
  ),
  reads('lookupProfile', discovery, ({ client, me }) =>
    endpoints.lookupProfile(client, { username: me.username }),
  ),
  reads('listProfilePosts', discovery, ({ client, me }) =>
    endpoints.listProfilePosts(client, { username: me.username }),
  ),
  reads('getThreadInsights', insights, async (live) =>
    endpoints.getThreadInsights(live.client, {
      media_id: await anyThread(live),
      metric: ['views', 'likes', 'replies', 'reposts', 'quotes', 'shares'],
    }),
  ),
  reads('getUserInsights', insights, ({ client }) =>
    endpoints.getUserInsights(client, {
      metric: ['views', 'likes', 'replies', 'reposts', 'quotes', 'clicks', 'followers_count'],
    }),
  ),
  reads('searchThreads', [...basic, 'threads_keyword_search'], ({ client }) =>
    endpoints.searchThreads(client, { q: 'threads' }),
  ),
  reads('searchLocations', places, ({ client }) => endpoints.searchLocations(client, { q: 'Menlo Park' })),
  reads('getLocation', places, async ({ client }) => {
    const [place] = (await endpoints.searchLocations(client, { q: 'Menlo Park' })).data;
    if (place === undefined) throw new Skip('The search found nothing.');
    return endpoints.getLocation(client, { location_id: place.id });
  }),
  reads('getOembed', publishing, async (live) => {
    const post = await readPost(live, (await textPost(live)).id, 'permalink');
    return endpoints.getOembed(live.client, { url: textAt(post, 'permalink') });
  }),
  reads('getPublishingLimit', [...basic, 'threads_content_publish'], ({ client }) =>
    endpoints.getPublishingLimit(client),
  ),
  {
    ...reads('getContainer', [...basic, 'threads_content_publish'], async (live) =>
      endpoints.getContainer(live.client, {
        container_id: await createContainer(live, { media_type: 'TEXT', text: live.text() }),
      }),
    ),
    creates: true,
  },
  publishes('publish', false),
  publishes('publish-fast', true),
];

function publishes(id: string, fast: boolean): Check {
  return {
    id,
    question: `Does \`publish\`${fast ? ' with `fast`' : ''} give the id of the post that it made?`,
    emulator: 'It does.',
    settles: [],
    scopes: publishing,
    run: async (live) => {
      await live.gate.consent(
        `Publish a text with the SDK, ${fast ? 'fast' : 'step by step'}? It is deleted at the end.`,
      );
      const text = live.text();
      const { id: post } = await publish(live.client, { text }, { fast });
      return decide((await readField(live, { id: post }, 'text')) === text, {});
    },
  };
}

function reads(name: string, scopes: readonly string[], read: (live: Live) => PromiseLike<unknown>): Check {
  return {
    id: `reads-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    question: `Are the fields taken that \`${name}\` asks for on its own, and is the answer understood?`,
    emulator: 'They are.',
    settles: ['Each operation reads the fields that its page names.'],
    scopes,
    run: async (live) => {
      const answer = await read(live);
      const data = isObject(answer) ? answer['data'] : undefined;
      const items: readonly unknown[] = Array.isArray(data) ? data : [answer];
      const members = new Set(items.flatMap((item) => membersOf(item)));
      return decide(true, { items: items.length, members: [...members].toSorted() });
    },
  };
}
