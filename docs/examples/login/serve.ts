/**
 * Serves the site at the address of THREADS_REDIRECT_URI: over https with the certificate that TLS_CERT and TLS_KEY name.
 *
 *     node serve.ts
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { serve } from '@hono/node-server';
import { createHonoApp } from './hono.ts';
import { readSettings } from './settings.ts';

const { TLS_CERT, TLS_KEY } = process.env;
const settings = readSettings(process.env);
const { hostname, origin, port: named, protocol } = new URL(settings.app.redirectUri);
const port = Number(named || (protocol === 'https:' ? 443 : 80));
const { fetch } = createHonoApp(settings);
const onListening = (): void => console.log(`Open ${origin}`);
if (protocol === 'https:') {
  if (!TLS_CERT || !TLS_KEY)
    throw new Error('https needs TLS_CERT and TLS_KEY: the files that mkcert wrote.');
  const serverOptions = { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) };
  serve({ fetch, hostname, port, createServer, serverOptions }, onListening);
} else {
  serve({ fetch, hostname, port }, onListening);
}
