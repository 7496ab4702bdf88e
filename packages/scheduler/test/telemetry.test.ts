import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials, createMemoryStore, type Credentials } from '@threads-sdk/credentials';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepCredentialsFresh, type ScheduledPost, schedulePost, type SchedulerEvent } from '../src/index.ts';
import { makePlace, openStage, type Place, type Stage } from './stage.ts';

const scope = '@threads-sdk/scheduler';
const users = ['mika', 'ana', 'leo', 'out', 'quiet'];
/** Stands in the text of every post. */
const secretWords = 'between you and me';
const appSecret = 'the-secret-of-the-app';

const spans = new InMemorySpanExporter();
const exported = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
let tracing: TracerProvider;
let measuring: MeterProvider;

function startSdk(): void {
  tracing = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] });
  const reader = new PeriodicExportingMetricReader({ exporter: exported, exportIntervalMillis: 3_600_000 });
  measuring = new MeterProvider({ readers: [reader] });
  const registered = [
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()),
    propagation.setGlobalPropagator(new W3CTraceContextPropagator()),
    trace.setGlobalTracerProvider(tracing),
    metrics.setGlobalMeterProvider(measuring),
  ];
  expect(registered).toEqual([true, true, true, true]);
}

function endSdk(): void {
  for (const api of [trace, metrics, context, propagation]) api.disable();
}

/** Our own spans, those of the engine left out. */
const stepsSoFar = (): readonly ReadableSpan[] =>
  spans.getFinishedSpans().filter(({ instrumentationScope }) => instrumentationScope.name === scope);

const outcomesOf = (traceId: string): readonly unknown[] =>
  stepsSoFar()
    .filter((span) => span.spanContext().traceId === traceId)
    .map(({ attributes }) => attributes['threads.outcome']);

/** The values of a metric as they are now, by their attributes. */
async function valuesOf(name: string): Promise<ReadonlyMap<string, unknown>> {
  await measuring.forceFlush();
  const ours = exported
    .getMetrics()
    .at(-1)
    ?.scopeMetrics.filter((each) => each.scope.name === scope);
  const metric = ours?.flatMap((each) => each.metrics).find(({ descriptor }) => descriptor.name === name);
  return new Map(
    metric?.dataPoints.map(({ attributes, value }) => [Object.values(attributes).join(' '), value]),
  );
}

