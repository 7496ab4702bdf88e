import { inspect } from 'node:util';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type FaultPlan } from '@threads-sdk/emulator';
import { describe, expect, it } from 'vitest';
import {
  type Post,
  publish,
  publishChain,
  type PublishedPost,
  type PublishProgress,
  type ResumeOptions,
} from '../src/index.ts';

const media: Post = {
  media: [{ image: 'https://example.com/gate.jpg' }, { video: 'https://example.com/walk.mp4' }],
};

type Call = (
  client: Parameters<typeof publish>[0],
  options: ResumeOptions,
) => Promise<PublishedPost | readonly PublishedPost[]>;

const calls: Readonly<Record<string, Call>> = {
  'a text': (client, options) => publish(client, { text: 'Hello' }, options),
  'a text with fast': (client, options) => publish(client, { text: 'Hello' }, { ...options, fast: true }),
  'a carousel': (client, options) => publish(client, media, options),
  'a chain': (client, { idempotencyKey = '', onProgress, ...others }) =>
    publishChain(client, [{ text: 'One' }, media], {
      ...others,
      idempotencyKey,
      ...(onProgress ? { onProgress } : {}),
    }),
};

/** Servers that repeat the token, in an error, a page, and the status of a container. */
function faults(token: string): readonly FaultPlan[] {
  const times = 40;
  return ['createContainer', 'getContainer', 'publishContainer', 'listThreads'].flatMap((operation) => [
    { kind: 'error', operation, times, code: 100, message: `No such thing: ${token}` },
    { kind: 'error', operation, times, after: 'effect', code: 2, message: `access_token=${token}` },
    { kind: 'answer', operation, times, body: `<html>Bearer ${token}</html>` },
    { kind: 'answer', operation, times, body: `{"id":"1","status":"ERROR","error_message":"${token}"}` },
    { kind: 'answer', operation, times, body: `{"id":"${token}","status":"${token}"}` },
    { kind: 'lost-answer', operation, times },
  ]);
}

describe.each(Object.entries(calls))('the token of %s', (_what, call) => {
  it.each([true, false])('is in no error, state, journal or progress (aborted: %s)', async (aborts) => {
    const { length } = faults('');
    for (let index = 0; index < length; index += 1) {
      const clock = createVirtualClock();
      const emulator = createEmulator({ clock, users: [{ username: 'mika' }] });
      const issued = emulator.issueToken({ username: 'mika' });
      const token = issued.accessToken;
      const [fault] = faults(token).slice(index);
      if (fault) emulator.planFault(fault);
      const entries = new Map<string, string>();
      const heard: PublishProgress[] = [];
      const controller = new AbortController();
      const outcome: unknown = await call(
        createClient({ credentials: createCredentials(issued), clock, fetch: emulator.fetch }),
        {
          idempotencyKey: 'a',
          journal: {
            get: async (key) => entries.get(key),
            set: async (key, entry) => void entries.set(key, entry),
          },
          signal: controller.signal,
          onProgress: (progress) => {
            heard.push(progress);
            if (aborts && heard.length === 4) controller.abort();
          },
        },
      ).catch((error: unknown) => error);

      const seen = [
        inspect(outcome, { depth: 10, showHidden: true, getters: true }),
        outcome instanceof Error ? `${outcome.message} ${outcome.stack}` : '',
        JSON.stringify([outcome, [...entries], heard]),
      ].join('\n');
      expect(seen).not.toContain(token);
      expect(seen.length).toBeGreaterThan(100);
    }
  });
});
