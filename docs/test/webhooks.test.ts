import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { createMemoryEventStore } from '@threads-sdk/webhooks';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { createExpressApp } from '../examples/webhooks/express.ts';
import { type Framework, startWebhooksSite, type WebhooksSite } from './webhooks-site.ts';

describe.each<Framework>(['Hono', 'Express', 'a Worker'])('the webhook example in %s', (framework) => {
  let site: WebhooksSite;
  let print: MockInstance<typeof console.log>;
  let printError: MockInstance<typeof console.error>;

  /** What the app printed, ids aside. */
  const printed = (): string[] => print.mock.calls.map(([line]) => String(line).replaceAll(/\d{10,}/g, '…'));

  /** The codes of the errors that the app was told. */
  const codes = (): unknown[] => printError.mock.calls.map(([error]) => Object(error).code);

  const statuses = (): (number | undefined)[][] =>
    site.emulator.deliveries.map(({ attempts }) => attempts.map(({ status }) => status));

  const sign = (body: string): string =>
    `sha256=${createHmac('sha256', site.appSecret).update(body).digest('hex')}`;

  const send = (body: string, signature: string): Promise<Response> =>
    fetch(`${site.url}/webhook`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    });

  beforeEach(async () => {
    print = vi.spyOn(console, 'log').mockReturnValue(); // kept out of the output
    printError = vi.spyOn(console, 'error').mockReturnValue();
    site = await startWebhooksSite(framework);
    await site.emulator.subscribeWebhooks();
  });
  afterEach(async () => {
    await site.close();
    vi.restoreAllMocks();
  });

  it('is told of all four kinds of events, once each, whatever comes twice', async () => {
    const root = await site.publish('mika', 'Drei Tage in Kyōto');
    const reply = await site.publish('kenji', '@mika "schön" \\ / 👏', root);
    await site.publish('mika', 'Danke', root); // an own reply, which is left out
    await site.remove('kenji', reply);
    await site.emulator.deliverEvents();
    await site.settle();
    for (const { id } of site.emulator.deliveries) await site.emulator.redeliver(id);
    await site.settle();
    const lines = printed().map((line) => line.replace(/(?<=published ).*/, '…'));
    expect(lines.toSorted()).toEqual([
      '@kenji deleted …',
      '@kenji mentioned you: @mika "schön" \\ / 👏',
      '@kenji published …',
      '@kenji replied: @mika "schön" \\ / 👏',
      '@mika published …',
      '@mika published …',
    ]);
    expect(statuses()).toEqual(Array.from({ length: 7 }, () => [200, 200]));
    expect(codes()).toEqual([]);
  });

  it('is told again what it could not handle, unless it had answered before', async () => {
    const failure = Object.assign(new Error('the database is away'), { code: 'AWAY' });
    print.mockImplementationOnce(() => {
      throw failure;
    });
    await site.publish('mika', 'Hello');
    await site.emulator.deliverEvents();
    await site.settle();
    expect(statuses()).toEqual([framework === 'a Worker' ? [200] : [500, 200]]);
    expect(print).toHaveBeenCalledTimes(framework === 'a Worker' ? 1 : 2);
    expect(codes()).toEqual(['AWAY']);
    await site.emulator.redeliver('1');
    await site.settle();
    expect(print).toHaveBeenCalledTimes(2); // handled at last, and in the other case not once more
  });

  it('takes the bytes as they came, and refuses the same JSON written again', async () => {
    const body =
      String.raw`{ "values":[ {"value":{"id":1,"username":"mika","text":"h\u00E9 \/ é"},"field":"replies"}]}` +
      '\r\n';
    const signature = sign(body);
    expect((await send(JSON.stringify(JSON.parse(body)), signature)).status).toBe(401);
    expect((await send(body.trim(), signature)).status).toBe(401);
    expect((await send(body.replace('É', 'é').replace('\\u00E9', 'é'), signature)).status).toBe(401);
    expect(codes()).toEqual(['SIGNATURE_INVALID', 'SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
    expect(printed()).toEqual([]);
    expect((await send(body, signature)).status).toBe(200);
    await site.settle();
    expect(printed()).toEqual(['@mika replied: hé / é']);
  });

  it('answers the callbacks of Meta, and nobody else', async () => {
    const [mika, kenji] = site.emulator.users.map(({ id }) => id);
    await site.emulator.deauthorize({ username: 'mika' });
    const { url, confirmation_code } = await site.emulator.requestDataDeletion({ username: 'kenji' });
    expect(url).toBe(`${site.url}/deletions/${confirmation_code}`);
    expect(print.mock.calls).toEqual([
      [`forget the credentials of ${mika}`],
      [`delete everything about ${kenji}`],
    ]);
    const payload = btoa(JSON.stringify({ algorithm: 'HMAC-SHA256', user_id: '1' })).replaceAll('=', '');
    for (const path of ['deauthorize', 'data-deletion']) {
      const body = new URLSearchParams({ signed_request: `${'A'.repeat(43)}.${payload}` });
      expect((await fetch(`${site.url}/${path}`, { method: 'POST', body })).status).toBe(401);
    }
    expect(print).toHaveBeenCalledTimes(2);
    expect(codes()).toEqual(['SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
  });

  it('is not subscribed with another token', async () => {
    const { subscribeWebhooks } = site.emulator;
    const callbackUrl = `${site.url}/webhook`;
    await expect(subscribeWebhooks({ callbackUrl, verifyToken: 'another' })).rejects.toThrow(
      'answered with 403',
    );
    expect(codes()).toEqual(['VERIFY_TOKEN_MISMATCH']);
  });

  it('cuts a body of 100 MB off', async () => {
    const upload = request(`${site.url}/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign('') },
    });
    let isAnswered = false;
    const answer = new Promise<unknown>((resolve) => {
      upload.on('response', ({ statusCode }) => resolve(statusCode));
      upload.on('error', () => resolve('closed')); // what is still on its way may reach a closed connection
    }).finally(() => {
      isAnswered = true;
    });
    const megabyte = Buffer.alloc(1024 * 1024);
    let sent = 0;
    while (sent < 100 && !isAnswered) {
      sent += 1;
      await new Promise((resolve) => {
        upload.write(megabyte, resolve);
      });
    }
    expect([413, 'closed']).toContain(await answer);
    upload.destroy();
    expect(codes()).toEqual(['REQUEST_TOO_LARGE']);
    expect(sent).toBeLessThan(50); // eight are read; sockets and streams hold some more
  });
});

it('the webhook example in Express says what is wrong behind a body parser', async () => {
  const printError = vi.spyOn(console, 'error').mockReturnValue();
  const store = createMemoryEventStore();
  const app = express();
  app.use(express.json());
  app.use(
    createExpressApp({ appSecret: ['secret'], verifyToken: 'word', origin: 'https://app.example', store }),
  );
  const server = createServer(app).listen(0, 'localhost');
  await once(server, 'listening');
  try {
    const body = '{"values":[]}';
    const signature = `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`;
    const answer = await fetch(`http://localhost:${Object(server.address()).port}/webhook`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    });
    expect([answer.status, await answer.text()]).toEqual([401, 'SIGNATURE_INVALID']);
    expect(String(printError.mock.calls)).toContain('A delivery without a body is not signed');
  } finally {
    vi.restoreAllMocks();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});
