import type { FaultPlan } from '@threads-sdk/emulator';
import { describe, expect, it } from 'vitest';
import { countPosts, createThreads, runAgainst, type Person } from './local-threads.ts';

type Behaviour = NonNullable<Parameters<typeof createThreads>[0]>['behaviour'];

const few = ['threads_basic', 'threads_content_publish', 'threads_delete'];

describe('an answer changes with what the API does', () => {
  const rows: readonly (readonly [NonNullable<Behaviour>, string, object, Person])[] = [
    [{ secondPublication: 'refuse' }, 'second-publication', { outcome: 'an error', code: 24 }, {}],
    [{ threadsErrorStatus: 400 }, 'unknown-field-of-an-object', { status: 400, code: 100 }, {}],
    [{ textLength: 'bytes' }, 'text-counting', { rule: 'bytes' }, {}],
    [{ textLength: 'code-points' }, 'text-counting', { rule: 'code points' }, {}],
    [{ unknownListFields: 'refuse' }, 'unknown-field-of-a-list', { status: 500, code: 100 }, {}],
    [{ replyPermission: 'none' }, 'reply-without-permission', { status: 200 }, { permissions: few }],
    [{ textEntities: 'array' }, 'text-entities-shape', { shape: 'a list' }, {}],
    [{ searchMediaType: 'TEXT' }, 'type-of-found-texts', { types: ['TEXT'] }, {}],
    [
      { repliesInsightId: 'thread_replies' },
      'id-of-the-replies-insight',
      { name: 'insights/thread_replies/lifetime' },
      {},
    ],
    [{ locationSearchId: 'number' }, 'location-id', { type: 'number' }, {}],
    [
      { fewFollowers: 'refuse' },
      'demographics-of-few-followers',
      { status: 500 },
      { username: 'carol_canary' },
    ],
    [{ foreignRootPost: 'absent' }, 'root-post-of-foreign-replies', { 'without root_post': 1 }, {}],
    [{ refreshedToken: 'invalid' }, 'refresh', { 'token changed': true, 'old token goes on': false }, {}],
    [{ repostQuota: 'counted' }, 'repost', { counts: true }, {}],
    [{ jsonBodies: 'ignored' }, 'json-body', { status: 500 }, {}],
    [{ codeExchangeError: 'graph' }, 'wrong-code', { code: 100, subcode: 4279030 }, {}],
    [{ language: 'ja' }, 'language-of-titles', { 'English title': false }, {}],
  ];

  it.each(rows)('%o: %s is refuted', async (behaviour, id, facts, person) => {
    const usual = await runAgainst(createThreads(), person, [id]);
    expect(usual.answers[id]?.answer).toBe('confirmed');
    const other = await runAgainst(createThreads({ behaviour }), person, [id]);
    expect(other.answers[id]).toMatchObject({ answer: 'refuted', facts });
    expect(other.cleanUp.left).toEqual([]);
  });

  it('says how late a post shows up', async () => {
    const { answers } = await runAgainst(createThreads({ readingLag: 5000 }), {}, ['listing-delay']);
    expect(answers['listing-delay']).toMatchObject({
      answer: 'refuted',
      facts: { looks: 6, milliseconds: 5000 },
    });
  });

  it('says that an app without review gets an error of its access level', async () => {
    const emulator = createThreads({
      app: { access: 'standard' },
      behaviour: { standardAccess: 'tier-error' },
    });
    const { answers } = await runAgainst(emulator, {}, ['access-level', 'reads-list-mentions']);
    expect(answers['access-level']).toMatchObject({
      answer: 'refuted',
      facts: { code: 10, subcode: 4279067 },
    });
    expect(answers['reads-list-mentions']).toMatchObject({ answer: 'skipped' });
  });

  const faults: readonly (readonly [string, FaultPlan, string, object])[] = [
    [
      'a container that is not found although it is finished',
      { kind: 'error', preset: 'media-not-found', operation: 'publishContainer' },
      'processing-text',
      { answer: 'measured', facts: { 'not found': 1 } },
    ],
    [
      'a status that is not found at once',
      { kind: 'error', preset: 'media-not-found', operation: 'getContainer' },
      'status-at-once',
      { answer: 'refuted', facts: { code: 24, subcode: 4279009 } },
    ],
    [
      'a duplicate that is refused',
      { kind: 'error', status: 400, code: 506, operation: 'publishContainer', call: 2 },
      'duplicate-post',
      { answer: 'refuted', facts: { at: 'publishing', code: 506 } },
    ],
    [
      'headers that tell of usage',
      { kind: 'headers', headers: { 'x-app-usage': '{"call_count":1}' } },
      'usage-headers',
      { answer: 'refuted', facts: { headers: ['x-app-usage'] } },
    ],
    [
      'a member that is null',
      {
        kind: 'answer',
        operation: 'getUser',
        body: '{"id":"1000000000000000","username":"alice_canary","name":null}',
      },
      'null-members',
      { answer: 'refuted', facts: { nulls: ['me.name'] } },
    ],
    [
      'an error that is HTML',
      { kind: 'html', operation: 'getUserInsights' },
      'no-metric',
      { answer: 'refuted', facts: { status: 502 } },
    ],
  ];

  it.each(faults)('notices %s', async (_, plan, id, expected) => {
    const emulator = createThreads();
    emulator.planFault(plan);
    const { answers, cleanUp } = await runAgainst(emulator, {}, [id]);
    expect(answers[id]).toMatchObject(expected);
    expect(cleanUp.left).toEqual([]);
  });

  it('tells of a container that goes live twice, and deletes both posts', async () => {
    const emulator = createThreads();
    const before = countPosts(emulator);
    const published = new Map<string, string>();
    // A Threads that makes a new post of a container each time.
    const twice = async (request: Request): Promise<Response> => {
      if (!request.url.includes('/threads_publish')) return emulator.fetch(request);
      const parameters = new URLSearchParams(await request.clone().text());
      const container = parameters.get('creation_id') ?? '';
      const text = published.get(container);
      published.set(container, 'the text again');
      if (text === undefined) return emulator.fetch(request);
      const body = new URLSearchParams({
        media_type: 'TEXT',
        text,
        auto_publish_text: 'true',
        access_token: parameters.get('access_token') ?? '',
      });
      return emulator.fetch(new Request('http://127.0.0.1/v1.0/me/threads', { method: 'POST', body }));
    };
    const { answers, cleanUp } = await runAgainst(emulator, { fetch: twice }, ['second-publication']);
    expect(answers['second-publication']).toMatchObject({
      answer: 'refuted',
      facts: { outcome: 'a second post' },
    });
    expect(cleanUp).toEqual({ deleted: 2, left: [], searched: true });
    expect(countPosts(emulator)).toBe(before);
  });

  it('tells how a young token is refused, and goes on with it', async () => {
    const { answers, live } = await runAgainst(createThreads(), { age: 0 }, ['refresh']);
    expect(answers['refresh']).toMatchObject({ answer: 'confirmed', facts: { refreshed: false, code: 100 } });
    expect(live.token()).toBe(live.options.token);
  });
});
