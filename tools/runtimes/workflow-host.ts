/**
 * Runs the Workflow of the guide to engines in miniflare, from the sources, with all it keeps in a folder;
 * `docs/test/workflows.test.ts` starts it and kills it.
 */
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { credentialsFromJson } from '@threads-sdk/credentials';
import { fetch, Miniflare, Request } from 'miniflare';
import type { Kv } from '../../docs/examples/edge/env.ts';
import { createKvStore } from '../../docs/examples/edge/kv-store.ts';
import { bundleWhole } from './bundle.ts';

/** What the process is started with, as JSON. */
export interface Setting {
  readonly api: string;
  readonly folder: string;
  readonly sealingKey: string;
  /** Of each account that is logged in, as JSON. */
  readonly credentials: Readonly<Record<string, string>>;
}

const setting: Setting = JSON.parse(argv[2] ?? '');
const worker = new Miniflare({
  modules: true,
  script: await bundleWhole(
    fileURLToPath(new URL('../../docs/examples/queues/workflows.ts', import.meta.url)),
  ),
  compatibilityDate: '2026-07-01',
  defaultPersistRoot: setting.folder,
  workflows: { POSTS: { name: 'posts', className: 'PostWorkflow' } },
  d1Databases: ['JOURNAL'],
  kvNamespaces: ['CREDENTIALS'],
  bindings: { SEALING_KEY: setting.sealingKey },
  // Takes the place of the network, so that the Worker stays as it is.
  outboundService: (request: Request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(new URL(pathname + search, setting.api), request));
  },
});

const journal = await worker.getD1Database('JOURNAL');
await journal.exec('CREATE TABLE IF NOT EXISTS posts (key TEXT PRIMARY KEY, entry TEXT NOT NULL)');
// Miniflare's types are Cloudflare's, which are not installed.
const kv = (await worker.getKVNamespace('CREDENTIALS')) as unknown as Kv;
const store = createKvStore({ CREDENTIALS: kv, SEALING_KEY: setting.sealingKey });
for (const [account, credentials] of Object.entries(setting.credentials))
  await store.set(account, credentialsFromJson(credentials));
console.log(`ready ${(await worker.ready).href}`);
