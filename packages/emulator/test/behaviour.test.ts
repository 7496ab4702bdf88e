import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { alternativeBehaviour, defaultBehaviour } from '../src/model/behaviour.ts';
import { createVirtualClock, type Behaviour } from '../src/index.ts';
import { callerOf, createTown, publishText, send, type Answer } from './api.ts';
import {
  authorizationUrl,
  createOauthEmulator,
  decide,
  exchange,
  locationOf,
  obtainCode,
  postForm,
} from './oauth-flow.ts';

const day = 24 * 60 * 60 * 1000;

type Given = Partial<Behaviour>;

interface Observation<Value extends string | number> {
  /** What shows how the emulator behaves. */
  readonly look: (behaviour: Given) => Promise<unknown>;
  readonly expected: Readonly<Record<Value, unknown>>;
}

const errorOf = ({ status, body }: Answer): unknown => ({ status, ...body.error, fbtrace_id: undefined });

async function exchangeTwice(behaviour: Given): Promise<readonly Response[]> {
  const emulator = createOauthEmulator(behaviour);
  const parameters = exchange(emulator, await obtainCode(emulator));
  return [
    await postForm(emulator, '/oauth/access_token', parameters),
    await postForm(emulator, '/oauth/access_token', parameters),
  ];
}

// One for each member: the compiler notices a switch without a test.
const observations: { readonly [Name in keyof Behaviour]: Observation<Behaviour[Name]> } = {
  threadsErrorStatus: {
    look: async (behaviour) => {
      const { emulator, alice } = createTown({ behaviour });
      const reader = callerOf(emulator, 'alice', ['threads_basic']);
      const answers = [
        await send(emulator, '/me'),
        await alice.get('/me', { fields: 'nothing' }),
        await reader.get('/me/mentions'),
        await alice.get('/17999999999999999'),
      ];
      return answers.map(({ status, body }) => `${status} ${body.error.code}`);
    },
    expected: {
      500: ['500 190', '500 100', '500 10', '400 100'],
      400: ['400 190', '400 100', '400 10', '400 100'],
    },
  },
  expiredTokenStatus: {
    look: async (behaviour) => {
      const { emulator, alice } = createTown({ behaviour });
      emulator.clock.advance(60 * day);
      return errorOf(await alice.get('/me'));
    },
    expected: {
      400: expect.objectContaining({ status: 400, code: 190, error_subcode: 463 }),
      401: expect.objectContaining({ status: 401, code: 190, error_subcode: 463 }),
    },
  },
  codeExchangeError: {
    look: async (behaviour) => (await exchangeTwice(behaviour))[1]?.json(),
    expected: {
      flat: {
        error_type: 'OAuthException',
        code: 400,
        error_message: 'Matching code was not found or was already used',
      },
      graph: {
        error: expect.objectContaining({
          type: 'OAuthException',
          code: 100,
          error_subcode: 4279030,
          error_user_msg: expect.stringMatching(/used_authorization_code$/),
        }),
      },
    },
  },
  codeExchangeUserId: {
    look: async (behaviour) => (await exchangeTwice(behaviour))[0]?.text(),
    expected: {
      number: expect.stringMatching(/"user_id":\d{17}\}$/),
      string: expect.stringMatching(/"user_id":"\d{17}"\}$/),
    },
  },
  textLength: {
    look: async (behaviour) => {
      const { alice } = createTown({ behaviour });
      const texts = ['日'.repeat(500), '🙂'.repeat(126), 'a'.repeat(501)];
      const answers = texts.map((text) => alice.post('/me/threads', { media_type: 'TEXT', text }));
      return (await Promise.all(answers)).map(({ status }) => status);
    },
    expected: { documented: [200, 500, 500], bytes: [500, 500, 500], 'code-points': [200, 200, 500] },
  },
  unknownListFields: {
    look: async (behaviour) => {
      const { alice, bob } = createTown({ behaviour });
      const reply = await publishText(bob, 'b', { reply_to_id: await publishText(alice, 'a') });
      await publishText(alice, 'c', { reply_to_id: reply });
      const statuses = [
        await alice.get('/me/threads', { fields: 'like_count' }),
        await alice.get('/me/ghost_posts', { fields: 'like_count' }),
        // Not every row has these: they are known all the same.
        await alice.get('/me/threads', { fields: 'poll_attachment,owner,children{media_url}' }),
        await alice.get(`/${reply}/conversation`, { fields: 'is_verified' }),
      ];
      return statuses.map(({ status }) => status);
    },
    expected: { ignore: [200, 200, 200, 200], refuse: [500, 500, 200, 200] },
  },
  secondPublication: {
    look: async (behaviour) => {
      const { alice } = createTown({ behaviour, processing: { text: 0 } });
      const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Once' });
      const first = await alice.post('/me/threads_publish', { creation_id: body.id });
      const second = await alice.post('/me/threads_publish', { creation_id: body.id });
      expect((await alice.get('/me/threads')).body.data).toEqual([{ id: first.body.id }]);
      return second.body.id === first.body.id ? 'the same' : errorOf(second);
    },
    expected: {
      'same-id': 'the same',
      refuse: expect.objectContaining({ status: 400, code: 24, error_subcode: 4279009 }),
    },
  },
  replyPermission: {
    look: async (behaviour) => {
      const { emulator, alice, bob } = createTown({ behaviour });
      const [own, foreign] = [await publishText(alice, 'Own'), await publishText(bob, 'Foreign')];
      const nested = await publishText(bob, 'Nested', { reply_to_id: own });
      const reply = async (target: string, ...extra: readonly string[]): Promise<number> => {
        const scopes = ['threads_basic', 'threads_content_publish', ...extra];
        const parameters = { media_type: 'TEXT', text: 'a', reply_to_id: target };
        return (await callerOf(emulator, 'alice', scopes).post('/me/threads', parameters)).status;
      };
      return [
        await reply(own),
        await reply(nested),
        await reply(foreign),
        await reply(foreign, 'threads_manage_replies'),
        await reply(foreign, 'threads_keyword_search'),
        await reply(foreign, 'threads_manage_mentions'),
      ];
    },
    expected: {
      threads_manage_replies: [500, 500, 500, 200, 500, 500],
      documented: [200, 200, 500, 500, 200, 200],
      none: [200, 200, 200, 200, 200, 200],
    },
  },
  textEntities: {
    look: async (behaviour) => {
      const { alice } = createTown({ behaviour });
      const entities = '[{"entity_type":"SPOILER","offset":0,"length":1}]';
      const id = await publishText(alice, 'Secret', { text_entities: entities });
      return (await alice.get(`/${id}`, { fields: 'text_entities' })).body['text_entities'];
    },
    expected: {
      object: { data: [{ entity_type: 'SPOILER', offset: 0, length: 1 }] },
      array: [{ entity_type: 'SPOILER', offset: 0, length: 1 }],
    },
  },
  searchMediaType: {
    look: async (behaviour) => {
      const { alice } = createTown({
        behaviour,
        users: [
          {
            username: 'alice',
            posts: ['Kyoto', { text: 'Kyoto', media: [{ image: 'https://images.example/a.jpg' }] }],
          },
          { username: 'bob' },
        ],
      });
      const fields = 'media_type';
      const found = await alice.get('/keyword_search', { q: 'kyoto', search_type: 'RECENT', fields });
      const listed = await alice.get('/me/threads', { fields });
      return [found, listed].map(({ body }) => body.data.map((post) => post['media_type']));
    },
    expected: {
      TEXT_POST: [
        ['IMAGE', 'TEXT_POST'],
        ['IMAGE', 'TEXT_POST'],
      ],
      TEXT: [
        ['IMAGE', 'TEXT'],
        ['IMAGE', 'TEXT_POST'],
      ],
    },
  },
  repliesInsightId: {
    look: async (behaviour) => {
      const { alice } = createTown({ behaviour });
      const id = await publishText(alice, 'Root');
      const { body } = await alice.get(`/${id}/insights`, { metric: 'views,replies' });
      return body.data.map((insight) => insight.id.replace(id, ''));
    },
    expected: {
      replies: ['/insights/views/lifetime', '/insights/replies/lifetime'],
      thread_replies: ['/insights/views/lifetime', '/insights/thread_replies/lifetime'],
    },
  },
  locationSearchId: {
    look: async (behaviour) =>
      (await createTown({ behaviour }).alice.get('/location_search', { q: 'Fushimi' })).text,
    expected: {
      number: expect.stringMatching(/^\{"data":\[\{"id":\d{17}\}\]\}$/),
      string: expect.stringMatching(/^\{"data":\[\{"id":"\d{17}"\}\]\}$/),
    },
  },
  unfinishedChildren: {
    look: async (behaviour) => {
      const { alice } = createTown({ behaviour });
      const item = {
        media_type: 'IMAGE',
        image_url: 'https://images.example/a.jpg',
        is_carousel_item: 'true',
      };
      const items = [await alice.post('/me/threads', item), await alice.post('/me/threads', item)];
      const children = items.map(({ body }) => body.id).join(',');
      const { status, body } = await alice.post('/me/threads', { media_type: 'CAROUSEL', children });
      return status === 200 ? (await alice.get(`/${body.id}`)).body.status : Object(body.error).error_subcode;
    },
    expected: { wait: 'IN_PROGRESS', refuse: 4_279_004 },
  },
  otherVersions: {
    look: async (behaviour) => {
      const { emulator, alice } = createTown({ behaviour });
      const look = async (version: string): Promise<number> =>
        (await send(emulator, `/${version}/me?access_token=${alice.accessToken}`)).status;
      return [await look('v1.0'), await look('v23.0')];
    },
    expected: { refuse: [200, 400], accept: [200, 200] },
  },
  fewFollowers: {
    look: async (behaviour) => {
      const { alice } = createTown({
        behaviour,
        users: [{ username: 'alice', followers: 99 }, { username: 'bob' }],
      });
      const { status, body } = await alice.get('/me/threads_insights', {
        metric: 'follower_demographics',
        breakdown: 'age',
      });
      return [status, body.data ?? body.error.code];
    },
    expected: { absent: [200, []], refuse: [500, 100] },
  },
  foreignRootPost: {
    look: async (behaviour) => {
      const { alice, bob } = createTown({ behaviour });
      const [own, foreign] = [await publishText(alice, 'Own'), await publishText(bob, 'Foreign')];
      await publishText(alice, 'a', { reply_to_id: own });
      await publishText(alice, 'b', { reply_to_id: foreign });
      const { body } = await alice.get('/me/replies', { fields: 'text,root_post,replied_to' });
      return body.data.map((reply) => [reply.text, 'root_post' in reply, 'replied_to' in reply]);
    },
    expected: {
      present: [
        ['b', true, true],
        ['a', true, true],
      ],
      absent: [
        ['b', false, true],
        ['a', true, true],
      ],
    },
  },
  standardAccess: {
    look: async (behaviour) => {
      const { alice } = createTown({ behaviour, app: { access: 'standard' } });
      const answers = [await alice.get('/me/mentions'), await alice.get('/keyword_search', { q: 'a' })];
      return answers.map((answer) => (answer.status === 200 ? answer.text : errorOf(answer)));
    },
    expected: {
      reduced: ['{"data":[]}', '{"data":[]}'],
      'tier-error': Array.from({ length: 2 }, () =>
        expect.objectContaining({
          status: 400,
          code: 10,
          error_subcode: 4279067,
          message: 'Application does not have permission for this action',
          error_user_title: 'App Does Not Have Sufficient Access Tier',
        }),
      ),
      'field-error': [
        expect.objectContaining({
          status: 500,
          code: 100,
          message: 'Tried accessing nonexisting field (threads_mentions)',
        }),
        '{"data":[]}',
      ],
    },
  },
  privateGrants: {
    look: async (behaviour) => {
      const { emulator, alice, bob } = createTown({
        behaviour,
        users: [{ username: 'alice', private: true }, { username: 'bob' }],
      });
      emulator.clock.advance(50 * day);
      const refreshed = [alice, bob].map(async (caller) => {
        const grant = { grant_type: 'th_refresh_token', access_token: caller.accessToken };
        const { body } = await send(emulator, `/refresh_access_token?${new URLSearchParams(grant)}`);
        return String(body['access_token']);
      });
      const tokens = await Promise.all(refreshed);
      const statuses = async (): Promise<readonly number[]> =>
        Promise.all(tokens.map(async (token) => (await send(emulator, `/me?access_token=${token}`)).status));
      emulator.clock.advance(40 * day - 1);
      const before = await statuses();
      emulator.clock.advance(1);
      return [before, await statuses()];
    },
    expected: {
      extended: [
        [200, 200],
        [200, 200],
      ],
      fixed: [
        [200, 200],
        [400, 200],
      ],
    },
  },
  refreshedToken: {
    look: async (behaviour) => {
      const { emulator, alice } = createTown({ behaviour });
      emulator.clock.advance(day);
      const grant = { grant_type: 'th_refresh_token', access_token: alice.accessToken };
      expect((await send(emulator, `/refresh_access_token?${new URLSearchParams(grant)}`)).status).toBe(200);
      return (await alice.get('/me')).body.error?.code ?? 'still valid';
    },
    expected: { valid: 'still valid', invalid: 190 },
  },
  repostQuota: {
    look: async (behaviour) => {
      const { alice } = createTown({ behaviour });
      await alice.post(`/${await publishText(alice, 'a')}/repost`);
      return (await alice.get('/me/threads_publishing_limit')).body.data;
    },
    expected: { free: [{ quota_usage: 1 }], counted: [{ quota_usage: 2 }] },
  },
  jsonBodies: {
    look: async (behaviour) => {
      const { emulator, alice } = createTown({ behaviour });
      const { status, body } = await send(
        emulator,
        `/me/threads?media_type=TEXT&access_token=${alice.accessToken}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ text: 'Hello' }),
        },
      );
      return status === 200 ? 'created' : body.error.message;
    },
    expected: { accepted: 'created', ignored: 'The parameter text is required' },
  },
  language: {
    look: async (behaviour) => {
      const { alice } = createTown({ behaviour });
      const { body } = await alice.post('/me/threads_publish', { creation_id: '17900000000000001' });
      const id = await publishText(alice, 'Root');
      const insight = (await alice.get(`/${id}/insights`, { metric: 'likes' })).body.data[0];
      const total = (await alice.get('/me/threads_insights', { metric: 'likes' })).body.data[0];
      return { ...body.error, titles: [insight?.['title'], total?.['title']], name: insight?.['name'] };
    },
    expected: {
      en: expect.objectContaining({
        message: 'The requested resource does not exist',
        error_user_title: 'Media Not Found',
        error_user_msg: 'The media with id 17900000000000001 cannot be found.',
        titles: ['Likes', 'likes'],
        name: 'likes',
      }),
      ja: expect.objectContaining({
        message: 'The requested resource does not exist',
        error_user_title: 'メディアが見つかりません',
        error_user_msg: 'ID 17900000000000001のメディアが見つかりません。',
        titles: ['いいね！', 'いいね！'],
        name: 'likes',
      }),
    },
  },
};

const values = new Map<string, readonly unknown[]>(
  Object.entries(alternativeBehaviour).map(([name, alternatives]) => [name, alternatives]),
);

it('every switch says at its end how sure its default is', async () => {
  const source = await readFile(new URL('../src/model/behaviour.ts', import.meta.url), 'utf8');
  const switches = [...source.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*readonly (\w+): /g)];
  expect(switches.map(([, , name]) => name)).toEqual(Object.keys(defaultBehaviour));
  for (const [, comment = ''] of switches)
    expect(comment).toMatch(/Default `[\w-]+`[^]* Evidence: [A-E?]\.\s*$/);
});

describe('where the evidence is split', () => {
  for (const [name, { look, expected }] of Object.entries(observations)) {
    it(`${name} has the default when nothing is asked for`, async () => {
      const value = Object.entries(defaultBehaviour).find(([key]) => key === name)?.[1];
      expect(await look({})).toEqual(Object.entries(expected).find(([key]) => key === String(value))?.[1]);
    });

    it.each(values.get(name) ?? [])(`${name} can be %s`, async (value) => {
      expect(await look({ [name]: value })).toEqual(
        Object.entries(expected).find(([key]) => key === String(value))?.[1],
      );
    });

    it(`${name} was looked at with every value`, () => {
      expect(Object.keys(expected)).toHaveLength(1 + (values.get(name)?.length ?? 0));
    });
  }

  it('a switch that does not exist, or a value that it cannot have, is refused with every fault at once', () => {
    const behaviour = JSON.parse('{"textLenght":"bytes","language":"fr","threadsErrorStatus":"400"}');
    expect(() => createTown({ behaviour })).toThrow(
      'createEmulator: behaviour.threadsErrorStatus must be one of 500, 400; behaviour.language must be one of en, ja; ' +
        'behaviour.textLenght is unknown.',
    );
  });
});

describe('texts in the language of the user', () => {
  it('leave no sentence for people in English', async () => {
    const { alice } = createTown({
      behaviour: { language: 'ja', standardAccess: 'tier-error' },
      app: { access: 'standard' },
      clock: createVirtualClock(Date.UTC(2026, 0, 10, 12)),
    });
    const id = await publishText(alice, 'Root');
    const image = { media_type: 'IMAGE', image_url: 'https://host.invalid/a.jpg' };
    const answers = [
      await alice.post('/me/threads_publish', { creation_id: '1' }),
      await alice.post('/me/threads', { media_type: 'CAROUSEL', children: '1,2' }),
      await alice.post('/me/threads', image),
      await alice.post('/me/threads', {
        media_type: 'TEXT',
        text: 'a',
        link_attachment: 'https://page.invalid/',
      }),
      await alice.get('/me/mentions'),
      await alice.get(`/${id}/insights`, { metric: 'views,likes,replies,reposts,quotes,shares' }),
      await alice.get('/me/threads_insights', {
        metric: 'views,likes,replies,reposts,quotes,clicks,followers_count,follower_demographics',
        breakdown: 'age',
      }),
    ];
    const shown = answers.flatMap(({ text }) =>
      [...text.matchAll(/"(?:title|description|error_user_title|error_user_msg)":"([^"]+)"/g)].map(
        ([, sentence = '']) => sentence,
      ),
    );
    expect(shown).toHaveLength(2 * (5 + 6 + 8));
    for (const sentence of shown) expect(sentence).toMatch(/[\u{3040}-\u{30ff}\u{4e00}-\u{9fff}]/u);
  });

  it('are not those of a rejected code in the default shape', async () => {
    const emulator = createOauthEmulator({ language: 'ja' });
    const response = await postForm(emulator, '/oauth/access_token', exchange(emulator, 'AQunknown'));
    expect((await response.json()).error_message).toBe('Matching code was not found or was already used');
  });
});

it.each([
  ['invalid_authorization_code', { code: 'AQunknown' }, 0],
  ['redirect_uri_mismatch', { redirect_uri: 'myapp://signed-in?from=threads' }, 0],
  ['expired_authorization_code', {}, 60 * 60 * 1000],
])('the envelope of a rejected code ends in %s', async (reason, changes, wait) => {
  const emulator = createOauthEmulator({ codeExchangeError: 'graph' });
  const response = await decide(emulator, authorizationUrl(emulator), [['decision', 'allow']]);
  const code = locationOf(response).searchParams.get('code') ?? '';
  emulator.clock.advance(wait);
  const answer = await postForm(emulator, '/oauth/access_token', { ...exchange(emulator, code), ...changes });
  expect((await answer.json()).error.error_user_msg).toMatch(new RegExp(`${reason}$`));
});
