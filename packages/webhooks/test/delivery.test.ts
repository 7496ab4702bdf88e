import { parseDelivery } from '@threads-sdk/webhooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf } from './error-of.ts';

const envelope = {
  app_id: '990602627938098',
  topic: 'moderate',
  target_id: '17907771728171896',
  time: 1788240007,
  subscription_id: '234567890123456',
  has_uid_field: false,
};

const values = {
  replies: {
    id: '18041405793187219',
    username: 'kenji',
    text: 'Which camera?',
    media_type: 'TEXT_POST',
    permalink: 'https://www.threads.com/@kenji/post/Pp',
    replied_to: { id: '17907771728171896' },
    root_post: { id: '17907771728171896', owner_id: '17841405793187218', username: 'mika' },
    shortcode: 'Pp',
    timestamp: '2026-09-01T08:00:00+0000',
    is_verified: false,
    profile_picture_url: 'https://scontent.example/kenji.jpg',
  },
  mentions: {
    id: '18041405793187220',
    username: 'kenji',
    text: '@mika look',
    media_type: 'IMAGE',
    media_product_type: 'THREADS',
    permalink: 'https://www.threads.com/@kenji/post/Pq',
    shortcode: 'Pq',
    timestamp: '2026-09-01T08:00:00+0000',
    has_replies: false,
    is_reply: true,
    is_quote_post: false,
    alt_text: 'A gate',
    gif_url: 'https://media.example/gate.gif',
    media_url: 'https://scontent.example/gate.jpg',
    thumbnail_url: 'https://scontent.example/gate-small.jpg',
    is_verified: true,
    profile_picture_url: 'https://scontent.example/kenji.jpg',
    replied_to: { id: '3' },
    root_post: { id: '1' },
    quoted_post: { id: '2' },
  },
  delete: {
    id: '18041405793187221',
    owner: { owner_id: '17841405793187218' },
    deleted_at: '2026-09-01T09:00:00+0000',
    timestamp: '2026-09-01T08:00:00+0000',
    username: 'mika',
  },
  publish: {
    id: '18041405793187222',
    media_type: 'TEXT_POST',
    permalink: 'https://www.threads.com/@mika/post/Pr',
    timestamp: '2026-09-01T08:00:00+0000',
    username: 'mika',
  },
};

const types = { replies: 'reply', mentions: 'mention', delete: 'delete', publish: 'publish' };

/** What `typeof` says, and of a list that it is one. */
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

/** Members whose shape Meta does not document. */
const undocumented = /^(quoted_post|reposted_post|poll_attachment)$/;

const write = (changes: unknown, others: object = {}): string =>
  JSON.stringify({ ...envelope, ...others, values: changes });