describe('a scheduler where OpenTelemetry is started', () => {
  const store = createMemoryStore();
  const tokens: string[] = [];
  let place: Place;
  let stage: Stage;

  beforeAll(async () => {
    startSdk();
    place = await makePlace();
    const clock = {
      now: () => stage.clock.now(),
      sleep: (milliseconds: number, signal?: AbortSignal) => stage.clock.sleep(milliseconds, signal),
    };
    const fetch = (request: Request): Promise<Response> => stage.emulator.fetch(request);
    const app = {
      clientId: '9906352117420854',
      clientSecret: appSecret,
      redirectUri: 'https://app.example/callback',
      client: createClient({ fetch, clock }),
    };
    const accounts = { app, store, http: { fetch, clock } };
    stage = await openStage({ database: place.database, usernames: users, accounts: () => accounts });
    for (const username of users) {
      const credentials = createCredentials(stage.emulator.issueToken({ username }));
      tokens.push(credentials.accessToken);
      await store.set(username, username === 'out' ? expired(credentials, stage.clock.now()) : credentials);
    }
  });
  afterAll(async () => {
    endSdk();
    await stage.close();
    await place.remove();
  });

  const schedule = (account: string, key: string, media?: string, minutes = 0): Promise<ScheduledPost> => {
    const post = {
      text: `${secretWords}, ${key}`,
      ...(media !== undefined && { media: [{ image: media }] }),
    };
    const at = new Date(stage.clock.now() + minutes * 60_000);
    return schedulePost(stage.scheduler, { account, key, post, at });
  };
  /** Schedules within a span of the app; gives its trace. */
  const scheduleTraced = (...post: Parameters<typeof schedule>): Promise<string> =>
    trace.getTracer('app').startActiveSpan('a form was sent', async (span) => {
      await schedule(...post);
      span.end();
      return span.spanContext().traceId;
    });
  const is =
    (type: SchedulerEvent['type'], account: string) =>
    (event: SchedulerEvent): boolean =>
      event.type === type && Object(event).account === account;

  it('has the steps of a post in the trace in which it was scheduled, each with its outcome', async () => {
    const image = 'https://example.com/a.jpg';
    stage.emulator.configure({ processing: { image: 60_000 } });
    const waits = await scheduleTraced('mika', 'a picture', image, 10);
    await stage.workUntil(is('published', 'mika'), 1000);
    expect(new Set(outcomesOf(waits))).toEqual(new Set(['waiting', 'published']));
    expect(outcomesOf(waits).at(-1)).toBe('published');

    const fault = { kind: 'error', preset: 'unexpected-error', user: 'ana', times: 3 } as const;
    stage.emulator.planFault({ operation: 'createContainer', ...fault });
    const failsOnce = await scheduleTraced('ana', 'fails once');
    await stage.workUntil(is('published', 'ana'));
    expect(outcomesOf(failsOnce)).toEqual(['delayed', 'published']);

    const refusal = { kind: 'error', preset: 'text-too-long', user: 'leo' } as const;
    stage.emulator.planFault({ operation: 'createContainer', ...refusal });
    const refused = await scheduleTraced('leo', 'is refused');
    await stage.workUntil(is('parked', 'leo'));
    expect(outcomesOf(refused)).toEqual(['parked']);

    const hasToLogIn = await scheduleTraced('out', 'has to log in');
    await stage.workUntil(is('paused', 'out'));
    expect(outcomesOf(hasToLogIn)).toEqual(['paused']);

    const [first] = stepsSoFar().filter((span) => span.spanContext().traceId === failsOnce);
    expect(first).toMatchObject({
      name: 'threads.scheduler.step',
      attributes: {
        'threads.account': 'ana',
        'threads.post.key': 'fails once',
        'threads.post.state': 'scheduled',
      },
    });
  });

  it('counts and measures what the spans and the events say', async () => {
    await keepCredentialsFresh(stage.scheduler);
    await stage.workUntil(({ type }) => type === 'refreshed');
    expect(await valuesOf('threads.scheduler.refreshes')).toEqual(
      new Map([
        ['notDue', 4],
        ['expired', 1],
      ]),
    );

    const outcomes = new Map<string, number>();
    for (const { attributes } of stepsSoFar()) {
      const outcome = String(attributes['threads.outcome']);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect(await valuesOf('threads.scheduler.outcomes')).toEqual(
      new Map([
        ['waiting', outcomes.get('waiting')],
        ['published', 2],
        ['delayed SERVER_FAILED', 1],
        ['parked REQUEST_REJECTED', 1],
        ['paused CREDENTIALS_EXPIRED', 1],
      ]),
    );

    const late = stage.events.flatMap((event) => (event.type === 'published' ? [event.late / 1000] : []));
    const lag = await valuesOf('threads.scheduler.lag');
    expect([...lag.keys()].toSorted()).toEqual(['begun', 'published']);
    // The post of the account that has to log in was not begun.
    expect(lag.get('begun')).toMatchObject({ count: 3 });
    expect(Object(lag.get('published'))).toMatchObject({ count: 2, max: Math.max(...late) });
    expect(Object(lag.get('published')).sum).toBeCloseTo(
      late.reduce((sum, each) => sum + each, 0),
      6,
    );

    // Asked once for each account that posted; none had posted before.
    expect((await valuesOf('threads.scheduler.quota.left')).get('')).toMatchObject({
      count: 3,
      min: 250,
      max: 250,
    });

    await schedule('mika', 'far away', undefined, 1000);
    expect(await valuesOf('threads.scheduler.posts')).toEqual(
      new Map([
        ['scheduled', 2],
        ['parked', 1],
      ]),
    );
  });

  it('has no token, no secret and no text of a post in any of it, those of the engine included', async () => {
    await measuring.forceFlush();
    const seen = JSON.stringify([
      spans.getFinishedSpans().map(({ attributes, events, links, name, resource, status }) => {
        return { attributes, events, links, name, resource: resource.attributes, status };
      }),
      exported.getMetrics(),
    ]);
    expect(['fails once', 'threads.scheduler.lag'].filter((known) => !seen.includes(known))).toEqual([]);
    expect([secretWords, appSecret, ...tokens].filter((secret) => seen.includes(secret))).toEqual([]);
  });

  it('gives a post that was scheduled where nobody traces a trace of its own, and nothing where no SDK is', async () => {
    endSdk();
    // The engine keeps the tracer that it found when it was made.
    stage = await stage.reopen();
    const key = 'nobody traces';
    await schedule('quiet', key);
    spans.reset();
    const before = await valuesOf('threads.scheduler.outcomes');
    await stage.workUntil(is('published', 'quiet'));
    expect(spans.getFinishedSpans()).toEqual([]);
    expect(await valuesOf('threads.scheduler.outcomes')).toEqual(before);

    await schedule('quiet', `${key} yet`);
    startSdk();
    await stage.workUntil((event) => event.type === 'published' && event.key === `${key} yet`);
    expect(stepsSoFar().map(({ parentSpanContext }) => parentSpanContext)).toEqual([undefined]);
  });
});

function expired(credentials: Credentials, now: number): Credentials {
  const { accessToken } = credentials;
  return createCredentials({ ...credentials, accessToken, expiration: new Date(now - 1000) });
}
