import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine, program } from './threads.ts';

const { emulator, url } = await serveEmulator({ users: [{ username: 'mika' }], processing: { image: 0 } });
const machine = createMachine({ THREADS_EMULATOR: url });
/** Pictures to post, and where they are from the folder that the server runs in. */
const pictures = fileURLToPath(new URL('../../../docs/examples/media', import.meta.url));

/** An agent whose client started the server as its settings say, with a person who answers each question in the same way. */
async function connect(args: readonly string[], answer: 'accept' | 'decline'): Promise<Client> {
  const client = new Client(
    { name: 'agent', version: '1.0.0' },
    { capabilities: { elicitation: { form: {} } } },
  );
  client.setRequestHandler('elicitation/create', async () => ({ action: answer, content: {} }));
  await client.connect(
    new StdioClientTransport({
      command: execPath,
      args: [program, 'mcp', ...args],
      env: { THREADS_HOME: machine.home, THREADS_EMULATOR: url },
      cwd: machine.home,
      stderr: 'ignore',
    }),
  );
  onTestFinished(() => client.close());
  return client;
}

describe('threads mcp', () => {
  it('posts with the yes of a person, once, under the same journal as threads post', async () => {
    const audit = join(machine.home, 'audit.jsonl');
    const client = await connect(['--folder', pictures, '--audit', audit], 'accept');
    const gate = join(pictures, 'gate.jpg');
    const posts = [{ text: 'By an agent', media: [{ image: gate, altText: 'A red gate' }] }];
    const call = { name: 'publish', arguments: { key: 'gate', posts } };
    const first = await client.callTool(call);
    expect(first.structuredContent).toMatchObject({ status: 'done' });
    expect((await client.callTool(call)).structuredContent).toEqual(first.structuredContent);
    const again = await machine.run([
      'post',
      'By an agent',
      '--image',
      gate,
      '--alt',
      'A red gate',
      '--key',
      'gate',
      '--json',
    ]);
    expect(JSON.parse(again.stdout)).toMatchObject({
      id: Object(first.structuredContent).ids[0],
      alreadyLive: true,
    });
    const { data } = JSON.parse((await machine.run(['list', '--json'])).stdout);
    expect(data).toHaveLength(1);
    const entries = readFileSync(audit, 'utf8').trim().split('\n');
    expect(JSON.parse(entries.at(-1) ?? '')).toMatchObject({ tool: 'publish', key: 'gate', outcome: 'done' });
    expect(entries.join()).not.toContain('By an agent');
  });

  it('posts nothing without a yes, and has no tool that could with --read-only', async () => {
    const before = emulator.requests.length;
    const client = await connect([], 'decline');
    const result = await client.callTool({
      name: 'publish',
      arguments: { key: 'never', posts: [{ text: 'Never' }] },
    });
    expect(result.structuredContent).toMatchObject({ status: 'declined' });
    const posted = emulator.requests.slice(before).filter(({ method }) => method === 'POST');
    expect(posted).toEqual([]);
    const reader = await connect(['--read-only'], 'accept');
    const { tools } = await reader.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('publish');
  });

  it('serves HTTP with a token of its own, until Ctrl+C', async () => {
    const token = 'a-token-of-the-test-that-is-long-enough';
    const serving = machine.start(['mcp', '--http', '0'], { env: { THREADS_MCP_TOKEN: token } });
    const address = await serving.shown('stderr', /http:\/\/127\.0\.0\.1:\d+(?=\nStop)/);
    const ping = async (authorization: string): Promise<number> => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
      const headers = {
        authorization,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      };
      return (await fetch(address, { method: 'POST', headers, body })).status;
    };
    expect(await ping('Bearer something else')).toBe(401);
    expect(await ping(`Bearer ${token}`)).not.toBe(401);
    const { code, stdout, stderr } = await serving.end('SIGINT');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).not.toContain(token);
  });

  it('prints the skill, and names all faults of its options', async () => {
    expect((await machine.run(['mcp', '--skill'])).stdout).toMatch(/^---\nname: threads\n/);
    const { code, stderr } = await machine.run([
      'mcp',
      '--allow',
      'shout',
      '--http',
      'x',
      '--audit',
      '/nowhere/a',
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/shout.*--http.*THREADS_MCP_TOKEN.*\/nowhere\/a/s);
    const allowed = ['--allow', 'publish', '--allow', 'schedule'];
    const wrong = await machine.run(['mcp', '--read-only', ...allowed, '--folder', '/nowhere']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('--allow: publish changes something, which --read-only forbids. ');
    expect(wrong.stderr).toContain(
      '--allow: schedule needs a scheduler, which only an app of yours can have.',
    );
    expect(wrong.stderr).toContain('--folder /nowhere must be the path of a folder that is there.');
  });
});
