import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { aroundAttempts, aroundCalls, type Client } from '@threads-sdk/core-http/fetch';
import { createCallMetrics } from './call-metrics.ts';
import { spanAttributes } from './http-attributes.ts';
import { checkOptions } from './check-options.ts';
import { perMeterProvider, type TelemetryOptions, tracerOf } from './telemetry-options.ts';
import { describeFailure, endSpan, secondsSince } from './spans.ts';

/**
 * Makes a client whose calls OpenTelemetry sees. A span of the kind INTERNAL for each call, and below it one of the kind CLIENT
 * for each time that it is sent, which is the active one while `fetch` runs. Its attributes are those of the semantic
 * conventions for HTTP. And metrics: how long requests and calls took, what became of them, how often and why calls were repeated,
 * and how much of the rate limit is used.
 *
 * No token, app secret or code is in any of it; the address of a GET with its parameters is, and the id of the account.
 * Nothing is added to what is sent, so Meta learns nothing of your traces. Whatever fails in OpenTelemetry is printed, and the call
 * goes on.
 *
 * @param client made by `createClient`; it stays as it is
 * @param options `tracerProvider` and `meterProvider`, default those that the app has registered
 * @returns a client like the given one
 * @throws {InvalidInputError} if it is no client, or options are not usable
 *
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import type { Credentials } from '@threads-sdk/credentials';
 * import { listThreads } from '@threads-sdk/endpoints';
 * import { instrumentClient } from '@threads-sdk/opentelemetry';
 *
 * export async function countPosts(credentials: Credentials): Promise<number> {
 *   const client = instrumentClient(createClient({ credentials }));
 *   return (await listThreads(client)).data.length; // the spans threads.listThreads and GET /{user_id}/threads
 * }
 * ```
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/
 * @category Trace and measure
 */
export function instrumentClient(client: Client, options: TelemetryOptions = {}): Client {
  const checked = checkOptions('instrumentClient', options);
  const metrics = perMeterProvider(checked, createCallMetrics);
  const running = new Map<number, RunningCall>();

  const withCalls = aroundCalls(client, async ({ callId, operation }, run) => {
    const startedAt = performance.now();
    const attributes = { 'threads.operation': operation };
    const span = tracerOf(checked).startSpan(`threads.${operation}`, { kind: SpanKind.INTERNAL, attributes });
    const call: RunningCall = { span, attempts: 0 };
    running.set(callId, call);
    let error: unknown;
    try {
      await context.with(trace.setSpan(context.active(), span), run);
    } catch (thrown) {
      error = thrown;
      throw thrown;
    } finally {
      running.delete(callId);
      const { code, outcome } = describeFailure(error);
      span.setAttribute('threads.attempts', call.attempts);
      endSpan(span, outcome ?? 'succeeded', error);
      metrics().ended(operation, outcome ?? 'succeeded', code, secondsSince(startedAt));
    }
  });

  return aroundAttempts(withCalls, async (event, run) => {
    const { attempt, callId, method, operation, path, userId } = event;
    const call = running.get(callId);
    const reason = call?.code;
    if (call) {
      call.attempts = attempt;
      if (userId !== undefined) call.span.setAttribute('threads.user.id', userId);
    }
    // Not what is active: without a manager of contexts nothing is.
    const outer = call ? trace.setSpan(context.active(), call.span) : context.active();
    const span = tracerOf(checked).startSpan(
      `${method} ${path}`,
      { kind: SpanKind.CLIENT, attributes: spanAttributes(event) },
      outer,
    );
    const inner = trace.setSpan(outer, span);
    const startedAt = performance.now();
    const end = await context.with(inner, run);
    if (call) call.code = end.code;
    span.setAttributes(spanAttributes(event, end));
    if (end.code !== undefined && end.code !== 'ABORTED')
      span.setStatus({ code: SpanStatusCode.ERROR, message: end.code });
    span.end();
    if (reason !== undefined) metrics().repeated(operation, reason);
    metrics().attempted(event, end, secondsSince(startedAt), inner);
  });
}

/** A call that has not ended. */
interface RunningCall {
  readonly span: Span;
  attempts: number;
  /** Why the last attempt failed. */
  code?: string | undefined;
}
