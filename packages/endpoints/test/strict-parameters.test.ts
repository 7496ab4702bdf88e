import { isThreadsError, type InvalidInputError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import * as endpoints from '../src/index.ts';
import { description, exampleParameters, generatedFunction } from './description.ts';
import { serve } from './serve.ts';

const server = serve();

/** The faults that a call is refused for; one that was sent all the same has the fault of being sent. */
async function faults(call: PromiseLike<unknown>): Promise<readonly string[]> {
  const before = server.requests.length;
  try {
    await call;
    return [];
  } catch (error) {
    if (!isInvalidInput(error)) throw error;
    const sent = server.requests.slice(before).map((request) => `it was sent: ${request}`);
    return [...error.issues.map(({ path, message }) => `${path}: ${message}`), ...sent];
  }
}

function isInvalidInput(error: unknown): error is InvalidInputError {
  return isThreadsError(error) && error.code === 'INVALID_INPUT';
}

/** Parameters as they might come from JavaScript. */
const untyped = <Value>(value: unknown): Value => value as Value; // what the types refuse is what is tested

describe('parameters', () => {
  it('are refused with all their faults at once, before anything is sent', async () => {
    const found = await faults(
      endpoints.createContainer(
        server.client,
        untyped({
          user_id: '../1',
          media_type: 'AUDIO',
          image_url: 'gate.jpg',
          children: ['1'],
          alt_text: '🚪'.repeat(1001),
          topic_tag: 'a.b',
          poll_attachment: { option_a: '', option_c: 'x'.repeat(26), optoin_b: 'typo' },
          text_entities: [{ entity_type: 'BOLD', offset: -1, length: 0.5 }],
          is_ghost_post: 'yes',
          txt: 'typo',
          medai_type: 'typo',
        }),
      ),
    );
    const paths = found.map((fault) => fault.slice(0, fault.indexOf(':')));
    expect(new Set(paths)).toEqual(
      new Set([
        'user_id',
        'media_type',
        'image_url',
        'children',
        'alt_text',
        'topic_tag',
        'poll_attachment.optoin_b',
        'poll_attachment.option_a',
        'poll_attachment.option_b',
        'poll_attachment.option_c',
        'text_entities[0].entity_type',
        'text_entities[0].offset',
        'text_entities[0].length',
        'is_ghost_post',
        'medai_type',
        'txt',
      ]),
    );
    expect(found.filter((fault) => fault.includes(': is unknown'))).toHaveLength(3);
  });

  it('count characters by code points', async () => {
    server.answerWith('{"id":"1"}');
    expect(
      await faults(
        endpoints.createContainer(server.client, { media_type: 'IMAGE', alt_text: '🚪'.repeat(1000) }),
      ),
    ).toEqual([]);
    expect(
      await faults(
        endpoints.createContainer(server.client, { media_type: 'IMAGE', alt_text: '🚪'.repeat(1001) }),
      ),
    ).toEqual(['alt_text: must have at most 1000 characters']);
  });

  it('are not refused for a limit that Meta counts in its own way', async () => {
    server.answerWith('{"id":"1"}');
    expect(
      await faults(endpoints.createContainer(server.client, { media_type: 'TEXT', text: 'é'.repeat(501) })),
    ).toEqual([]);
  });

  it('may be undefined where they are optional', async () => {
    server.answerWith('{"data":[]}');
    expect(
      await faults(
        endpoints.listThreads(server.client, { limit: undefined, since: undefined, user_id: undefined }),
      ),
    ).toEqual([]);
    expect(server.requests.at(-1)).toMatch(/^GET \/v1\.0\/me\/threads\?fields=id%2C[^&]*$/);
  });

  it('take a moment as a Date, as Unix seconds or as a date text', async () => {
    server.answerWith('{"data":[]}');
    for (const since of [new Date(1_800_000_000_000), 1_800_000_000, '2027-01-15']) {
      expect(await faults(endpoints.listThreads(server.client, { since, fields: ['text'] }))).toEqual([]);
    }
    const sent = server.requests
      .slice(-3)
      .map((request) => new URLSearchParams(request.split('?')[1]).get('since'));
    expect(sent).toEqual(['1800000000', '1800000000', '2027-01-15']);
    expect(
      await faults(endpoints.listThreads(server.client, { since: new Date(Number.NaN), until: 1.5 })),
    ).toHaveLength(2);
    expect(
      await faults(endpoints.getUserInsights(server.client, { metric: ['views'], since: Date.now() })),
    ).toEqual(['since: must be a Date, Unix seconds (not milliseconds) or a date text']);
  });

  it('send false, and structured values as JSON in the form', async () => {
    server.answerWith('{"id":"1"}');
    await endpoints.createContainer(server.client, {
      media_type: 'TEXT',
      is_ghost_post: false,
      allowlisted_country_codes: ['US', 'CA'],
      poll_attachment: { option_a: 'Nara', option_b: 'Osaka' },
    });
    const [request, body] = (server.requests.at(-1) ?? '').split(/ (?=[^ ]*$)/);
    expect(request).toBe('POST /v1.0/me/threads');
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      media_type: 'TEXT',
      is_ghost_post: 'false',
      allowlisted_country_codes: 'US,CA',
      poll_attachment: '{"option_a":"Nara","option_b":"Osaka"}',
    });
  });
});

