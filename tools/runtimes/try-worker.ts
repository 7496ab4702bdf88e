import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCredentials, createSealingKey } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { Miniflare, type Request as WorkerRequest, Response as WorkerResponse } from 'miniflare';
import type { Kv } from '../../docs/examples/edge/env.ts';
import { createKvStore } from '../../docs/examples/edge/kv-store.ts';
import { bundleWhole } from './bundle.ts';

const day = 24 * 3_600_000;

/**
 * Runs the Worker of the guide in workerd, from the packed packages, with KV and a Durable Object: it publishes once,
 * keeps no token in the clear, and refreshes what is due.
 */
export async function tryWorker(folder: string): Promise<void> {
  const sources = fileURLToPath(new URL('../../docs/examples/edge', import.meta.url));
  cpSync(sources, join(folder, 'edge'), { recursive: true });
  const script = await bundleWhole(join(folder, 'edge/worker.ts'));

  const emulator = createEmulator({
    app: { redirectUris: ['https://app.example/callback'] },
    users: [{ username: 'mika' }],
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
  });
  const { app, clock } = emulator;
  const issued = emulator.issueToken({ username: 'mika' });
  clock.advance(31 * day);
  const key = createSealingKey();
  const credentials = createCredentials({ ...issued, expiration: new Date(Date.now() + 29 * day) });

  const worker = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2026-07-01',
    kvNamespaces: ['CREDENTIALS'],
    durableObjects: { POSTS: 'PostJob' },
    bindings: {
      THREADS_APP_ID: app.clientId,
      THREADS_API_SECRET: app.clientSecret,
      THREADS_REDIRECT_URI: app.redirectUris[0] ?? '',
      SEALING_KEY: key,
    },
    // Takes the place of the network, so that the Worker stays as it is.
    outboundService: async (request: WorkerRequest) => {
      const body = request.method === 'POST' ? await request.arrayBuffer() : null;
      const headers = Object.fromEntries(request.headers);
      const answer = await emulator.fetch(
        new Request(request.url, { method: request.method, headers, body }),
      );
      return new WorkerResponse(await answer.arrayBuffer(), {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
      });
    },
  });
  try {
    // Miniflare's types of both are Cloudflare's, which are not installed.
    const kv = (await worker.getKVNamespace('CREDENTIALS')) as unknown as Kv;
    const cron = (await worker.getWorker()) as unknown as {
      scheduled(options: object): Promise<{ readonly outcome: string }>;
    };
    const store = createKvStore({ CREDENTIALS: kv, SEALING_KEY: key });
    await store.set('mika', credentials);

    const body = JSON.stringify({ account: 'mika', post: { text: 'From a Worker' } });
    const url = 'https://worker.example/posts/post-17';
    for (const _ of [1, 2]) await worker.dispatchFetch(url, { method: 'POST', body });
    const job = await untilDone(async () => (await worker.dispatchFetch(url)).json());
    assert.equal(job.failure, undefined);
    const published = emulator.requests.filter(({ operation }) => operation === 'publishContainer');
    assert.deepEqual(
      published.map(({ status }) => status),
      [200],
    );

    const refused = 'https://worker.example/posts/post-18';
    await worker.dispatchFetch(refused, {
      method: 'POST',
      body: JSON.stringify({ account: 'nobody', post: { text: 'From nobody' } }),
    });
    const { failure } = await untilDone(async () => (await worker.dispatchFetch(refused)).json());
    assert.equal(failure?.code, 'INVALID_INPUT');

    const { outcome } = await cron.scheduled({ cron: '0 3 * * *' });
    assert.equal(outcome, 'ok');
    assert.equal(emulator.requests.at(-1)?.operation, 'refreshToken');
    const refreshed = (await store.get('mika'))?.credentials.accessToken ?? '';
    assert.match(refreshed, /^THAA/);
    assert.notEqual(refreshed, issued.accessToken);
    const written = (await kv.get('mika')) ?? '';
    for (const token of [issued.accessToken, refreshed]) assert.ok(!written.includes(token), written);
  } finally {
    await worker.dispose();
  }
}

interface Job {
  readonly id?: string;
  readonly failure?: { readonly code: string };
}

/** The platform decides when an alarm rings, so it is looked at until it did. */
async function untilDone(look: () => Promise<unknown>): Promise<Job> {
  const end = Date.now() + 20_000;
  for (;;) {
    const job = (await look()) as Job; // what the example answers
    if (job.id !== undefined || job.failure !== undefined) return job;
    assert.ok(Date.now() < end, 'The post did not go live.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
