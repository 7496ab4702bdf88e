import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine } from './threads.ts';

const { emulator, url } = await serveEmulator({
  users: [{ username: 'mika', posts: [{ text: 'The gate' }] }, { username: 'noor' }],
});
const machine = createMachine({ THREADS_EMULATOR: url });

/** An app on this machine that takes what is handed on to it. */
const taken: { body: Buffer; signature: string }[] = [];
let status = 200;
const app = createServer((request, response) => {
  void buffer(request).then((body) => {
    taken.push({ body, signature: String(request.headers['x-hub-signature-256']) });
    response.writeHead(status).end();
  });
});
app.listen(0, '127.0.0.1');
await once(app, 'listening');
afterAll(() => app.close());
const address = app.address();
const appUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;

beforeEach(() => {
  status = 200;
  taken.length = 0;
});

/** Somebody replies to the first post of mika, and all that follows of it is delivered. */
async function reply(text: string): Promise<void> {
  emulator.act({ act: 'reply', by: 'noor', to: await firstPost(), text });
  await emulator.deliverEvents();
}

async function firstPost(): Promise<string> {
  const { stdout } = await machine.run(['list', '--json']);
  return JSON.parse(stdout).data.at(-1).id;
}

describe('threads listen', () => {
  it('subscribes at an emulator, prints what happens as lines of JSON, and ends with Ctrl+C', async () => {
    const listening = machine.start(['listen', '--port', '0', '--json']);
    await listening.shown('stderr', 'Subscribed at the emulator');
    await reply('What a gate!\u009B31m');
    await listening.shown('stdout', 'What a gate!');
    const { code, stdout } = await listening.end('SIGINT');
    const control = await fetch(`${url}/__emulator/control/subscription`);
    expect(await control.json()).toEqual({ subscription: null });
    expect(stdout).not.toContain('\u009B');
    expect(code).toBe(0);
    const events = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'reply',
        value: expect.objectContaining({ text: 'What a gate!\u009B31m', username: 'noor' }),
      }),
    );
  });

  it('hands each delivery on as it came, and gives the answer of the app to Meta', async () => {
    const listening = machine.start(['listen', '--port', '0', '--forward', appUrl]);
    await listening.shown('stderr', 'Subscribed at the emulator');
    status = 503;
    await reply('\u001B[31mred\u0007');
    status = 204;
    await reply('Taken without a word');
    await listening.shown('stdout', /reply {2}@noor/);
    const secret = emulator.app.clientSecret;
    expect(taken.length).toBeGreaterThan(0);
    for (const { body, signature } of taken)
      expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
    const answers = emulator.deliveries.map(({ attempts }) => attempts.at(-1));
    expect(answers).toContainEqual(expect.objectContaining({ status: 503 }));
    expect(answers.at(-1)).toMatchObject({ status: 204 });
    const { stdout, stderr } = await listening.end('SIGTERM');
    // What a stranger writes does not reach the terminal as a command.
    expect(stdout).toMatch(/^ {2}red$/m);
    expect(stdout).not.toContain('\u001B');
    expect(stderr).toContain('answered with 503');
    expect(stdout + stderr).not.toContain(secret);
  });

  it('hands nothing on in circles', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = Object(free.address());
    await once(free.close(), 'close');
    const itself = `http://127.0.0.1:${port}/`;
    const listening = machine.start(['listen', '--port', String(port), '--forward', itself]);
    await listening.shown('stderr', 'Subscribed at the emulator');
    await reply('Round and round');
    await listening.shown('stderr', 'leads to this program itself');
    const { stdout } = await listening.end('SIGINT');
    // Once for each time that the emulator delivers it.
    expect(stdout.split('Round and round').length - 1).toBeLessThanOrEqual(
      emulator.deliveries.at(-1)?.attempts.length ?? 0,
    );
  });

  it('refuses and says so what is not signed', async () => {
    const listening = machine.start(['listen', '--port', '0']);
    const address = await listening.shown('stderr', /http:\/\/127\.0\.0\.1:\d+/);
    await listening.shown('stderr', 'Subscribed at the emulator');
    const response = await fetch(address, { method: 'POST', body: '{"topic":"x"}' });
    expect(response.status).toBe(401);
    await listening.shown('stderr', 'Refused: ');
    expect((await listening.end('SIGINT')).stdout).toBe('');
  });

  it('names all faults of its options, and what is missing, before it listens', async () => {
    const { code, stderr } = await machine.run(['listen', '--port', 'x', '--forward', 'nowhere']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/--port must be.*--forward must be/s),
    });
    const without = await machine.run(['listen'], { env: { THREADS_EMULATOR: '' } });
    expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('THREADS_API_SECRET') });
  });
});
