/**
 * The emulator behind HTTP, and beside it what the same server framework needs for a constant answer of the same
 * length; in a process of its own, so that its processor time is theirs alone. It sends the two addresses of a page, and
 * its processor time for every message that it gets. Its argument names the fields of the page.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { Hono } from 'hono';
import { createTown, pageOf } from './emulator-town.ts';

const emulator = createEmulator({ users: createTown({ users: 1000, posts: 100_000 }) });
const served = await serve(emulator);
const { href, pathname, search } = new URL(
  pageOf(emulator, '/me/threads', { fields: process.argv[2] ?? '' }),
);
const body = await (await emulator.fetch(new Request(href))).text();

const constant = new Hono();
constant.get('*', (c) => c.body(body, 200, { 'content-type': 'application/json' }));
const listener = getRequestListener(constant.fetch, { overrideGlobalObjects: false });
const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (typeof address !== 'object' || address === null) throw new Error('The server has no TCP address.');

process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());
process.send?.({
  page: `${served.url}${pathname}${search}`,
  constant: `http://127.0.0.1:${address.port}${pathname}${search}`,
});
