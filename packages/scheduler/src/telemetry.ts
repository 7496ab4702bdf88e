import {
  type Attributes,
  context,
  metrics,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Database } from './database/database.ts';
import { schema } from './database/tables.ts';

const scope = '@threads-sdk/scheduler';

/** The trace that a post is scheduled in, to be kept with it; `null` where nobody traces. */
export function traceOfNow(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Runs a step of a post within the trace that the post was scheduled in. */
export async function inSpan<Result>(
  name: string,
  attributes: Attributes,
  traceparent: string | null,
  run: (note: (attributes: Attributes) => void) => Promise<Result>,
): Promise<Result> {
  const parent = traceparent === null ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
  const options = { attributes, kind: SpanKind.CONSUMER };
  return trace.getTracer(scope).startActiveSpan(name, options, parent, async (span) => {
    try {
      return await run((more) => span.setAttributes(more));
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Counts what became of a step, or of a post. */
export function countOutcome(outcome: string, code: string | undefined): void {
  metrics
    .getMeter(scope)
    .createCounter('threads.scheduler.outcomes', { description: 'What steps ended with' })
    .add(1, { outcome, ...(code !== undefined && { code }) });
}

/** Measures how late something began, or went live. */
export function measureLag(what: 'begun' | 'published', milliseconds: number): void {
  metrics
    .getMeter(scope)
    .createHistogram('threads.scheduler.lag', {
      description: 'How long after its time a post was begun, and was live',
      unit: 's',
      // From what is on time to what waited for a window of a day.
      advice: {
        explicitBucketBoundaries: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400],
      },
    })
    .record(Math.max(0, milliseconds) / 1000, { event: what });
}

/** Measures how many posts Meta still allows an account. */
export function measureRoom(room: number): void {
  metrics
    .getMeter(scope)
    .createHistogram('threads.scheduler.quota.left', {
      description: 'How many posts an account was still allowed when Meta was asked',
    })
    .record(room);
}

/** Counts what became of credentials in a sweep. */
export function countRefresh(status: string): void {
  metrics
    .getMeter(scope)
    .createCounter('threads.scheduler.refreshes', { description: 'What became of credentials in sweeps' })
    .add(1, { status });
}

/** Counts the posts that wait, by their state, whenever metrics are collected; gives the function that ends it. */
export function observePosts({ run }: Database): () => void {
  const gauge = metrics.getMeter(scope).createObservableGauge('threads.scheduler.posts', {
    description: 'Posts for which something is to be done, by their state, and those that are parked',
  });
  const observe: Parameters<typeof gauge.addCallback>[0] = async (result) => {
    const rows = await run<{ state: string; count: string | number }>(
      `SELECT state, count(*) AS count FROM ${schema}.posts WHERE next IS NOT NULL OR state = 'parked' GROUP BY state`,
    );
    for (const { count, state } of rows) result.observe(Number(count), { state });
  };
  gauge.addCallback(observe);
  return () => gauge.removeCallback(observe);
}
