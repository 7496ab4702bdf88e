import { context, type Counter, type MeterProvider, SpanKind, trace } from '@opentelemetry/api';
import { isThreadsError } from '@threads-sdk/errors';
import { callable, issuesOf, notify, refuse } from '@threads-sdk/internal';
import { describeFailure, endSpan } from './spans.ts';
import { checkOptions } from './check-options.ts';
import { perMeterProvider, scope, type TelemetryOptions, tracerOf } from './telemetry-options.ts';

/**
 * Publishes inside of a span, `threads.publish`, under which all its calls stand, and counts what became of the post in
 * `threads.publish.outcomes`: `published`, `failed`, `aborted`, or `unknown` if nobody can tell whether it is live. A chain counts
 * once, and one that stops half-way as the post at which it stopped. The posts of a scheduler are counted by the scheduler itself.
 *
 * @param run publishes: calls `publish`, `publishChain` or `publishRepost` and gives back what it gives
 * @param options `tracerProvider` and `meterProvider`, default those that the app has registered
 * @returns what `run` returns
 * @throws {InvalidInputError} if `run` is not a function, or options are not usable
 * @throws {unknown} what `run` throws
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { tracePost } from '@threads-sdk/opentelemetry';
 * import { publish } from '@threads-sdk/publish';
 *
 * export async function post(client: Client, text: string): Promise<string> {
 *   const { id } = await tracePost(() => publish(client, { text }));
 *   return id;
 * }
 * ```
 *
 * @category Trace and measure
 */
export async function tracePost<Result>(
  run: () => Result | Promise<Result>,
  options: TelemetryOptions = {},
): Promise<Result> {
  refuse('tracePost', issuesOf(callable(), run, 'run'));
  const checked = checkOptions('tracePost', options);
  const counter = perMeterProvider(checked, createCounter);
  let running: Promise<Result> | undefined;
  // Whatever fails in OpenTelemetry, the post is published once.
  const once = (): Promise<Result> => (running ??= (async () => run())());
  await notify(
    'OpenTelemetry',
    async () => {
      const span = tracerOf(checked).startSpan('threads.publish', { kind: SpanKind.INTERNAL });
      const end = await context.with(trace.setSpan(context.active(), span), () => outcomeOf(once()));
      const { code, error, id, outcome } = end;
      endSpan(span, outcome, error, id === undefined ? {} : { 'threads.post.id': id });
      counter().add(1, { outcome, ...(code !== undefined && { code }) });
    },
    undefined,
  );
  return once();
}

function createCounter(provider: MeterProvider): Counter {
  return provider.getMeter(scope).createCounter('threads.publish.outcomes', {
    description: 'What became of posts',
    unit: '{post}',
  });
}

interface PostEnd {
  readonly outcome: 'published' | 'failed' | 'aborted' | 'unknown';
  readonly code?: string;
  readonly error?: unknown;
  readonly id?: string;
}

async function outcomeOf(publishing: Promise<unknown>): Promise<PostEnd> {
  try {
    const { id } = Object(await publishing);
    return { outcome: 'published', ...(typeof id === 'string' && { id }) };
  } catch (thrown) {
    // A chain is what became of the post at which it stopped.
    const error = isThreadsError(thrown) && thrown.code === 'CHAIN_STOPPED' ? thrown.cause : thrown;
    const { code = '', outcome = 'failed' } = describeFailure(error);
    const carriedOut = isThreadsError(error) ? error.carriedOut : 'unsent';
    const known = { maybe: 'unknown', yes: 'published', no: outcome, unsent: outcome } as const;
    return { outcome: known[carriedOut], code, error };
  }
}
