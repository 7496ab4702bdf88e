import * as endpoints from '@threads-sdk/endpoints';
import { serve } from '@threads-sdk/emulator/serve';
import { describe, expect, it } from 'vitest';
import { checks } from '../src/checks.ts';
import { operationChecks } from '../src/checks/operations.ts';
import { createReport, emitReport } from '../src/report.ts';
import type { Result, Run } from '../src/run-checks.ts';
import { countPosts, createThreads, runAgainst, secrets } from './local-threads.ts';

/** Numbers, and questions whose answer is somebody's votes or views. */
const undecided = {
  'processing-text': 'measured',
  'processing-image': 'measured',
  'processing-video': 'measured',
  'published-status': 'measured',
  'poll-without-votes': 'unclear',
  'days-without-views': 'unclear',
} as const;

const few = ['threads_basic', 'threads_content_publish', 'threads_delete'];

describe('the live check against a served Threads that stands in for the real one', () => {
  it('answers every question, each as the emulator does it, and leaves nothing', async () => {
    const emulator = createThreads();
    const before = countPosts(emulator);
    const served = await serve(emulator);
    const overHttp = { baseUrl: served.url, fetch: (request: Request) => fetch(request) };
    const runs = [
      await runAgainst(emulator, overHttp),
      // What only a token with few permissions, or a profile with few followers, can tell.
      await runAgainst(emulator, { ...overHttp, permissions: few }),
      await runAgainst(emulator, { ...overHttp, username: 'carol_canary' }, [
        'demographics-of-few-followers',
      ]),
    ];
    await served.close();

    const answers = new Map(
      runs
        .flatMap(({ results }) => results)
        .filter(isAnswered)
        .map((result) => [result.id, result] as const),
    );
    const expected = checks.map(({ id }) => [id, Object.hasOwn(undecided, id) ? 'undecided' : 'confirmed']);
    const isUndecided = ({ answer }: Result): boolean => answer === 'measured' || answer === 'unclear';
    expect(
      checks.map(({ id }) => {
        const result = answers.get(id);
        return [
          id,
          result !== undefined && isUndecided(result) ? 'undecided' : (result?.answer ?? 'no answer'),
        ];
      }),
    ).toEqual(expected);
    expect(Object.fromEntries(Object.keys(undecided).map((id) => [id, answers.get(id)?.answer]))).toEqual(
      undecided,
    );
    expect(runs.map(({ cleanUp }) => cleanUp.left)).toEqual([[], [], []]);
    expect(runs[0]?.cleanUp.deleted).toBeGreaterThan(12);
    expect(countPosts(emulator)).toBe(before);
  });

  it('asks for what every reading function of the SDK asks for', () => {
    const reading = Object.keys(endpoints).filter((name) => /^(?:get|list|lookup|search)/.test(name));
    const reads = operationChecks.filter(({ id }) => id.startsWith('reads-'));
    const names = reads.map(({ question }) => /`(\w+)`/.exec(question)?.[1] ?? '');
    expect(names.toSorted()).toEqual(reading.toSorted());
  });
});

describe('a token that cannot be used', () => {
  it('ends the run before it begins, without showing the token', async () => {
    const emulator = createThreads();
    const repeats = async ({ url }: Request): Promise<Response> => {
      const message = `Malformed access token ${new URL(url).searchParams.get('access_token')}`;
      return Response.json({ error: { message, type: 'OAuthException', code: 190 } }, { status: 400 });
    };
    await expect(runAgainst(emulator, { fetch: repeats }, [])).rejects.toThrow(
      'The token cannot be used: Malformed access token [redacted]',
    );
  });

  it('ends it also where nobody answers, or something that is no API', async () => {
    const emulator = createThreads();
    const nobody = async (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
    await expect(runAgainst(emulator, { fetch: nobody }, [])).rejects.toThrow(
      '127.0.0.1 did not answer: fetch failed',
    );
    emulator.planFault({ kind: 'html' });
    await expect(runAgainst(emulator, {}, [])).rejects.toThrow('the answer has the status 502');
  });
});

describe('a report', () => {
  it('holds no token, no secret, no id, no name and nobody else’s text', async () => {
    const emulator = createThreads();
    const run = await runAgainst(emulator);
    const report = createReport(run.live, run);
    const text = `${JSON.stringify(report)}\n${emitReport(report, checks)}`;

    expect(report.results.length).toBe(checks.length);
    expect(text).toContain('id-1');
    const { options, token } = run.live;
    expect(token()).not.toBe(options.token);
    const ids = JSON.stringify(emulator.snapshot().store).match(/\d{12,}/g) ?? [];
    const forbidden = [
      options.token,
      token(),
      emulator.app.clientSecret,
      emulator.app.clientId,
      ...Object.values(secrets),
      'alice_canary',
      'Canary',
      ...ids.filter((id) => id.length > 15),
    ];
    expect(forbidden.length).toBeGreaterThan(50);
    expect(forbidden.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('holds none of them either when the API repeats in its errors what it was sent', async () => {
    const emulator = createThreads();
    const { live, ...run } = await runAgainst(
      emulator,
      {
        fetch: async (request) => {
          const { pathname, searchParams } = new URL(request.url);
          if (pathname !== '/v1.0/me/threads_insights') return emulator.fetch(request);
          const message = `(${searchParams.get('access_token')}) of @Alice_Canary (${secrets.name}) and ${secrets.other}, ${emulator.users[0]?.id}: no`;
          return Response.json({ error: { message, type: 'OAuthException', code: 1 } }, { status: 500 });
        },
      },
      ['no-metric', 'reads-get-user', 'reads-list-mentions', 'reads-get-user-insights'],
    );
    const text = JSON.stringify(createReport(live, run));
    expect(text).toContain('of @<name> (<name>) and <name>, id-1: no');
    expect(text).not.toContain(live.options.token);
    expect(text).not.toMatch(/\d{12}|alice|bob/i);
  });
});

function isAnswered({ answer }: Run['results'][number]): boolean {
  return answer !== 'skipped';
}