describe('bounds that Meta documents', () => {
  const { client } = server;
  const metric = ['views'] as const;
  const media = { media_id: '1' };
  const windowed = {
    listThreads: (window: object) => endpoints.listThreads(client, window),
    listGhostPosts: (window: object) => endpoints.listGhostPosts(client, window),
    listUserReplies: (window: object) => endpoints.listUserReplies(client, window),
    listMentions: (window: object) => endpoints.listMentions(client, window),
    listProfilePosts: (window: object) => endpoints.listProfilePosts(client, { username: 'meta', ...window }),
    searchThreads: (window: object) => endpoints.searchThreads(client, { q: 'tea', ...window }),
    getUserInsights: (window: object) => endpoints.getUserInsights(client, { metric, ...window }),
  };
  const cursored = {
    ...windowed,
    listReplies: (cursors: object) => endpoints.listReplies(client, { ...media, ...cursors }),
    listConversation: (cursors: object) => endpoints.listConversation(client, { ...media, ...cursors }),
    listPendingReplies: (cursors: object) => endpoints.listPendingReplies(client, { ...media, ...cursors }),
  };

  it('are those of every operation that has such parameters', () => {
    const having = (...names: readonly string[]): readonly string[] =>
      description.operations
        .filter(({ parameters }) => names.every((name) => parameters.some((each) => each.name === name)))
        .map(({ id }) => id);
    expect(having('since', 'until').toSorted()).toEqual(Object.keys(windowed).toSorted());
    expect([...having('before', 'after'), 'getUserInsights'].toSorted()).toEqual(
      Object.keys(cursored).toSorted(),
    );
  });

  describe.each(Object.entries(windowed))('of %s', (name, call) => {
    const floor = name === 'getUserInsights' ? 1_712_991_600 : 1_688_540_400;
    const floorDay = name === 'getUserInsights' ? '2024-04-13' : '2023-07-05';
    const refusals: readonly [string, object, string][] = [
      ['milliseconds', { since: Date.UTC(2026, 0, 1) }, 'not milliseconds'],
      ['milliseconds in a text', { until: String(Date.UTC(2026, 0, 1)) }, 'not milliseconds'],
      ['a second too early', { since: floor - 1 }, 'must not be before 202'],
      ['a Date too early', { since: new Date((floor - 1) * 1000) }, 'must not be before 202'],
      ['a text too early', { since: '2023-01-31' }, 'must not be before 202'],
      ['since after until', { since: 1_790_000_001, until: 1_790_000_000 }, 'must be before until'],
      [
        'no time between',
        { since: 1_790_000_000, until: new Date(1_790_000_000_999) },
        'must be before until',
      ],
      ['days turned round', { since: '2026-02-01', until: '2026-01-31' }, 'must be before until'],
      ['one day', { since: '2026-02-01', until: '2026-02-01' }, 'must be before until'],
      [
        'a day long after',
        { since: '2026-02-02', until: new Date('2026-02-01T08:00Z') },
        'must be before until',
      ],
      [
        'moments in zones',
        { since: '2026-02-01T09:00:00+09:00', until: '2026-02-01T00:00:00Z' },
        'must be before',
      ],
    ];
    it.each(refusals)('refuse %s', async (_, window, words) => {
      expect(await faults(call(window))).toEqual([expect.stringContaining(words)]);
    });

    const passing: readonly [string, object][] = [
      ['the first moment', { since: floor }],
      ['the first day, whatever zone Meta reads it in', { since: floorDay }],
      ['a second', { since: 1_790_000_000, until: 1_790_000_001 }],
      ['a day that ends in another zone', { since: '2026-02-01', until: new Date('2026-02-01T01:00Z') }],
      ['words that Meta reads', { since: 'last monday', until: 'yesterday' }],
      [
        'a moment before another in its zone',
        { since: '2026-02-02T08:00:00+09:00', until: '2026-02-01T23:30:00Z' },
      ],
      ['one of the two', { until: 1_000_000_000 }],
    ];
    it.each(passing)('let %s pass', async (_, window) => {
      server.answerWith('{"data":[]}');
      expect(await faults(call(window))).toEqual([]);
    });
  });

  it.each(Object.entries(cursored).filter(([name]) => name !== 'getUserInsights'))(
    'of %s: one cursor at a time',
    async (_, call) => {
      server.answerWith('{"data":[]}');
      expect(await faults(call({ after: 'a', before: 'b' }))).toEqual(['after: must not go with before']);
      expect(await faults(call({ after: 'a', before: undefined }))).toEqual([]);
      expect(await faults(call({ before: 'b' }))).toEqual([]);
    },
  );

  it('are told beside all other faults', async () => {
    const found = faults(windowed.listThreads({ since: 1, until: 0, after: 'a', before: '', limit: 101 }));
    expect(await found).toEqual([
      'limit: must be a whole number from 0 to 100',
      'before: must not be empty',
      'since: must not be before 2023-07-05T07:00:00Z',
      'since: must be before until',
      'after: must not go with before',
    ]);
  });

  it('say what a demography needs', async () => {
    server.answerWith('{"data":[]}');
    const demography = { metric: ['views', 'follower_demographics'] } as const;
    expect(await faults(endpoints.getUserInsights(client, demography))).toEqual([
      'breakdown: is needed for follower_demographics',
    ]);
    expect(await faults(endpoints.getUserInsights(client, { ...demography, breakdown: 'age' }))).toEqual([]);
    expect(await faults(endpoints.getUserInsights(client, { metric, breakdown: 'age' }))).toEqual([]);
  });

  it('say what finds a place', async () => {
    server.answerWith('{"data":[]}');
    const search = (place: object) => faults(endpoints.searchLocations(client, place));
    expect(await search({})).toEqual(['q: is needed without latitude']);
    expect(await search({ latitude: 35 })).toEqual(['longitude: is needed with latitude']);
    expect(await search({ q: 'Nara', longitude: 135 })).toEqual(['latitude: is needed with longitude']);
    expect(await search({ latitude: 91, longitude: -181 })).toHaveLength(2);
    for (const place of [
      { q: 'Nara' },
      { latitude: 0, longitude: 0 },
      { q: 'Nara', latitude: 35, longitude: 135 },
    ])
      expect(await search(place)).toEqual([]);
  });
});

