import * as endpoints from '@threads-sdk/endpoints';
import description, { type Operation } from '@threads-sdk/openapi' with { type: 'json' };
import { publish } from '@threads-sdk/publish';
// @boundaries-ignore how the description is walked has one home
import { operations, resolve } from '../../../packages/openapi/walk.ts';
import { decide, Skip } from '../answer.ts';
import { type Check, publishing } from '../check.ts';
import type { Live } from '../live.ts';
import { anyThread, approvalPost, createContainer, readField, readPost, textPost } from '../posts.ts';
import { isObject, membersOf, textAt } from '../wire.ts';

const basic = ['threads_basic'];
const insights = [...basic, 'threads_manage_insights'];
const discovery = [...basic, 'threads_profile_discovery'];

/** Operations that need more than what the description's examples say, or other permissions. */
const special: readonly Check[] = [
  reads('listPendingReplies', [...publishing, 'threads_read_replies'], async (live) =>
    endpoints.listPendingReplies(live.client, { media_id: (await approvalPost(live)).id }),
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
  reads('searchLocations', [...basic, 'threads_location_tagging'], ({ client }) =>
    endpoints.searchLocations(client, { q: 'Menlo Park' }),
  ),
  reads('getLocation', [...basic, 'threads_location_tagging'], async ({ client }) => {
    const [place] = (await endpoints.searchLocations(client, { q: 'Menlo Park' })).data;
    if (place === undefined) throw new Skip('The search found nothing.');
    return endpoints.getLocation(client, { location_id: place.id });
  }),
  reads('getOembed', publishing, async (live) => {
    const post = await readPost(live, (await textPost(live)).id, 'permalink');
    return endpoints.getOembed(live.client, { url: textAt(post, 'permalink') });
  }),
  {
    ...reads('getContainer', [...basic, 'threads_content_publish'], async (live) =>
      endpoints.getContainer(live.client, {
        container_id: await createContainer(live, { media_type: 'TEXT', text: live.text() }),
      }),
    ),
    creates: true,
  },
];

/** Whether the API takes what the SDK asks for on its own, operation by operation. */
export const operationChecks: readonly Check[] = [
  ...operations.flatMap(({ method, operation }) => {
    if (method !== 'GET' || operation.tags[0] === 'oauth') return [];
    return special.find(({ id }) => id === checkId(operation.operationId)) ?? readsByDescription(operation);
  }),
  publishes('publish', false),
  publishes('publish-fast', true),
];

/** A check whose parameters are those that the description requires, with its examples. */
function readsByDescription({ operationId, security, parameters = [] }: Operation): Check {
  const scopes = security.flatMap((requirement) => requirement['user_token'] ?? []);
  return reads(operationId, scopes, async (live) => {
    const given: Record<string, unknown> = {};
    for (const parameter of parameters.map((each) => resolve(each, description.components.parameters))) {
      const {
        name = '',
        required,
        examples = {},
        'x-threads-names': names,
        'x-threads-default': sent,
      } = parameter;
      if (required !== true || sent !== undefined) continue;
      if (names !== undefined && names !== 'post')
        throw new Skip(`No check makes a ${names} for ${operationId}.`);
      given[name] = names === 'post' ? await anyThread(live) : Object.values(examples)[0]?.value;
    }
    return Reflect.apply(Reflect.get(endpoints, operationId), undefined, [live.client, given]);
  });
}

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
    id: checkId(name),
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

function checkId(operationId: string): string {
  return `reads-${operationId.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
