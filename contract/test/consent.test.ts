import { describe, expect, it } from 'vitest';
import { decide } from '../src/answer.ts';
import type { Check } from '../src/check.ts';
import { checks } from '../src/checks.ts';
import { createReport } from '../src/report.ts';
import { runChecks } from '../src/run-checks.ts';
import { pick } from '../src/wire.ts';
import { countPosts, createThreads, runAgainst } from './local-threads.ts';

const writes = (requests: readonly { readonly method: string; readonly path: string }[]): readonly string[] =>
  requests
    .filter(({ method, path }) => method !== 'GET' && !path.includes('/oauth/'))
    .map(({ path }) => path);

describe('nothing is written that the person did not agree to', () => {
  it('sends nothing but reads after a no to everything, and says what was skipped', async () => {
    const emulator = createThreads();
    const questions: string[] = [];
    const { results, cleanUp } = await runAgainst(emulator, {
      ask: async (question) => {
        questions.push(question);
        return false;
      },
    });
    expect(writes(emulator.requests)).toEqual([]);
    const declined = results.filter(({ reason }) => reason === 'declined').map(({ id }) => id);
    const mayWrite = checks.filter((check) => check.creates || check.risksToken).map(({ id }) => id);
    expect(declined).toEqual(expect.arrayContaining(['second-publication', 'repost']));
    expect(mayWrite.filter((id) => !declined.includes(id) && id !== 'reply-without-permission')).toEqual([]);
    expect(results.filter(({ id, answer }) => declined.includes(id) && answer !== 'skipped')).toEqual([]);
    expect(cleanUp).toEqual({ deleted: 0, left: [], searched: true });
    const publications = questions.filter((question) => question.startsWith('Publish'));
    expect(publications.length).toBeGreaterThan(5);
    expect(publications.filter((question) => !question.endsWith('It is deleted at the end.'))).toEqual([]);
  });

  it('asks once for a text that many checks look at, and does not ask again after a no', async () => {
    const asked: string[] = [];
    const ask = async (question: string): Promise<boolean> => {
      asked.push(question);
      return false;
    };
    await runAgainst(createThreads(), { ask }, ['listing-delay', 'second-publication', 'status-of-a-post']);
    expect(asked).toEqual(['Publish a text as @alice_canary? It is deleted at the end.']);
  });

  it('asks once about all containers that nobody sees', async () => {
    const asked: string[] = [];
    const ask = async (question: string): Promise<boolean> => asked.push(question) > 0;
    const ids = ['bearer-post', 'json-body', 'text-too-long', 'six-links'];
    const { results } = await runAgainst(createThreads(), { ask }, ids);
    expect(asked).toEqual([expect.stringContaining('Nobody sees them')]);
    expect(results.map(({ answer }) => answer)).toEqual(Array(4).fill('confirmed'));
  });

  it('asks for each publication of a container', async () => {
    const asked: string[] = [];
    const ask = async (question: string): Promise<boolean> => asked.push(question) < 2;
    const emulator = createThreads();
    const { answers } = await runAgainst(emulator, { ask }, ['second-publication']);
    expect(asked).toHaveLength(2);
    expect(answers['second-publication']).toMatchObject({ answer: 'skipped', reason: 'declined' });
    expect(emulator.requests.filter(({ operation }) => operation === 'publishContainer')).toHaveLength(1);
  });

  it('stops a check that writes without a question, and one that does more than it was allowed', async () => {
    const emulator = createThreads();
    const text = { media_type: 'TEXT', text: 'unasked' };
    const check = (id: string, more: Partial<Check>): Check => ({
      id,
      question: 'What?',
      emulator: '',
      settles: [],
      scopes: [],
      run: async (live) => decide((await live.call('POST', '/me/threads', text)).status === 200, {}),
      ...more,
    });
    const { live } = await runAgainst(emulator, {}, []);
    const { results } = await runChecks(
      live,
      [
        check('writes', {}),
        check('asks', { creates: true }),
        check('publishes', {
          creates: true,
          run: async ({ call }) =>
            decide(
              (await call('POST', '/me/threads', { ...text, auto_publish_text: 'true' })).status === 200,
              {},
            ),
        }),
        check('deletes', {
          creates: true,
          run: async ({ call }) => decide((await call('DELETE', '/1')).status === 200, {}),
        }),
        check('replies by JSON', {
          creates: true,
          run: async ({ call }) => {
            const body = JSON.stringify({ ...text, auto_publish_text: true });
            return decide((await call('POST', '/me/threads', {}, { body })).status === 200, {});
          },
        }),
      ],
      () => undefined,
    );
    expect(results.map(({ answer }) => answer)).toEqual([
      'failed',
      'confirmed',
      'failed',
      'failed',
      'failed',
    ]);
    expect(results[0]?.reason).toContain('what nobody was asked about');
    expect(writes(emulator.requests)).toEqual(['/v1.0/me/threads']);
  });

  it('lets a yes go for one publication, and never touches what was there before', async () => {
    const emulator = createThreads();
    const { live } = await runAgainst(emulator, {}, []);
    const theirs = String(pick((await live.call('GET', '/me/threads')).body, 'data', 0, 'id'));
    const text = { media_type: 'TEXT', text: 'one', auto_publish_text: 'true' };
    await live.gate.consent('Publish a text?');
    expect((await live.call('POST', '/me/threads', text)).status).toBe(200);
    const unasked = 'what nobody was asked about';
    await expect(live.call('POST', '/me/threads', text)).rejects.toThrow(unasked);
    await expect(live.call('DELETE', `/${theirs}`)).rejects.toThrow(unasked);
    await expect(live.call('POST', `/${theirs}/manage_reply`, { hide: 'true' })).rejects.toThrow(unasked);
    const [own = ''] = live.gate.posted;
    expect((await live.call('DELETE', `/${own}`)).status).toBe(200);
    live.gate.shut();
    await expect(live.call('POST', '/me/threads', { media_type: 'TEXT', text: 'two' })).rejects.toThrow(
      unasked,
    );
    expect(writes(emulator.requests)).toEqual(['/v1.0/me/threads', `/v1.0/${own}`]);
  });

  it('posts nothing that the token may not delete', async () => {
    const emulator = createThreads();
    const permissions = ['threads_basic', 'threads_content_publish'];
    const { answers } = await runAgainst(emulator, { permissions }, ['listing-delay', 'bearer-post']);
    expect(answers['listing-delay']?.reason).toBe('The token lacks threads_delete.');
    expect(answers['bearer-post']?.answer).toBe('confirmed');
  });

  it('posts nothing either when it is not known what the token may do, and takes the person’s word for it', async () => {
    const emulator = createThreads();
    emulator.planFault({ kind: 'error', preset: 'permission-missing', operation: 'debugToken', times: 2 });
    const ids = ['listing-delay', 'bearer-get'];
    const unknown = await runAgainst(emulator, {}, ids);
    expect(unknown.answers['listing-delay']?.reason).toContain('THREADS_SCOPES');
    expect(unknown.answers['bearer-get']?.answer).toBe('confirmed');
    const scopes = ['threads_basic', 'threads_content_publish', 'threads_delete'];
    const told = await runAgainst(emulator, { scopes }, ids);
    expect(told.answers['listing-delay']?.answer).toBe('confirmed');
  });
});