describe('fields', () => {
  it('may name what the SDK does not know yet', async () => {
    server.answerWith('{"id":"1","likes_of_tomorrow":5}');
    const fields = ['likes_of_tomorrow', { poll_attachment: ['option_a', { voters: ['id'] }] }];
    const thread = await endpoints.getThread(
      server.client,
      untyped<endpoints.GetThreadParameters>({ media_id: '1', fields }),
    );
    expect(thread).toEqual({ id: '1', likes_of_tomorrow: 5 });
    expect(new URLSearchParams((server.requests.at(-1) ?? '').split('?')[1]).get('fields')).toBe(
      'likes_of_tomorrow,poll_attachment{option_a,voters{id}}',
    );
  });

  it.each([
    ['no list', 'text'],
    ['an empty list', []],
    ['an empty list in a part', [{ children: [] }]],
    ['a number', ['text', 5]],
    ['Graph syntax in a name', ['text', 'children{id}']],
    ['a part that is no list', [{ children: 'id' }]],
    ['a part that is no name', [{ 'a,b': ['id'] }]],
  ])('are refused as %s', async (_, fields) => {
    const found = await faults(
      endpoints.getThread(server.client, untyped<endpoints.GetThreadParameters>({ media_id: '1', fields })),
    );
    expect(found).toEqual(["fields: must be a list like ['id', { part: ['id'] }]"]);
  });
});

