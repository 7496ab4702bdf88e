import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMcpHandler } from '../src/index.ts';
import {
  type Agent,
  agentOf,
  createStage,
  type Generation,
  generations,
  newClient,
  oldClient,
  type Person,
  type Stage,
} from './stage.ts';

const token = 'a-token-of-the-tests-with-many-letters';
const hello = { key: 'hello', posts: [{ text: 'Hello' }] };

let stage: Stage;
let handler: ReturnType<typeof createMcpHandler>;
let server: Server;
let url: URL;
const agents: Agent[] = [];

beforeAll(async () => {
  server = createAdaptorServer({
    fetch: (request: Request) => handler(request),
    overrideGlobalObjects: false, // the tests of other files go on with what Node has
  }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = new URL(`http://127.0.0.1:${Object(server.address()).port}/mcp`);
});
beforeEach(() => {
  stage = createStage();
  handler = createMcpHandler({ ...stage.options, token });
});
afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.close()));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function connect(generation: Generation, person?: Person): Promise<Agent> {
  const options = { requestInit: { headers: { authorization: `Bearer ${token}` } } };
  let agent: Agent;
  if (generation === 'old') {
    const [client, questions] = oldClient(person);
    await client.connect(Object(new OldTransport(url, options)));
    agent = agentOf(client, questions);
  } else {
    const [client, questions] = newClient(generation, person);
    await client.connect(new StreamableHTTPClientTransport(url, options));
    agent = agentOf(client, questions);
  }
  agents.push(agent);
  return agent;
}

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};

