import { SpanStatusCode } from '@opentelemetry/api';
import { listThreads, repost } from '@threads-sdk/endpoints';
import { publish, publishChain } from '@threads-sdk/publish';
import { describe, expect, it } from 'vitest';
import { observeAccounts, tracePost } from '../src/index.ts';
import { catchReports, createStage, rejection, type Stage } from './stage.ts';

const post = ({ client, telemetry }: Stage, signal?: AbortSignal): Promise<{ readonly id: string }> =>
  tracePost(() => publish(client, { text: 'between you and me' }, { ...(signal && { signal }) }), telemetry);

describe('a post', () => {
  it('that is published is a span, and is counted', async () => {
    const stage = createStage();
    const { id } = await post(stage);
    const [root] = stage.spans();
    expect(root).toMatchObject({
      name: 'threads.publish',
      attributes: { 'threads.outcome': 'published', 'threads.post.id': id },
      status: { code: SpanStatusCode.UNSET },
    });
    expect(await outcomesOf(stage)).toEqual([[{ outcome: 'published' }, 1]]);
    expect(await stage.exported()).not.toContain('between you and me');
  });

  it('that is refused, that is ended, that is live all the same and of which nobody knows are counted apart', async () => {
    const stage = createStage();
    stage.emulator.planFault({ kind: 'error', preset: 'text-too-long', operation: 'createContainer' });
    expect(await rejection(post(stage))).toMatchObject({ code: 'REQUEST_REJECTED' });
    await rejection(post(stage, AbortSignal.abort()));
    stage.emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer' });
    for (const operation of ['getContainer', 'listThreads'] as const)
      stage.emulator.planFault({ kind: 'error', preset: 'unexpected-error', operation, times: 3 });
    const live = await rejection(post(stage));
    expect(live).toMatchObject({ carriedOut: 'yes' });
    stage.emulator.planFault({ kind: 'lost-answer', operation: 'repost' });
    const [newest] = (await listThreads(stage.client)).data;
    const lost = tracePost(() => repost(stage.client, { media_id: newest?.id ?? '' }), stage.telemetry);
    expect(await rejection(lost)).toMatchObject({ code: 'NETWORK_FAILED', carriedOut: 'maybe' });
    expect(await outcomesOf(stage)).toEqual([
      [{ outcome: 'failed', code: 'REQUEST_REJECTED' }, 1],
      [{ outcome: 'aborted', code: 'ABORTED' }, 1],
      [{ outcome: 'published', code: Object(live).code }, 1],
      [{ outcome: 'unknown', code: 'NETWORK_FAILED' }, 1],
    ]);
    const roots = stage.spans().filter(({ name }) => name === 'threads.publish');
    expect(roots.map(({ status }) => status.code)).toEqual([
      SpanStatusCode.ERROR,
      SpanStatusCode.UNSET,
      SpanStatusCode.ERROR,
      SpanStatusCode.ERROR,
    ]);
  });

  it('of a chain that stops half-way is counted as the one at which it stopped', async () => {
    const controller = new AbortController();
    const stage = createStage({
      fetch: async (outgoing) => {
        const form = await outgoing.clone().text();
        if (form.includes('the+end')) controller.abort();
        if (form.includes('too+long'))
          stage.emulator.planFault({ kind: 'error', preset: 'text-too-long', operation: 'createContainer' });
        return stage.emulator.fetch(outgoing);
      },
    });
    const { client, emulator, points, spans, telemetry } = stage;
    const chain = (last: string): Promise<unknown> =>
      tracePost(
        () => publishChain(client, [{ text: 'One' }, { text: last }], { signal: controller.signal }),
        telemetry,
      );
    const refused = await rejection(chain('too long'));
    expect(refused).toMatchObject({ code: 'CHAIN_STOPPED', carriedOut: 'yes', published: [{}] });
    await rejection(chain('the end'));
    expect(emulator.requests.length).toBeGreaterThan(4);
    expect((await points('threads.publish.outcomes')).map(({ attributes }) => attributes)).toEqual([
      { outcome: 'failed', code: 'REQUEST_REJECTED' },
      { outcome: 'aborted', code: 'ABORTED' },
    ]);
    const { traceId } = Object(refused).cause;
    expect(spans().filter(({ name }) => name === 'threads.publish')).toMatchObject([
      { status: { code: SpanStatusCode.ERROR }, attributes: { 'threads.fbtrace_id': traceId } },
      { status: { code: SpanStatusCode.UNSET } },
    ]);
  });

  it('is published once and fails as it does, whatever OpenTelemetry does', async () => {
    const reported = catchReports();
    const failure = new Error('a bug in an SDK');
    const broken = (): never => {
      throw failure;
    };
    const options = [{ tracerProvider: { getTracer: broken } }, { meterProvider: { getMeter: broken } }];
    for (const option of options) {
      let times = 0;
      expect(await tracePost(() => (times += 1), option)).toBe(1);
      expect(times).toBe(1);
      const own = new Error('of the app');
      expect(await rejection(tracePost(() => Promise.reject(own), option))).toBe(own);
    }
    expect(reported).toEqual(
      Array.from({ length: 4 }, () => [expect.stringContaining('OpenTelemetry'), failure]),
    );
  });

  it('needs a function that publishes', async () => {
    // @ts-expect-error -- JavaScript callers get no type error
    expect(await rejection(tracePost(Promise.resolve()))).toMatchObject({
      code: 'INVALID_INPUT',
      call: 'tracePost',
      issues: [{ path: 'run' }],
    });
  });
});

const outcomesOf = async ({ points }: Stage): Promise<unknown> =>
  (await points('threads.publish.outcomes')).map(({ attributes, value }) => [attributes, value]);

describe('accounts', () => {
  const day = 86_400_000;

  it('are measured as they are when metrics are collected, until it is ended', async () => {
    const { points, telemetry } = createStage();
    let now = Date.UTC(2026, 0, 1);
    let postsLeft = 250;
    let reads = 0;
    const expiration = new Date(now + 3 * day);
    const end = observeAccounts(
      async () => {
        reads += 1;
        return [
          { account: 'shop', expiration, postsLeft },
          { account: 'blog', expiration: new Date(Date.UTC(2025, 11, 31)) },
        ];
      },
      { meterProvider: telemetry.meterProvider, clock: { now: () => now } },
    );
    const daysLeft = async (): Promise<unknown> =>
      (await points('threads.account.token.left')).map(({ attributes, value }) => [
        attributes['account'],
        value,
      ]);
    expect(await daysLeft()).toEqual([
      ['shop', 3],
      ['blog', -1],
    ]);
    now += day / 2;
    postsLeft -= 1;
    expect(await daysLeft()).toEqual([
      ['shop', 2.5],
      ['blog', -1.5],
    ]);
    expect(await points('threads.account.posts.left')).toEqual([
      { attributes: { account: 'shop' }, value: 249 },
    ]);
    expect(reads).toBe(3);
    end();
    await daysLeft();
    expect(reads).toBe(3);
  });

  it('that cannot be read are not measured, and it is said', async () => {
    const reported = catchReports();
    const { points, telemetry } = createStage();
    const failure = new Error('the database is away');
    observeAccounts(() => Promise.reject(failure), { meterProvider: telemetry.meterProvider });
    expect(await points('threads.account.token.left')).toEqual([]);
    expect(reported).toEqual([[expect.stringContaining('read of observeAccounts'), failure]]);
  });

  it('need a function that reads them', () => {
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => observeAccounts([])).toThrow('observeAccounts: invalid input. read: must be a function');
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => observeAccounts(() => [], { clock: 5 })).toThrow('clock: must have a function now');
  });
});