describe('every function', () => {
  // Those of `oauth` are internal: the functions of `@threads-sdk/auth` check before they call them.
  const requested = description.operations.filter(({ tag }) => tag !== 'oauth');

  it.each(requested)('$id refuses a name that it does not have', async (operation) => {
    const call = generatedFunction(operation);
    const found = await faults(
      Promise.resolve(call(server.client, { ...exampleParameters(operation), surprise: 1 })),
    );
    expect(found).toEqual([expect.stringContaining('surprise: is unknown')]);
  });

  it.each(requested.filter(({ parameters }) => parameters.some(({ required }) => required)))(
    '$id names each parameter that is missing',
    async (operation) => {
      const call = generatedFunction(operation);
      const found = await faults(Promise.resolve(call(server.client, {})));
      const missing = operation.parameters.filter(({ required }) => required).map(({ name }) => name);
      expect(found.map((fault) => fault.slice(0, fault.indexOf(':')))).toEqual(missing);
    },
  );

  describe.each(requested)('$id', (operation) => {
    const call = generatedFunction(operation);
    const own = (words: string): string =>
      /Invalid|Expected|Received|[\^$\\]|\[object/i.test(words) ? `not our words: ${words}` : '';
    const given = [
      undefined,
      null,
      '',
      ' ',
      5.5,
      -1,
      true,
      {},
      [],
      [null],
      'https://www.threads.com/@kyoto.walks/post/DRHI1xwkg9u',
      '@kyoto walks',
      Number.NaN,
      Symbol('x'),
    ];

    it.each(operation.parameters)(
      'says in our words what is wrong with $name',
      async ({ name, required }) => {
        server.answerWith('{"id":"1","data":[],"success":true}');
        const example = exampleParameters(operation);
        for (const value of given) {
          const found = await faults(Promise.resolve(call(server.client, { ...example, [name]: value })));
          expect(found.map(own).filter((fault) => fault !== '')).toEqual([]);
        }
        const faultsOf = (value: unknown): Promise<readonly string[]> =>
          faults(Promise.resolve(call(server.client, { ...example, [name]: value })));
        expect(await faultsOf(() => 1)).toEqual([expect.stringMatching(`^${name}: must be `)]);
        const missing = await faultsOf(undefined);
        expect(missing.includes(`${name}: is missing`)).toBe(required);
      },
    );
  });

  it('says what to pass in the place of an address', async () => {
    const permalink = 'https://www.threads.com/@kyoto.walks/post/DRHI1xwkg9u';
    expect(await faults(endpoints.getThread(server.client, { media_id: permalink }))).toEqual([
      'media_id: must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
    ]);
    expect(await faults(endpoints.getUser(server.client, { user_id: 'kyoto.walks' }))).toEqual([
      'user_id: must be me or an id of digits, not a username, permalink or shortcode',
    ]);
  });

  it.each([[null], ['text'], [5], [[]]])('refuses %j in the place of the parameters', async (params) => {
    expect(
      await faults(endpoints.getThread(server.client, untyped<endpoints.GetThreadParameters>(params))),
    ).toEqual([': must be an object']);
  });

  it('refuses an option that it does not have', async () => {
    const options = untyped<{ timeout: number }>({ timout: 5 });
    expect(await faults(endpoints.getThread(server.client, { media_id: '1' }, options))).toEqual([
      'options.timout: is unknown',
    ]);
  });
});
