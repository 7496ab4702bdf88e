/**
 * Serves the site at http://127.0.0.1:3000, or at PORT. The bucket is in S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID and
 * S3_SECRET_ACCESS_KEY, and whoever posts in the file `credentials.json`.
 *
 *     node serve.ts
 */
import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import {
  checkMedia,
  createClient,
  createS3Storage,
  credentialsFromJson,
  loadClientOptions,
} from 'threads-sdk';
import { createSite } from './site.ts';

const { env } = process;
const endpoint = env['S3_ENDPOINT'] ?? '';
const storage = createS3Storage({
  endpoint,
  region: env['S3_REGION'] ?? 'us-east-1',
  bucket: env['S3_BUCKET'] ?? 'my-app-media',
  accessKeyId: env['S3_ACCESS_KEY_ID'] ?? '',
  secretAccessKey: env['S3_SECRET_ACCESS_KEY'] ?? '',
  addressing: 'signed',
  expiresIn: 900, // as long as a place works
  removeWhenLive: true,
});
const credentials = credentialsFromJson(await readFile('credentials.json', 'utf8'));
const client = createClient({ ...loadClientOptions(env), credentials });
// The addresses are those of the bucket, so one on this machine may be read.
const allowPrivate = /^(?:localhost|127\.0\.0\.1)$/.test(new URL(endpoint).hostname);
const { fetch } = createSite({
  client,
  storage,
  endpoint,
  check: (file, options) => checkMedia(file, { ...options, allowPrivate }),
});
serve({ fetch, hostname: '127.0.0.1', port: Number(env['PORT'] ?? 3000) }, ({ port }) =>
  console.log(`Open http://127.0.0.1:${port}`),
);
