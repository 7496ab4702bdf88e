import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmulator, createVirtualClock, type Emulator } from '../src/index.ts';
import { authorizationUrl, decide, exchange, locationOf, redirectUri } from './oauth-flow.ts';

const source = new URL('../src/', import.meta.url).pathname;

const callNames = [
  'post',
  'postImage',
  'publish',
  'reply',
  'repost',
  'delete',
  'hide',
  'list',
  'next',
  'profile',
  'insights',
  'threadInsights',
  'search',
  'locations',
  'limit',
  'consent',
  'extend',
  'appToken',
  'page',
  'conversation',
  'wrong',
  'wait',
] as const;

/** A call with a number that decides what of the earlier answers it is about. */
type Call = readonly [name: (typeof callNames)[number], pick: number];

/** Everything that an emulator gives out while it is called: statuses, headers and bytes. */
async function play(seed: number, calls: readonly Call[]): Promise<readonly string[]> {
  const emulator = createEmulator({
    seed,
    clock: createVirtualClock(),
    app: { redirectUris: [redirectUri] },
    users: [
      { username: 'alice', posts: ['One', { text: 'Two', poll: ['Tea', 'Coffee'] }] },
      { username: 'bob' },
    ],
  });
  const { accessToken } = emulator.issueToken({ username: 'alice' });
  const transcript = [accessToken, emulator.app.clientSecret, ...emulator.users.map(({ id }) => id)];
  for (const call of calls) {
    if (call[0] === 'wait') emulator.clock.advance(call[1] * 60_000);
    else transcript.push(await record(await send(emulator, accessToken, transcript, call)));
  }
  return [...transcript, JSON.stringify(emulator.requests)];
}

async function record(response: Response): Promise<string> {
  return JSON.stringify([response.status, [...response.headers], await response.text()]);
}

async function send(
  emulator: Emulator,
  accessToken: string,
  transcript: readonly string[],
  [name, pick]: Call,
): Promise<Response> {
  // Ids and addresses that were given out before, the same ones on each run if the answers were.
  const known = transcript.join('\n').replaceAll('\\', '');
  const pickFrom = (pattern: RegExp): string => {
    const found = known.match(pattern) ?? [''];
    return found[pick % found.length] ?? '';
  };
  const id = pickFrom(/(?<="id":")\d{17}(?=")/g);
  const call = (path: string, query: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    emulator.fetch(
      new Request(
        `https://graph.threads.com${path}?${new URLSearchParams({ access_token: accessToken, ...query })}`,
        { method },
      ),
    );
  const fields = 'id,text,timestamp,permalink,shortcode,children,poll_attachment{option_a_votes_percentage}';
  const calls: Readonly<Record<Exclude<Call[0], 'wait'>, () => Promise<Response>>> = {
    post: () =>
      call('/me/threads', { media_type: 'TEXT', text: `Post ${pick}`, auto_publish_text: 'true' }, 'POST'),
    postImage: () =>
      call('/me/threads', { media_type: 'IMAGE', image_url: `https://a.example/${pick}` }, 'POST'),
    publish: () => call('/me/threads_publish', { creation_id: id }, 'POST'),
    reply: () =>
      call(
        '/me/threads',
        { media_type: 'TEXT', text: 'Reply', auto_publish_text: 'true', reply_to_id: id },
        'POST',
      ),
    repost: () => call(`/${id}/repost`, {}, 'POST'),
    delete: () => call(`/${id}`, {}, 'DELETE'),
    hide: () => call(`/${id}/manage_reply`, { hide: String(pick % 2 === 0) }, 'POST'),
    list: () => call('/me/threads', { fields, limit: String(1 + (pick % 3)) }),
    next: () =>
      emulator.fetch(new Request(pickFrom(/(?<="next":")[^"]+/g) || 'https://graph.threads.com/me')),
    profile: () => call('/me', { fields: 'username,threads_profile_picture_url,recently_searched_keywords' }),
    insights: () => call('/me/threads_insights', { metric: 'views,likes,replies,clicks,followers_count' }),
    threadInsights: () => call(`/${id}/insights`, { metric: 'views,likes,replies,reposts,quotes,shares' }),
    search: () => call('/keyword_search', { q: 'post', fields }),
    locations: () => call('/location_search', { q: 'kyoto', fields: 'id,name' }),
    limit: () => call('/me/threads_publishing_limit', { fields: 'quota_usage,config,reply_quota_usage' }),
    consent: async () => {
      const consent = await decide(emulator, authorizationUrl(emulator), [['decision', 'allow']]);
      const code = locationOf(consent).searchParams.get('code') ?? '';
      const body = new URLSearchParams(exchange(emulator, code));
      return emulator.fetch(
        new Request('https://graph.threads.com/oauth/access_token', { method: 'POST', body }),
      );
    },
    extend: () =>
      call('/access_token', {
        grant_type: 'th_exchange_token',
        client_secret: emulator.app.clientSecret,
        access_token: pickFrom(/THAA[\w-]{160}/g),
      }),
    appToken: () =>
      call('/oauth/access_token', {
        grant_type: 'client_credentials',
        client_id: emulator.app.clientId,
        client_secret: emulator.app.clientSecret,
      }),
    page: () => call(['/', '/@alice', '/__emulator/requests'][pick % 3] ?? '/'),
    conversation: () => call(`/${id}/conversation`, { fields }),
    wrong: () => call(`/${pick}`, { fields: 'wrong' }),
  };
  return calls[name === 'wait' ? 'wrong' : name]();
}

describe('the same seed and the same calls', () => {
  const calls = fc.array(fc.tuple(fc.constantFrom(...callNames), fc.nat(1000)), {
    minLength: 1,
    maxLength: 40,
  });

  it('give the same answers, byte for byte, headers and all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), calls, async (seed, each) => {
        expect(await play(seed, each)).toEqual(await play(seed, each));
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  it('give other ids, tokens, cursors and numbers with another seed', async () => {
    const all: readonly Call[] = callNames.map((name, index) => [name, index]);
    const [one, other] = [await play(1, all), await play(2, all)];
    expect(one.filter((answer) => answer.startsWith('[200,')).length).toBeGreaterThan(14);
    const patterns = {
      ids: /\b1[078]\d{15}\b/g,
      tokens: /THAA[\w-]{160}/g,
      cursors: /QVFI\w+/g,
      traces: /(?<=fbtrace_id\\":\\")[\w-]+/g,
      shortcodes: /\bD[\w-]{10}\b/g,
      numbers: /(?<=\\"value\\":)\d\d+(?=,\\"end_time)/g,
    };
    for (const [name, pattern] of Object.entries(patterns)) {
      const [found, others] = [
        new Set(one.join(' ').match(pattern)),
        new Set(other.join(' ').match(pattern)),
      ];
      const shared = [...found].filter((each) => others.has(each));
      expect({ name, hasSome: found.size > 0, shared }).toEqual({ name, hasSome: true, shared: [] });
    }
  });
});

describe('the sources', () => {
  it('take the time and chance from nowhere but the clock and the seed, the command line aside', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^(?!bin\/).*(?<!\.test)\.tsx?$/.test(name),
    );
    const wild =
      /Math\.random|Date\.now|new Date\(\)|performance\.now|crypto\.(randomUUID|getRandomValues)|process\.hrtime/;
    expect(files.filter((name) => wild.test(readFileSync(join(source, name), 'utf8')))).toEqual([
      'model/clock.ts',
    ]);
  });
});