describe('what was posted is deleted', () => {
  it('also where the answer to the publication was lost', async () => {
    const emulator = createThreads();
    const before = countPosts(emulator);
    emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer' });
    const { answers, cleanUp } = await runAgainst(emulator, {}, ['listing-delay']);
    expect(answers['listing-delay']?.answer).toBe('failed');
    expect(cleanUp).toEqual({ deleted: 1, left: [], searched: true });
    expect(countPosts(emulator)).toBe(before);
  });

  it('also where publishing seemed to be refused', async () => {
    const emulator = createThreads();
    const before = countPosts(emulator);
    emulator.planFault({
      kind: 'error',
      preset: 'permission-missing',
      after: 'effect',
      operation: 'publishContainer',
    });
    const { answers, cleanUp } = await runAgainst(emulator, {}, ['listing-delay']);
    expect(answers['listing-delay']?.reason).toBe(
      'Publishing was refused (500, code 10), and the container says PUBLISHED.',
    );
    expect(cleanUp.deleted).toBe(1);
    expect(countPosts(emulator)).toBe(before);
  });

  it('after several tries, if need be', async () => {
    const emulator = createThreads();
    emulator.planFault({ kind: 'error', operation: 'deletePost', times: 2 });
    expect((await runAgainst(emulator, {}, ['listing-delay'])).cleanUp).toMatchObject({
      deleted: 1,
      left: [],
    });
  });

  it('and what is gone although its deletion was not answered is not named', async () => {
    const emulator = createThreads();
    emulator.planFault({ kind: 'lost-answer', operation: 'deletePost' });
    expect((await runAgainst(emulator, {}, ['listing-delay'])).cleanUp.left).toEqual([]);
  });

  it('or named, to the person by its id and in the report without it', async () => {
    const emulator = createThreads();
    emulator.planFault({ kind: 'error', operation: 'deletePost', times: Number.POSITIVE_INFINITY });
    const run = await runAgainst(emulator, {}, ['listing-delay']);
    expect(run.cleanUp.left).toEqual([expect.stringMatching(/^\d{15,}$/)]);
    expect(createReport(run.live, run).cleanUp.left).toEqual(['id-1']);
  });

  it('or its container is named, where the post is not in the lists yet', async () => {
    const emulator = createThreads({ readingLag: 60_000 });
    emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer' });
    const run = await runAgainst(emulator, {}, ['listing-delay']);
    expect(run.cleanUp.left).toEqual([expect.stringMatching(/^\d{15,}$/)]);
  });

  it('after an interruption, with which no further check begins', async () => {
    const emulator = createThreads();
    const before = countPosts(emulator);
    const interruption = new AbortController();
    const ask = async (question: string): Promise<boolean> => {
      if (question.includes('again')) interruption.abort();
      return true;
    };
    const { results, cleanUp } = await runAgainst(emulator, { ask, signal: interruption.signal });
    expect(results.find(({ id }) => id === 'listing-delay')?.answer).toBe('confirmed');
    expect(results.filter(({ reason }) => reason === 'interrupted').length).toBeGreaterThan(
      checks.length - 8,
    );
    expect(cleanUp.left).toEqual([]);
    expect(cleanUp.deleted).toBeGreaterThan(0);
    expect(countPosts(emulator)).toBe(before);
  });
});