/** A request as a client of the older protocol sends it. */
function request(body: object | undefined, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request('http://127.0.0.1/mcp', {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      host: '127.0.0.1:3000',
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

describe.each(generations)('over HTTP (%s)', (generation) => {
  it('an agent publishes once after a yes, from which connection ever, and hears how far it is', async () => {
    const agent = await connect(generation, () => 'accept');
    const heard: string[] = [];
    const first = await agent.call('publish', hello, (message) => heard.push(message));
    expect(first.content).toMatchObject({ status: 'done' });
    expect(agent.questions).toHaveLength(1);
    expect(heard.join()).toContain('post 1: wait-for-container');
    const other = await connect(generation, () => 'decline');
    expect((await other.call('publish', hello)).content).toEqual(first.content);
    expect(other.questions).toEqual([]);
    expect(await stage.live()).toHaveLength(1);
  });

  it('a no ends it, on every connection', async () => {
    for (const person of [(): 'decline' => 'decline', (): 'accept' => 'accept'])
      expect((await (await connect(generation, person)).call('publish', hello)).content).toMatchObject({
        status: 'declined',
      });
    expect(await stage.live()).toEqual([]);
  });

  it('a preview of one connection is good on another', async () => {
    const agent = await connect(generation);
    const { confirm } = (await agent.call('preview', { tool: 'publish', arguments: hello })).content;
    const other = await connect(generation);
    expect((await other.call('publish', hello)).content).toMatchObject({ status: 'unconfirmed' });
    expect((await other.call('publish', { ...hello, confirm })).content).toMatchObject({ status: 'done' });
  });
});

describe('what goes out with a question', () => {
  it('is no preview, and a preview is no answer to a question', async () => {
    const { client } = await connect('modern', () => 'accept');
    const quiet = await connect('modern');
    if (!(client instanceof Client)) throw new TypeError('It is the newer client.');
    const publish = async (more: object): Promise<object> =>
      client.callTool({ name: 'publish', arguments: hello, ...more }, Object({ allowInputRequired: true }));
    const { requestState } = Object(await publish({}));
    expect(requestState).toMatch(/^\w+-\w+-\w+$/);
    const { content } = await quiet.call('publish', { ...hello, confirm: requestState });
    expect(content).toMatchObject({ status: 'unconfirmed' });
    const { confirm } = (await quiet.call('preview', { tool: 'publish', arguments: hello })).content;
    const inputResponses = { confirm: { action: 'accept', content: {} } };
    expect(await publish({ inputResponses, requestState: confirm })).toMatchObject({
      structuredContent: { status: 'unconfirmed' },
    });
    expect(await stage.live()).toEqual([]);
  });
});

describe('the handler', () => {
  it.each([
    ['no token', { authorization: '' }, 401],
    ['another token', { authorization: `Bearer ${token}x` }, 401],
    ['the token as it is', { authorization: token }, 401],
    ['a name of somebody else', { host: 'evil.example' }, 403],
    ['no name', { host: '' }, 403],
    ['a page of somebody else', { origin: 'https://evil.example' }, 403],
    ['a page of nobody', { origin: 'null' }, 403],
    ['a page of this machine', { origin: 'http://localhost:8080' }, 200],
    ['another port', { host: 'localhost:1' }, 200],
  ])('answers a request with %s', async (_, headers, status) => {
    const response = await handler(request(initialize, headers));
    expect(response.status).toBe(status);
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    const text = await response.text();
    expect(text).not.toContain(token);
    expect(stage.emulator.requests).toEqual([]);
  });

  it('answers under the names that it is given, and no other', async () => {
    const named = createMcpHandler({ ...stage.options, token, hosts: ['mcp.example.com'] });
    expect((await named(request(initialize, { host: 'mcp.example.com' }))).status).toBe(200);
    expect((await named(request(initialize))).status).toBe(403);
  });

  it('names everything that is wrong with its options', () => {
    const wrong = { ...stage.options, token: 'short', hosts: ['Example.com:80'], port: 1 };
    expect(() => createMcpHandler(wrong)).toThrow(
      /token: must have .*hosts\[0\]: must be .*port: is unknown/,
    );
  });

  it('keeps at most 64 sessions, and lets go of the one that was silent for longest', async () => {
    const begin = async (): Promise<string> => {
      const response = await handler(request(initialize));
      await response.text();
      return response.headers.get('mcp-session-id') ?? '';
    };
    const ping = async (session: string): Promise<number> => {
      const headers = { 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' };
      const response = await handler(request({ jsonrpc: '2.0', id: 2, method: 'ping' }, headers));
      await response.text();
      return response.status;
    };
    const { clock } = stage.options.client;
    const first = await begin();
    await clock.sleep(1000);
    const second = await begin();
    await clock.sleep(1000);
    expect(await ping(first)).toBe(200);
    for (let count = 2; count < 65; count += 1) await begin();
    expect(await ping(second)).toBe(404);
    expect(await ping(first)).toBe(200);
    await clock.sleep(3_599_999);
    expect(await ping(first)).toBe(200);
    await clock.sleep(3_600_000);
    expect(await ping(first)).toBe(404);
    expect(await ping('made-up')).toBe(404);
  });

  it('ends a session that its client ends', async () => {
    const begun = await handler(request(initialize));
    const headers = { 'mcp-session-id': begun.headers.get('mcp-session-id') ?? '' };
    const ended = new Request('http://127.0.0.1/mcp', {
      method: 'DELETE',
      headers: { ...headers, host: 'localhost', authorization: `Bearer ${token}` },
    });
    expect((await handler(ended)).status).toBe(200);
    expect((await handler(request({ jsonrpc: '2.0', id: 2, method: 'ping' }, headers))).status).toBe(404);
  });

  it('begins no session for what is no beginning', async () => {
    const response = await handler(request({ jsonrpc: '2.0', id: 2, method: 'tools/list' }));
    expect(response.status).toBe(400);
    expect(response.headers.get('mcp-session-id')).toBeNull();
  });
});

describe('the conformance scenario', () => {
  let open: Server;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'threads-mcp-'));
    const own = createMcpHandler({ ...createStage().options, token });
    // It cannot send a token. What stands in front adds it and leaves all else as it came.
    const add = (from: Request): Promise<Response> => {
      const headers = new Headers(from.headers);
      headers.set('authorization', `Bearer ${token}`);
      const { body, method, url: address } = from;
      const init = { method, headers, body, duplex: 'half' };
      return own(new Request(address, init));
    };
    open = createAdaptorServer({ fetch: add, overrideGlobalObjects: false }) as Server;
    open.listen(0, '127.0.0.1');
    await once(open, 'listening');
  });
  afterAll(async () => {
    open.closeAllConnections();
    open.close();
    await rm(folder, { recursive: true });
  });

  const program = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'));

  it.concurrent.each([
    'server-initialize',
    'ping',
    'tools-list',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
  ])('%s passes', async (scenario) => {
    const to = `http://127.0.0.1:${Object(open.address()).port}/mcp`;
    const { stdout } = await promisify(execFile)(
      execPath,
      [program, 'server', '--url', to, '--scenario', scenario, '-o', folder],
      { cwd: folder },
    );
    expect(stdout).toMatch(/Passed: (\d+)\/\1, 0 failed/);
  });
});
