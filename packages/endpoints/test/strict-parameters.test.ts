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
});
