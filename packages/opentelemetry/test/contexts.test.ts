import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { getUser, listThreads } from '@threads-sdk/endpoints';
import { publish } from '@threads-sdk/publish';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentClient, tracePost } from '../src/index.ts';
import { createStage } from './stage.ts';

// As the SDK for Node does.
beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

const idOf = (span: ReadableSpan | undefined): string | undefined => span?.spanContext().spanId;
const parentOf = (span: ReadableSpan | undefined): string | undefined => span?.parentSpanContext?.spanId;

describe('the contexts of spans', () => {
  it('are those of the app around them, also of two at once', async () => {
    const { client, spans, telemetry } = createStage();
    const tracer = telemetry.tracerProvider.getTracer('app');
    const page = (name: string): Promise<unknown> =>
      tracer.startActiveSpan(name, async (span) => {
        await Promise.all([getUser(client), listThreads(client)]);
        span.end();
      });
    await Promise.all([page('one'), page('two')]);
    const all = spans();
    for (const name of ['one', 'two']) {
      const root = all.find((span) => span.name === name);
      const calls = all.filter((span) => parentOf(span) === idOf(root));
      expect(calls.map((span) => span.name).toSorted()).toEqual(['threads.getUser', 'threads.listThreads']);
      for (const call of calls) {
        const [attempt, ...others] = all.filter((span) => parentOf(span) === idOf(call));
        expect(attempt?.name).toBe(
          call.name.endsWith('getUser') ? 'GET /{user_id}' : 'GET /{user_id}/threads',
        );
        expect(others).toEqual([]);
      }
    }
    expect(all).toHaveLength(10);
  });

  it('reach what sends, and add nothing to what is sent', async () => {
    const active: unknown[] = [];
    const sent: string[] = [];
    const stage = createStage();
    const { spans, telemetry } = stage;
    const client = instrumentClient(
      createClient({
        clock: stage.emulator.clock,
        credentials: createCredentials(stage.emulator.issueToken({ username: 'mika' })),
        fetch: (outgoing) => {
          active.push(trace.getSpan(context.active())?.spanContext().spanId);
          sent.push(...outgoing.headers.keys());
          return stage.emulator.fetch(outgoing);
        },
      }),
      telemetry,
    );
    await getUser(client);
    expect(active).toEqual([idOf(spans()[1])]);
    expect(sent).toEqual(['authorization']);
  });

  it('are one trace for a post, however many calls it takes', async () => {
    const { client, spans, telemetry } = createStage();
    await tracePost(() => publish(client, { text: 'between you and me' }), telemetry);
    const [root, ...others] = spans();
    expect(root?.name).toBe('threads.publish');
    expect(new Set(others.map(({ name }) => name))).toContain('threads.publishContainer');
    const traces = others.map((span) => span.spanContext().traceId);
    expect(new Set(traces)).toEqual(new Set([root?.spanContext().traceId]));
    const calls = others.filter(({ name }) => name.startsWith('threads.'));
    expect(new Set(calls.map(parentOf))).toEqual(new Set([idOf(root)]));
  });
});
