import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import { serve } from './serve.ts';

async function getWithBody(url: string, type: string, body: string): Promise<string> {
  const outgoing = request(url, {
    method: 'GET',
    headers: { 'content-type': type, 'content-length': Buffer.byteLength(body) },
  });
  outgoing.end(body);
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject);
  });
  return text(incoming);
}

describe('a served emulator', () => {
  it('answers at the address that it names, on a port of its own', async () => {
    const emulator = createEmulator({ users: [{ username: 'alice' }] });
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const served = await serve(emulator);
    try {
      expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const response = await fetch(`${served.url}/v1.0/me?fields=username`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      expect(await response.json()).toMatchObject({ username: 'alice', id: emulator.users[0]?.id });
      expect(emulator.requests).toHaveLength(1);
    } finally {
      await served.close();
    }
  });

  it('asks an emulator that somebody wrapped through the wrapper', async () => {
    const emulator = createEmulator({ users: [{ username: 'alice' }] });
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const asked: string[] = [];
    const served = await serve({
      ...emulator,
      fetch: (asks) => {
        asked.push(asks.method);
        return emulator.fetch(asks);
      },
    });
    try {
      const response = await fetch(`${served.url}/me?fields=username&access_token=${accessToken}`);
      expect(await response.json()).toMatchObject({ username: 'alice' });
      expect(asked).toEqual(['GET']);
    } finally {
      await served.close();
    }
  });

  it('reads bodies that arrive over the wire', async () => {
    const emulator = createEmulator({ users: [{ username: 'alice' }] });
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const served = await serve(emulator);
    try {
      const form = new FormData();
      for (const [name, value] of Object.entries({
        media_type: 'TEXT',
        text: 'Straßenbahn 🚋',
        auto_publish_text: 'true',
        access_token: accessToken,
      })) {
        form.set(name, value);
      }
      const response = await fetch(`${served.url}/me/threads`, { method: 'POST', body: form });
      expect(response.status).toBe(200);
      expect(await (await fetch(`${served.url}/@alice`)).text()).toContain('Straßenbahn 🚋');
    } finally {
      await served.close();
    }
  });

  it('answers HTTP/1.0 without a Host as what came to its address', async () => {
    const served = await serve(createEmulator({ users: [{ username: 'alice' }] }));
    try {
      const { hostname, port } = new URL(served.url);
      const socket = connect(Number(port), hostname).setEncoding('utf8');
      socket.end('GET /@alice HTTP/1.0\r\n\r\n');
      const answer = await text(socket);
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
      expect(answer).not.toContain('undefined');
    } finally {
      await served.close();
    }
  });

  it('leaves the globals of the process alone', async () => {
    const before = [globalThis.Request, globalThis.Response];
    const served = await serve(createEmulator());
    await served.close();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });

  it('closes idle connections too, and may be closed twice', async () => {
    const served = await serve(createEmulator());
    const { hostname, port } = new URL(served.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await Promise.all([served.close(), served.close()]);
    await closed;
    await expect(fetch(served.url)).rejects.toThrow(TypeError);
  });

  it('shows the reason where the emulator itself fails', async () => {
    const failing = { ...createEmulator(), fetch: () => Promise.reject(new Error('a planted fault')) };
    const served = await serve(failing);
    try {
      const response = await fetch(served.url);
      expect(response.status).toBe(500);
      expect(await response.text()).toContain('a planted fault');
    } finally {
      await served.close();
    }
  });

  it.each([
    ['urlencoded', 'application/x-www-form-urlencoded', 'fields=username&access_token=TOKEN'],
    [
      'multipart',
      'multipart/form-data; boundary=edge',
      ['fields', 'username', 'access_token', 'TOKEN']
        .map((text, index) =>
          index % 2 === 0
            ? `--edge\r\ncontent-disposition: form-data; name="${text}"\r\n\r\n`
            : `${text}\r\n`,
        )
        .join('') + '--edge--\r\n',
    ],
  ])('reads a form that comes with a GET, %s', async (_, type, form) => {
    const emulator = createEmulator({ users: [{ username: 'alice' }] });
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const served = await serve(emulator);
    try {
      const body = form.replace('TOKEN', accessToken);
      const answer = await getWithBody(`${served.url}/v1.0/me`, type, body);
      expect(JSON.parse(answer)).toEqual({ id: emulator.users[0]?.id, username: 'alice' });
      expect(emulator.requests).toMatchObject([
        { method: 'GET', operation: 'getUser', parameters: { fields: 'username', access_token: '[masked]' } },
      ]);
      const query = `${served.url}/v1.0/me?access_token=${accessToken}`;
      const unreadable = await getWithBody(query, 'multipart/form-data', 'no form');
      expect(JSON.parse(unreadable)).toEqual({ id: emulator.users[0]?.id });
    } finally {
      await served.close();
    }
  });

  it('fails with the reason when the port is taken', async () => {
    const served = await serve(createEmulator());
    try {
      const port = Number(new URL(served.url).port);
      await expect(serve(createEmulator(), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    } finally {
      await served.close();
    }
  });

  it('writes an IPv6 address in brackets', async ({ skip }) => {
    const served = await serve(createEmulator(), { hostname: '::1' }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL') return undefined;
      throw error;
    });
    if (served === undefined) return skip('this machine has no IPv6 loopback');
    try {
      expect(served.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
      expect((await fetch(served.url)).status).toBe(200);
    } finally {
      await served.close();
    }
  });
});
