/**
 * The emulator behind HTTP, and beside it what the same server framework needs for a constant answer of the same
 * length; in a process of its own, so that the client takes nothing from them. It prints the two addresses of the page
 * and ends when its input is closed.
 */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { Hono } from 'hono';
import { createTown, pageOf } from './emulator-town.ts';

const emulator = createEmulator({ users: createTown({ users: 1000, posts: 100_000 }) });
const served = await serve(emulator);
const page = pageOf(emulator, '/me/threads');
const body = await (await emulator.fetch(new Request(page))).text();

const constant = new Hono();
constant.get('*', (c) => c.body(body, 200, { 'content-type': 'application/json' }));
const listener = getRequestListener(constant.fetch, { overrideGlobalObjects: false });
const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no TCP address.');
  const { pathname, search } = new URL(page);
  console.log(`${served.url}${pathname}${search} http://127.0.0.1:${address.port}${pathname}${search}`);
});
process.stdin.resume().on('end', () => process.exit());
