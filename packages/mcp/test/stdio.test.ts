import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { StdioClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, agentOf, type Generation, generations, newClient, oldClient } from './stage.ts';

let emulator: Emulator;
let network: Server;
let folder: string;
let credentials: string;
const output: string[] = [];

/** Who wants to hear of the requests of a program, by the name of the program. */
const watchers = new Map<string, (when: 'before' | 'after', request: number) => void>();
const counts = new Map<string, number>();

beforeAll(async () => {
  emulator = createEmulator({ users: [{ username: 'mika' }], processing: { text: 20 } });
  credentials = credentialsToJson(createCredentials(emulator.issueToken({ username: 'mika' })));
  folder = await mkdtemp(join(tmpdir(), 'threads-mcp-'));
  // Each program has an address of its own, by which its requests are told apart.
  const pass = async (request: Request): Promise<Response> => {
    const { origin, pathname, search } = new URL(request.url);
    const [, name = '', path = ''] = /^\/([\w-]+)(\/.*)$/.exec(pathname) ?? [];
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    watchers.get(name)?.('before', count);
    const { headers, method } = request;
    const body = method === 'POST' ? { body: await request.text() } : {};
    const answer = await emulator.fetch(
      new Request(`${origin}${path}${search}`, { headers, method, ...body }),
    );
    watchers.get(name)?.('after', count);
    return answer;
  };
  network = createAdaptorServer({ fetch: pass, overrideGlobalObjects: false }) as Server;
  network.listen(0, '127.0.0.1');
  await once(network, 'listening');
});

afterAll(async () => {
  network.closeAllConnections();
  network.close();
  await rm(folder, { recursive: true });
});

/** Starts a server in a process of its own, with a person who says yes. */
async function start(name: string, generation: Generation): Promise<Agent & { readonly pid: number }> {
  const program = fileURLToPath(new URL('stdio-program.ts', import.meta.url));
  const address = `http://127.0.0.1:${Object(network.address()).port}/${name}`;
  const command = {
    command: execPath,
    args: ['--conditions=@threads-sdk/source', program, address, folder],
    env: { THREADS_CREDENTIALS: credentials },
    stderr: 'pipe' as const,
  };
  const transport = generation === 'old' ? new OldTransport(command) : new StdioClientTransport(command);
  transport.stderr?.on('data', (chunk: Buffer) => output.push(String(chunk)));
  const person = (): 'accept' => 'accept';
  const [client, questions] = generation === 'old' ? oldClient(person) : newClient(generation, person);
  await client.connect(Object(transport));
  return { ...agentOf(client, questions), pid: Number(transport.pid) };
}

async function texts(): Promise<readonly string[]> {
  const { accessToken } = emulator.issueToken({ username: 'mika' });
  const url = `https://graph.threads.com/v1.0/me/threads?fields=text&limit=100&access_token=${accessToken}`;
  const { data } = await (await emulator.fetch(new Request(url))).json();
  return data.map(({ text }: { text: string }) => text).toSorted();
}

describe('over stdio', () => {
  it('official clients of both generations publish, once under a key, and the token is in no output', async () => {
    const ids = await Promise.all(
      generations.map(async (generation) => {
        const agent = await start(generation, generation);
        const input = { key: generation, posts: [{ text: generation }] };
        const { content } = await agent.call('publish', input);
        expect(content).toMatchObject({ status: 'done' });
        expect(agent.questions).toHaveLength(1);
        const again = await agent.call('publish', input);
        expect(again.content).toEqual(content);
        output.push(again.text);
        await agent.close();
        return content['ids'];
      }),
    );
    expect(new Set(ids.flat()).size).toBe(3);
    expect(await texts()).toEqual([...generations].toSorted());
    expect(output.join()).toContain('"outcome":"done"');
    expect(output.join()).not.toContain(JSON.parse(credentials).accessToken);
  });

  it('a server that is killed before or after any of its requests, and asked again, makes one post of each key', async () => {
    const instants = [1, 2, 3, 4, 5, 6].flatMap((request) =>
      (['before', 'after'] as const).map((when) => ({ when, request, key: `${when}-${request}` })),
    );
    const inputOf = (key: string): object => ({ key, posts: [{ text: `Killed ${key}` }] });
    const killed: string[] = [];
    const killAt = async ({ key, request, when }: (typeof instants)[number]): Promise<void> => {
      const agent = await start(key, 'legacy');
      watchers.set(key, (now, count) => {
        if (now !== when || count !== request) return;
        killed.push(key);
        process.kill(agent.pid, 'SIGKILL');
      });
      await agent.call('publish', inputOf(key)).catch(() => undefined);
      if (!killed.includes(key)) await agent.close();
    };
    const rest = instants.values();
    const work = async (): Promise<void> => {
      for (const instant of rest) await killAt(instant);
    };
    await Promise.all([work(), work(), work(), work()]);
    const survivor = await start('survivor', 'legacy');
    await Promise.all(
      instants.map(async ({ key }) => {
        expect((await survivor.call('publish', inputOf(key))).content).toMatchObject({ status: 'done' });
      }),
    );
    await survivor.close();
    const made = (await texts()).filter((text) => text.startsWith('Killed'));
    expect(made).toEqual(instants.map(({ key }) => `Killed ${key}`).toSorted());
    // A text takes some five requests: who the user is, create, look, publish, look.
    expect(killed.length).toBeGreaterThanOrEqual(8);
  });
});
