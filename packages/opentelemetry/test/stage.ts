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
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { type Client, type ClientOptions, createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type Emulator } from '@threads-sdk/emulator';
import { onTestFinished } from 'vitest';
import { instrumentClient } from '../src/index.ts';

/** A metric as it was collected: what its points say, by their attributes. */
export interface Point {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

export interface Stage {
  readonly emulator: Emulator;
  readonly token: string;
  readonly client: Client;
  readonly telemetry: { readonly tracerProvider: TracerProvider; readonly meterProvider: MeterProvider };
  /** The spans that have ended, in the order in which they began. */
  readonly spans: () => readonly ReadableSpan[];
  readonly points: (metric: string) => Promise<readonly Point[]>;
  /** All that was exported, as text. */
  readonly exported: () => Promise<string>;
}

/** An emulator in virtual time with a user, mika, and a client of hers that OpenTelemetry sees. */
export function createStage(options: ClientOptions = {}): Stage {
  const clock = createVirtualClock();
  const emulator = createEmulator({ clock, users: [{ username: 'mika', posts: ['One', 'Two'] }] });
  const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
  const finished = new InMemorySpanExporter();
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 });
  const begun: string[] = [];
  const inOrder: SpanProcessor = {
    onStart: (span) => void begun.push(span.spanContext().spanId),
    onEnd: () => undefined,
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  };
  const telemetry = {
    tracerProvider: new TracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter: finished }), inOrder],
    }),
    meterProvider: new MeterProvider({ readers: [reader] }),
  };
  onTestFinished(() => telemetry.meterProvider.shutdown());
  const { accessToken: token } = credentials;
  const client = createClient({ credentials, clock, fetch: emulator.fetch, random: () => 0.5, ...options });
  const spans = (): readonly ReadableSpan[] =>
    finished
      .getFinishedSpans()
      .toSorted(
        (one, other) => begun.indexOf(one.spanContext().spanId) - begun.indexOf(other.spanContext().spanId),
      );
  return {
    emulator,
    token,
    telemetry,
    client: instrumentClient(client, telemetry),
    spans,
    points: async (name) => {
      metrics.reset();
      await telemetry.meterProvider.forceFlush();
      const all = metrics
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((each) => each.metrics);
      const found = all?.filter(({ descriptor }) => descriptor.name === name) ?? [];
      return found.flatMap(({ dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({ attributes, value })),
      );
    },
    exported: async () => {
      await telemetry.meterProvider.forceFlush();
      const shown = spans().map(({ attributes, events, links, name, status }) => {
        return { attributes, events, links, name, status };
      });
      return JSON.stringify([shown, metrics.getMetrics()]);
    },
  };
}

/** What is written to `console.error` until the test ends. */
export function catchReports(): unknown[] {
  const reported: unknown[] = [];
  const { error } = console;
  console.error = (...parts: unknown[]) => void reported.push(parts);
  onTestFinished(() => {
    console.error = error;
  });
  return reported;
}

/** What a call was rejected with. */
export async function rejection(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('The call was expected to fail.');
    },
    (error: unknown) => error,
  );
}