describe('a delivery', () => {
  it.each(Object.entries(values))('of %s has a type, and all that Meta said', (field, value) => {
    const event = { type: Object(types)[field], field, value, delivery: envelope };
    expect(parseDelivery(write([{ value, field }]))).toEqual([event]);
    expect(parseDelivery(new TextEncoder().encode(write({ value, field })))).toEqual([event]);
  });

  it('may have many events, and several may come in a list', () => {
    const changes = Object.entries(values).map(([field, value]) => ({ value, field }));
    const text = `[${write(changes)}, ${write(changes[0], { target_id: '7' })}]`;
    const events = parseDelivery(text);
    expect(events.map(({ type }) => type)).toEqual(['reply', 'mention', 'delete', 'publish', 'reply']);
    expect(events.map(({ delivery }) => delivery['target_id'])).toEqual([
      ...Array.from({ length: 4 }, () => envelope.target_id),
      '7',
    ]);
    expect(parseDelivery('[]')).toEqual([]);
    expect(parseDelivery(write([]))).toEqual([]);
  });

  it('keeps members that are not documented, and leaves out what is null', () => {
    const [event] = parseDelivery(
      write(
        [
          {
            value: { ...values.replies, mood: { good: [true, null] }, text: null },
            field: 'replies',
            urgency: 3,
          },
        ],
        {
          region: 'eu',
        },
      ),
    );
    const { text: _, ...rest } = values.replies;
    expect(event).toEqual({
      type: 'reply',
      field: 'replies',
      value: { ...rest, mood: { good: [true, null] } },
      urgency: 3,
      delivery: { ...envelope, region: 'eu' },
    });
  });

  it.each([
    ['of a new field', { field: 'likes', value: { id: '1', count: 3 } }, {}],
    ['with no value', { field: 'replies' }, {}],
    ['with a value that is no object', { field: 'replies', value: 'gone' }, {}],
    ['without an id', { field: 'publish', value: { username: 'mika' } }, {}],
    ['with an id that is none', { field: 'replies', value: { ...values.replies, id: {}, text: 5 } }, {}],
    ['of a new field, with a time that is no number', { field: 'likes', value: {} }, { time: 'now' }],
    ['named like a member of every object', { field: 'constructor', value: {} }, {}],
    ['named like the prototype', { field: '__proto__', value: {} }, {}],
  ])('has an event %s as unknown, with everything in it', (_, change, others) => {
    expect(parseDelivery(write([change], others))).toEqual([
      { type: 'unknown', ...change, delivery: { ...envelope, ...others } },
    ]);
  });

  it('leaves out of an event what is of another type than documented, and keeps the rest', () => {
    const { text: _, ...reply } = values.replies;
    const { time: __, ...rest } = envelope;
    const odd = {
      ...values.replies,
      text: { html: '' },
      replied_to: [],
      root_post: { ...values.replies.root_post, username: 5 },
      mood: 7,
    };
    const { owner_id, id } = values.replies.root_post;
    const { replied_to: ___, ...kept } = reply;
    expect(parseDelivery(write([{ field: 'replies', value: odd }], { time: 'now' }))).toEqual([
      {
        type: 'reply',
        field: 'replies',
        value: { ...kept, root_post: { id, owner_id }, mood: 7 },
        delivery: rest,
      },
    ]);
  });

  it('loses no event for one beside it that nobody understands', () => {
    const good = { field: 'publish', value: values.publish };
    const odd = [null, 'gone', { value: {} }, { field: 1 }, [good]];
    expect(parseDelivery(write([odd[0], good, ...odd.slice(1)]))).toEqual([
      { type: 'unknown', field: '', value: null, delivery: envelope },
      { type: 'publish', ...good, delivery: envelope },
      ...odd.slice(1).map((value) => ({ type: 'unknown', field: '', value, delivery: envelope })),
    ]);
    expect(
      parseDelivery(`[null, ${write([good])}, {"object":"page"}]`).map(({ type, value }) => [type, value]),
    ).toEqual([
      ['unknown', null],
      ['publish', values.publish],
      ['unknown', { object: 'page' }],
    ]);
  });

  it('of any event whose members are odd keeps its type as long as it has its id', () => {
    const change = fc
      .constantFrom(...Object.entries(values))
      .chain(([field, value]) =>
        fc
          .constantFrom(...Object.keys(value))
          .chain((name) =>
            fc.anything({ withNullPrototype: false }).map((other) => ({ field, value, name, other })),
          ),
      );
    fc.assert(
      fc.property(change, ({ field, value, name, other }) => {
        const [event] = parseDelivery(write([{ field, value: { ...value, [name]: other } }]));
        const { [name]: _, ...rest } = value as Record<string, unknown>; // read by names
        const hasId =
          name !== 'id' || /^(string|number)$/.test(typeof JSON.parse(JSON.stringify({ other })).other);
        expect(event?.type).toBe(hasId ? Object(types)[field] : 'unknown');
        expect(event?.value).toMatchObject(rest);
        const read = kindOf(Object(event?.value)[name]);
        expect(
          hasId && !undocumented.test(name) ? ['undefined', kindOf(Object(value)[name])] : [read],
        ).toContain(read);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every digit of ids that come as numbers, and leaves numbers in texts alone', () => {
    const text = String.raw`{"app_id": 18446744073709551615 ,"time":1788240007,"target_id" :12345678901234567,
      "values":[{"field":"replies","value":{"id":9007199254740993
        ,"text":"\"id\":9007199254740993, my id\" :9007199254740993}","root_post":{"id":1,"owner_id":9007199254740995},
        "attempts":2,"liked_by":[{"user_id":3,"weight":0.5}]}}]}`;
    expect(parseDelivery(text)).toEqual([
      {
        type: 'reply',
        field: 'replies',
        value: {
          id: '9007199254740993',
          text: '"id":9007199254740993, my id" :9007199254740993}',
          root_post: { id: '1', owner_id: '9007199254740995' },
          attempts: 2,
          liked_by: [{ user_id: '3', weight: 0.5 }],
        },
        delivery: { app_id: '18446744073709551615', time: 1788240007, target_id: '12345678901234567' },
      },
    ]);
  });

  it('changes no text, whatever is in it', () => {
    const awkward = fc.string({
      unit: fc.constantFrom('id', '"', '\\', ':', ' ', '1234567890', ',', '}', 'é'),
    });
    fc.assert(
      fc.property(awkward, awkward, (text, key) => {
        fc.pre(key !== '__proto__');
        const [event] = parseDelivery(
          write([{ field: 'replies', value: { id: '1', text, more: { [key]: text } } }]),
        );
        expect(event?.value).toEqual({ id: '1', text, more: { [key]: text } });
      }),
      { numRuns: 500 },
    );
  });

  it('reaches no prototype', () => {
    const nasty = '{"polluted":true}';
    const [event] = parseDelivery(
      `{"__proto__":${nasty},"constructor":{"prototype":${nasty}},"values":{"__proto__":${nasty},"field":"replies",
        "value":{"id":"1","__proto__":${nasty},"deep":[{"__proto__":${nasty},"prototype":${nasty}}]}}}`,
    );
    expect(JSON.stringify(event)).toBe(
      '{"field":"replies","value":{"id":"1","deep":[{}]},"type":"reply","delivery":{}}',
    );
    for (const value of [event, event?.value, event?.delivery, Object.assign({}, event?.value)])
      expect(Object(value)['polluted']).toBe(undefined);
  });

  it('is frozen all the way down', () => {
    const events = parseDelivery(write([{ value: values.replies, field: 'replies' }]));
    const [event] = events;
    const parts = [events, event, event?.value, event?.delivery, Object(event?.value)['root_post']];
    expect(parts.map(Object.isFrozen)).toEqual(parts.map(() => true));
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"values":'],
    ['a text', '"values"'],
    ['null', 'null'],
    ['an object without values', '{"object":"page","entry":[]}'],
    ['a list in a list', '[[{"values":[]}]]'],
    [
      'no valid UTF-8',
      Uint8Array.from('{"values":[],"app_id":"\xff"}', (character) => character.charCodeAt(0)),
    ],
    ['JSON as deep as it is long', '['.repeat(300_000) + ']'.repeat(300_000)],
    ['objects as deep as they are long', `${'{"a":'.repeat(300_000)}1${'}'.repeat(300_000)}`],
  ])('is refused for %s', async (_, body) => {
    const error = await errorOf(() => parseDelivery(body));
    expect(error.code).toBe('PAYLOAD_INVALID');
    expect(error.cause).toBe(undefined);
  });

  it('is either read or refused, whatever comes', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json(),
      fc.anything().map((value) => JSON.stringify({ values: value }) ?? ''),
      fc
        .record({ field: fc.constantFrom(...Object.keys(values)), value: fc.jsonValue() })
        .map((each) => write(each)),
    );
    fc.assert(
      fc.property(anything, (body) => {
        expect(outcomeOf(body)).toMatch(
          /^(?:(?:reply|mention|delete|publish|unknown)? ?)*$|^PAYLOAD_INVALID$/,
        );
      }),
      { numRuns: 1000 },
    );
  });
});

/** The types of the events, or the code of the refusal. */
function outcomeOf(body: Uint8Array | string): string {
  try {
    return parseDelivery(body)
      .map(({ type }) => type)
      .join(' ');
  } catch (error) {
    return String(Object(error).code);
  }
}
