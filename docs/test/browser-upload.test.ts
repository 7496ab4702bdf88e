import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { accessibilityFaults, chromiumForTests, saveScreenshot, useBrowser } from '@threads-sdk/browser';
import { createClient } from '@threads-sdk/core-http';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { listThreads } from '@threads-sdk/endpoints';
import { checkMedia } from '@threads-sdk/media';
import { createS3Storage } from '@threads-sdk/storage';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { type S3Stub, startS3Stub } from '../../packages/storage/test/s3-stub.ts';
import { createSite } from '../examples/browser-upload/site.ts';

const chromium = await chromiumForTests();
const gate = fileURLToPath(new URL('../examples/media/gate.jpg', import.meta.url));
const bytesOfGate = readFileSync(gate);

describe('a page that uploads by itself', () => {
  let bucket: S3Stub;
  let emulator: Emulator;
  let server: ServerType;
  let url: string;

  beforeEach(async () => {
    bucket = await startS3Stub({ cors: true });
    await bucket.createBucket('media');
    const { endpoint, region, accessKeyId, secretAccessKey } = bucket;
    const keys = { accessKeyId, secretAccessKey };
    emulator = createEmulator({
      users: [{ username: 'mika', posts: [] }],
      media: 'fetch',
      processing: { image: 0, video: 0 },
    });
    const { fetch } = createSite({
      client: createClient(emulator.clientOptions({ username: 'mika' })),
      storage: createS3Storage({
        ...keys,
        endpoint,
        region,
        bucket: 'media',
        addressing: 'signed',
        removeWhenLive: true,
      }),
      endpoint,
      check: (file, options) => checkMedia(file, { ...options, allowPrivate: true }),
    });
    server = serve({ fetch, hostname: '127.0.0.1', port: 0, overrideGlobalObjects: false });
    await once(server, 'listening');
    url = `http://127.0.0.1:${Object(server.address()).port}`;
  });
  afterEach(async () => {
    await once(server.close(), 'close');
    await bucket.stop();
  });

  const ask = (path: string, body: unknown): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const answerTo = async (path: string, body: unknown): Promise<unknown> => {
    const response = await ask(path, body);
    return [response.status, await response.json()];
  };
  const posted = async (): Promise<unknown[]> => {
    const client = createClient(emulator.clientOptions({ username: 'mika' }));
    const { data } = await listThreads(client, { fields: ['text', 'media_type', 'alt_text'] });
    return data.map(({ text, media_type, alt_text }) => [text, media_type, alt_text]);
  };

  describe.skipIf(chromium === undefined)('in a browser', () => {
    const openTab = useBrowser(chromium);
    async function post(
      page: Page,
      file: Parameters<Page['setInputFiles']>[1],
      text: string,
    ): Promise<string> {
      await page.getByLabel('Picture or film').setInputFiles(file);
      await page.getByLabel('Text').fill(text);
      await page.getByLabel('What is to be seen').fill('A red gate');
      await page.getByRole('button', { name: 'Post' }).click();
      await page.getByRole('button', { name: 'Post', disabled: false }).waitFor();
      return page.getByRole('status').innerText();
    }

    it('puts the file into the bucket, with progress, and has it posted', async () => {
      const page = await openTab({ bypassCSP: false });
      await page.goto(url);
      await page.evaluate(() => {
        const bar = document.querySelector('progress');
        if (bar)
          new MutationObserver(() => (document.title += ` ${bar.value}`)).observe(bar, { attributes: true });
      });
      expect(await post(page, gate, 'Up before the city.')).toMatch(/^Posted: \d+$/);
      expect(await page.title()).toMatch(/ 1\b/);
      expect(await posted()).toEqual([['Up before the city.', 'IMAGE', 'A red gate']]);
      const [upload] = bucket.requests.filter(({ method }) => method === 'PUT');
      expect(upload).toMatchObject({ signed: 'query', size: bytesOfGate.byteLength, status: 200 });
      expect(bucket.objects.size).toBe(0); // it is live, and was removed
      await saveScreenshot(page, fileURLToPath(new URL('../.artifacts/browser-upload.png', import.meta.url)));
    });

    it('says what is wrong with a file that was uploaded, and posts nothing', async () => {
      const page = await openTab();
      await page.goto(url);
      const file = { name: 'gate.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') };
      expect(await post(page, file, 'Nothing')).toMatch(/^It is .+ JPEG/);
      expect(await posted()).toEqual([]);
    });

    it('says at once that a file of another type does not go', async () => {
      const page = await openTab();
      await page.goto(url);
      const file = { name: 'a.webp', mimeType: 'image/webp', buffer: Buffer.from('RIFF') };
      expect(await post(page, file, 'Nothing')).toBe('Choose a JPEG, a PNG, an MP4 or a MOV.');
      expect(bucket.requests).toEqual([]);
    });

    it('can be used by everybody', async () => {
      const page = await openTab({ bypassCSP: true });
      await page.goto(url);
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  });

  /** Uploads as the page does. */
  async function upload(
    bytes: Uint8Array<ArrayBuffer>,
    size = bytes.byteLength,
  ): Promise<{ key: string; status: number }> {
    const place: { key: string; url: string; headers: Record<string, string> } = Object(
      await (await ask('uploads', { type: 'image/jpeg', size })).json(),
    );
    const response = await fetch(place.url, { method: 'PUT', headers: place.headers, body: bytes });
    return { key: place.key, status: response.status };
  }

  it.each([
    [{ type: 'image/jpeg', size: 8_388_609 }, 'It may have at most 8 MB.'],
    [{ type: 'image/jpeg', size: 0 }, 'It may have at most 8 MB.'],
    [{ type: 'video/mp4', size: '1' }, 'It may have at most 1024 MB.'],
    [{ type: 'text/html', size: 10 }, 'Choose a JPEG, a PNG, an MP4 or a MOV.'],
    [{ type: 'toString', size: 10 }, 'Choose a JPEG, a PNG, an MP4 or a MOV.'],
    ['nothing', 'Choose a JPEG, a PNG, an MP4 or a MOV.'],
  ])('hands out no place for %j', async (file, problem) => {
    expect(await answerTo('uploads', file)).toEqual([400, { problem }]);
  });

  it('hands out a place for a file of this size alone', async () => {
    expect(await upload(bytesOfGate, 100)).toMatchObject({ status: 403 });
    expect(bucket.objects.size).toBe(0);
  });

  it('posts no key that it did not hand out, such as that of the file of another app', async () => {
    const { key } = await upload(bytesOfGate);
    const object = bucket.objects.get(`media/${key}`);
    expect(object?.size).toBe(bytesOfGate.byteLength);
    const others = ['threads/uploads/other.jpg', `${key}/`, `./${key}`, '', key.toUpperCase()];
    for (const other of others) expect((await ask('posts', { key: other, text: 'Mine' })).status).toBe(404);
    expect((await ask('posts', { key: { stored: key } })).status).toBe(404);
    expect(await posted()).toEqual([]);
  });

  it('posts once, however often it is asked', async () => {
    const { key } = await upload(bytesOfGate);
    const answers = await Promise.all([
      answerTo('posts', { key, text: 'Once' }),
      answerTo('posts', { key, text: 'Once' }),
    ]);
    expect(answers[0]).toEqual([200, { id: expect.stringMatching(/^\d+$/) }]);
    expect(answers[1]).toEqual(answers[0]);
    expect(await posted()).toEqual([['Once', 'IMAGE', undefined]]);
  });
});
