import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

/** In a browser a program cannot say where it comes from; there it is said for it. */
const saysOrigin = new Request('https://app.example', {
  headers: { origin: 'https://x.example' },
}).headers.has('origin');

const address = 'http://localhost/__emulator/media/files/threads/1.png';

describe('files that programs hand over', () => {
  it('are served as they came, and seen as nothing but images and videos', async () => {
    const emulator = createEmulator();
    const bytes = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    const put = (type: string): Promise<Response> =>
      emulator.fetch(new Request(address, { method: 'PUT', headers: { 'content-type': type }, body: bytes }));
    for (const type of ['text/html', 'image/svg+xml', 'image/png; x=text/html'])
      expect((await put(type)).status).toBe(415);
    expect((await emulator.fetch(new Request(address))).status).toBe(404);

    expect((await put('image/png')).status).toBe(201);
    const answer = await emulator.fetch(new Request(address));
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(emulator.requests).toEqual([]);
    expect((await createEmulator().fetch(new Request(address))).status).toBe(404);
  });

  it.skipIf(!saysOrigin)('are taken from no page, not even one of its own', async () => {
    const headers = { 'content-type': 'image/png', origin: 'http://localhost' };
    const request = new Request(address, { method: 'PUT', headers, body: Uint8Array.of(0x89) });
    expect((await createEmulator().fetch(request)).status).toBe(403);
  });
});
