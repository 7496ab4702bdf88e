import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { StdioClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Agent,
  agentOf,
  type Generation,
  generations,
  newClient,
  oldClient,
  type Person,
} from './stage.ts';

/** How often the server is killed: `KILLS=100`. */
const kills = Number(env['KILLS'] ?? 12);

let emulator: Emulator;
let served: ServedEmulator;
let folder: string;
let credentials: string;
const output: string[] = [];

beforeAll(async () => {
  emulator = createEmulator({ users: [{ username: 'mika' }], processing: { text: 20 } });
  served = await serve(emulator);
  folder = await mkdtemp(join(tmpdir(), 'threads-mcp-'));
  credentials = credentialsToJson(createCredentials(emulator.issueToken({ username: 'mika' })));
});

afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

/** Starts the server in a process of its own. */
async function start(generation: Generation, person?: Person): Promise<Agent & { readonly pid: number }> {
  const program = fileURLToPath(new URL('stdio-program.ts', import.meta.url));
  const command = {
    command: execPath,
    args: ['--conditions=@threads-sdk/source', program, served.url, folder],
    env: { THREADS_CREDENTIALS: credentials },
    stderr: 'pipe' as const,
  };
  const transport = generation === 'old' ? new OldTransport(command) : new StdioClientTransport(command);
  transport.stderr?.on('data', (chunk: Buffer) => output.push(String(chunk)));
  const [client, questions] = generation === 'old' ? oldClient(person) : newClient(generation, person);
  await client.connect(Object(transport));
  return { ...agentOf(client, questions), pid: Number(transport.pid) };
}

async function texts(): Promise<readonly (string | undefined)[]> {
  const { accessToken } = emulator.issueToken({ username: 'mika' });
  const url = `https://graph.threads.com/v1.0/me/threads?fields=text&limit=100&access_token=${accessToken}`;
  const { data } = await (await emulator.fetch(new Request(url))).json();
  return data.map(({ text }: { text?: string }) => text);
}

describe('over stdio', () => {
  it('official clients of both generations publish, once under a key, and the token is in no output', async () => {
    const ids = await Promise.all(
      generations.map(async (generation) => {
        const agent = await start(generation, () => 'accept');
        const { content } = await agent.call('publish', { key: generation, posts: [{ text: generation }] });
        expect(content).toMatchObject({ status: 'done' });
        expect(agent.questions).toHaveLength(1);
        const again = await agent.call('publish', { key: generation, posts: [{ text: generation }] });
        expect(again.content).toEqual(content);
        output.push(again.text);
        await agent.close();
        return content['ids'];
      }),
    );
    expect(new Set(ids.flat()).size).toBe(3);
    expect((await texts()).toSorted()).toEqual([...generations].toSorted());
    expect(output.join()).toContain('"outcome":"done"');
    expect(output.join()).not.toContain(JSON.parse(credentials).accessToken);
  });

  it(`a server that is killed ${kills} times at any moment and asked again makes one post of each key`, async () => {
    const once = async (index: number): Promise<void> => {
      const input = { key: `killed ${index}`, posts: [{ text: `Killed ${index}` }] };
      const first = await start('modern', () => 'accept');
      const calling = first.call('publish', input).catch(() => undefined);
      // After so many of its requests: before the first, and after the last.
      const heard = (): number =>
        emulator.requests.filter(({ body }) => String(JSON.stringify(body)).includes(`Killed ${index}`))
          .length;
      const deadline = performance.now() + (index * 150) / kills;
      await expect.poll(() => heard() > 0 || performance.now() > deadline, { interval: 1 }).toBe(true);
      process.kill(first.pid, 'SIGKILL');
      await calling;
      await first.close();
      const second = await start('modern', () => 'accept');
      expect((await second.call('publish', input)).content).toMatchObject({ status: 'done' });
      await second.close();
    };
    for (let index = 0; index < kills; index += 2)
      await Promise.all([index, index + 1].filter((each) => each < kills).map(once));
    const killed = (await texts()).filter((text) => text?.startsWith('Killed'));
    expect(killed.toSorted()).toEqual(
      Array.from({ length: kills }, (_, index) => `Killed ${index}`).toSorted(),
    );
  }, 120_000);
});
