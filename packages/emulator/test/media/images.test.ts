import { describe, expect, it } from 'vitest';
import { createTown } from '../api.ts';
import { createImage, outcomeOf } from './create-media.ts';
import { drawPng } from './draw-png.ts';
import { readFixture, useMediaServer, whole } from './media-server.ts';

const megabyte = 2 ** 20;
const server = useMediaServer();
const png = async (width: number, height: number): Promise<string> =>
  server.answer(whole(await drawPng(width, height), 'image/png'));

describe('an image that is fetched', () => {
  it.each([
    ['a JPEG', () => server.file('picture.jpg')],
    ['a PNG', () => png(64, 48)],
    ['as wide as allowed', () => png(100, 10)],
    [
      'a PNG that its server calls something else',
      async () => server.answer(whole(await drawPng(64, 48), 'application/octet-stream')),
    ],
  ])('is finished and published when it is %s', async (_, address) => {
    const { emulator, alice } = createTown({ media: 'fetch' });
    const created = await createImage(alice, await address());
    expect(await outcomeOf(emulator, alice, created)).toBe('FINISHED');
    const published = await alice.post('/me/threads_publish', { creation_id: created.body.id });
    expect(published.status).toBe(200);
  });

  it.each([
    ['wider', () => png(101, 10)],
    ['taller', () => png(10, 101)],
  ])('ends in ERROR when it is %s', async (_, address) => {
    const { emulator, alice } = createTown({ media: 'fetch' });
    const created = await createImage(alice, await address());
    expect(await outcomeOf(emulator, alice, created)).toBe('ERROR INVALID_ASPEC_RATIO');
  });

  it.each([
    ['a GIF', () => server.file('picture.gif')],
    ['a video', () => server.file('plain.mp4')],
    ['a page', () => server.answer(whole(new TextEncoder().encode('<!doctype html>'), 'text/html'))],
    [
      'a PNG cut off in its head',
      async () => server.answer(whole((await drawPng(64, 48)).subarray(0, 20), 'image/png')),
    ],
    [
      'a JPEG cut off in its head',
      () => server.answer(whole(readFixture('picture.jpg').subarray(0, 20), 'image/jpeg')),
    ],
    ['a PNG without width', () => png(0, 48)],
    ['nothing', () => server.answer(whole(new Uint8Array(), 'image/png'))],
  ])('is refused with 1/2207052 when it is %s', async (_, address) => {
    const { alice } = createTown({ media: 'fetch' });
    const { status, body } = await createImage(alice, await address());
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 1,
      error_subcode: 2207052,
      error_user_msg: 'The media could not be fetched from this URI: it is neither a JPEG nor a PNG.',
    });
  });

  it('may have 8 MB and no byte more', async () => {
    const { emulator, alice } = createTown({ media: 'fetch' });
    // Viewers skip what stands behind a picture.
    const bytes = new Uint8Array(8 * megabyte + 1);
    bytes.set(await drawPng(64, 48));
    const largest = server.answer(whole(bytes.subarray(0, -1), 'image/png'));
    expect(await outcomeOf(emulator, alice, await createImage(alice, largest))).toBe('FINISHED');
    const { body } = await createImage(alice, server.answer(whole(bytes, 'image/png')));
    expect(body.error).toMatchObject({ code: 1, error_subcode: 2207052 });
  });

  it('makes a carousel with others, unless it failed', async () => {
    const { emulator, alice } = createTown({ media: 'fetch' });
    const item = { is_carousel_item: 'true' };
    const good = await createImage(alice, server.file('picture.jpg'), item);
    const other = await createImage(alice, await png(64, 48), item);
    const failed = await createImage(alice, await png(101, 10), item);
    emulator.clock.advance(1000);
    const carousel = (...children: readonly string[]): ReturnType<typeof alice.post> =>
      alice.post('/me/threads', { media_type: 'CAROUSEL', children: children.join(',') });
    expect((await carousel(good.body.id, failed.body.id)).body.error).toMatchObject({
      code: 100,
      error_subcode: 4279004,
      error_user_msg: expect.stringContaining(failed.body.id),
    });
    const created = await carousel(good.body.id, other.body.id);
    expect(await outcomeOf(emulator, alice, created)).toBe('FINISHED');
  });

  it('is not fetched when another parameter is wrong', async () => {
    const { alice } = createTown({ media: 'fetch' });
    let fetched = false;
    const address = server.answer((_, response) => {
      fetched = true;
      response.end();
    });
    const { body } = await createImage(alice, address, { text_attachment: '{"plaintext":"a"}' });
    expect(body.error.message).toBe('Param text_attachment is not supported with media_type IMAGE');
    expect(fetched).toBe(false);
  });

  it('is not fetched without the option', async () => {
    const { emulator, alice } = createTown();
    const created = await createImage(alice, server.file('picture.gif'));
    expect(await outcomeOf(emulator, alice, created)).toBe('FINISHED');
  });
});
