import { describe, expect, it } from 'vitest';
import { createTown, publishText, type Caller } from '../api.ts';
import { finishedContainer, publishRaw, textsOf } from './stage.ts';

describe('a connection that breaks', () => {
  it.each([
    ['lost-request', []],
    ['lost-answer', ['Hello']],
  ] as const)('as %s leaves the posts %j', async (kind, texts) => {
    const { emulator, alice } = createTown();
    const container = await finishedContainer(emulator, alice);
    emulator.planFault({ kind });
    const failure: unknown = await publishRaw(emulator, alice, container).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure).toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ECONNRESET' },
    });
    expect(await textsOf(alice)).toEqual(texts);
  });

  it('may be closed instead of reset', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'lost-answer', connection: 'close' });
    await expect(alice.get('/me')).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
  });

  it('in the body gives its first half', async () => {
    const { emulator, alice } = createTown();
    const whole = (await alice.get('/me')).text;
    emulator.planFault({ kind: 'cut-body' });
    const response = await emulator.fetch(
      new Request(`https://graph.threads.com/me?access_token=${alice.accessToken}`),
    );
    expect(response.status).toBe(200);
    const received: Uint8Array[] = [];
    const read = async (): Promise<void> => {
      for await (const piece of response.body ?? []) received.push(piece);
    };
    await expect(read()).rejects.toMatchObject({ message: 'terminated', cause: { code: 'ECONNRESET' } });
    const text = received.map((piece) => new TextDecoder().decode(piece)).join('');
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  });

  it('never lets a whole body through', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'cut-body', bytes: 1_000_000 });
    emulator.planFault({ kind: 'cut-body', call: 2, bytes: 0 });
    await expect(alice.get('/me')).rejects.toThrow(TypeError);
    await expect(alice.get('/me')).rejects.toThrow(TypeError);
  });
});

describe('an effect that comes late', () => {
  it('comes when its time has come, at that time, once', async () => {
    const { emulator, alice } = createTown();
    const container = await finishedContainer(emulator, alice);
    emulator.planFault({ kind: 'late-effect', operation: 'publishContainer', delay: 5000 });
    await expect(publishRaw(emulator, alice, container)).rejects.toThrow('fetch failed');
    const sentAt = emulator.clock.now();
    expect(await textsOf(alice)).toEqual([]);
    emulator.clock.advance(4999);
    expect((await alice.get(`/${container}`)).body.status).toBe('FINISHED');
    emulator.clock.advance(60_001);
    expect((await alice.get(`/${container}`)).body.status).toBe('PUBLISHED');
    const { body } = await alice.get('/me/threads', { fields: 'text,timestamp' });
    const time = new Date(sentAt + 5000).toISOString().slice(0, 19);
    expect(body.data).toMatchObject([{ text: 'Hello', timestamp: `${time}+0000` }]);
  });

  it('may come after an error, and in the order of its time', async () => {
    const { emulator, alice } = createTown();
    for (const [text, delay] of [
      ['Later', 2000],
      ['Sooner', 1000],
    ] as const) {
      emulator.planFault({ kind: 'late-effect', match: { text }, delay, preset: 'unexpected-error' });
      const { status } = await alice.post('/me/threads', {
        media_type: 'TEXT',
        text,
        auto_publish_text: 'true',
      });
      expect(status).toBe(500);
    }
    emulator.clock.advance(10_000);
    const { body } = await alice.get('/me/threads', { fields: 'text' });
    expect(body.data.map(({ text }) => text)).toEqual(['Later', 'Sooner']);
    const [later, sooner] = body.data;
    expect(BigInt(later?.id ?? 0) > BigInt(sooner?.id ?? 0)).toBe(true);
    emulator.clock.advance(10_000);
    expect(await textsOf(alice)).toEqual(['Later', 'Sooner']);
  });

  it('is none of the state that a snapshot brings back', async () => {
    const { emulator, alice } = createTown();
    const snapshot = emulator.snapshot();
    emulator.planFault({ kind: 'late-effect', delay: 10, preset: 'unknown-error' });
    await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello', auto_publish_text: 'true' });
    emulator.restore(snapshot);
    emulator.clock.advance(10);
    expect(await textsOf(alice)).toEqual([]);
  });

  it('is not hindered by an answer that would have been lost as well', async () => {
    const { emulator, alice } = createTown();
    const container = await finishedContainer(emulator, alice);
    emulator.planFault({ kind: 'late-effect', delay: 10 });
    emulator.planFault({ kind: 'lost-answer' });
    await expect(publishRaw(emulator, alice, container)).rejects.toThrow('fetch failed');
    emulator.clock.advance(10);
    expect(await textsOf(alice)).toEqual(['Hello']);
  });

  it('is seen on the pages too', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'late-effect', delay: 10, preset: 'unknown-error' });
    await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello', auto_publish_text: 'true' });
    emulator.clock.advance(10);
    const page = await emulator.fetch(new Request('http://localhost/@alice'));
    expect(await page.text()).toContain('Hello');
  });
});

describe('a container', () => {
  it('that is lost is finished and cannot be published, ever', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'container-lost' });
    const lost = await finishedContainer(emulator, alice);
    expect((await alice.get(`/${lost}`)).body.status).toBe('FINISHED');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { status, body } = await alice.post('/me/threads_publish', { creation_id: lost });
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: 24, error_subcode: 4279009 });
      emulator.clock.advance(60_000);
    }
    const next = await finishedContainer(emulator, alice, 'Again');
    expect((await alice.post('/me/threads_publish', { creation_id: next })).status).toBe(200);
    expect(await textsOf(alice)).toEqual(['Again']);
  });

  it('can fail in processing, with a reason', async () => {
    const { emulator, alice } = createTown({ processing: { text: 300 } });
    emulator.planFault({ kind: 'container-error', message: 'INVALID_ASPEC_RATIO' });
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello' });
    const look = (): ReturnType<Caller['get']> =>
      alice.get(`/${body.id}`, { fields: 'status,error_message' });
    expect((await look()).body).toEqual({ id: body.id, status: 'IN_PROGRESS' });
    emulator.clock.advance(300);
    expect((await look()).body).toEqual({
      id: body.id,
      status: 'ERROR',
      error_message: 'INVALID_ASPEC_RATIO',
    });
    expect((await alice.post('/me/threads_publish', { creation_id: body.id })).status).toBe(400);
  });

  it('can be shown with the status before the present one', async () => {
    const { emulator, alice } = createTown();
    const container = await finishedContainer(emulator, alice);
    const status = async (): Promise<string> => (await alice.get(`/${container}`)).body.status;
    emulator.planFault({ kind: 'stale-status', times: 2 });
    expect([await status(), await status(), await status()]).toEqual([
      'IN_PROGRESS',
      'IN_PROGRESS',
      'FINISHED',
    ]);
    await alice.post('/me/threads_publish', { creation_id: container });
    emulator.planFault({ kind: 'stale-status' });
    expect([await status(), await status()]).toEqual(['FINISHED', 'PUBLISHED']);
  });

  it('that is not there is not struck', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'stale-status', times: Infinity });
    emulator.planFault({ kind: 'container-lost' });
    expect((await alice.post('/me/threads', { media_type: 'TEXT' })).status).toBe(500);
    expect(await publishText(alice, 'Live at once')).toMatch(/^\d+$/);
  });
});
