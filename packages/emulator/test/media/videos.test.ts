import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createTown } from '../api.ts';
import { createVideo, outcomeOf } from './create-media.ts';
import { makeHeavyFilm } from './make-heavy-film.ts';
import { readFixture, useMediaServer, whole } from './media-server.ts';

const server = useMediaServer();

async function outcome(address: string): Promise<string> {
  const { emulator, alice } = createTown({ media: 'fetch' });
  return outcomeOf(emulator, alice, await createVideo(alice, address));
}

describe('a video that is fetched', () => {
  it.each([
    ['an MP4', 'plain.mp4'],
    ['a MOV', 'plain.mov'],
    ['in HEVC', 'hevc.mp4'],
    ['in fragments', 'fragmented.mp4'],
    ['without loss, in a profile that could do more', 'lossless.mp4'],
    ['silent, and as slow as allowed', 'silent.mp4'],
    ['narrow, because it is shown on its side', 'wide-turned.mp4'],
    ['with two channels in a layout of its own', 'own-layout.mp4'],
  ])('is finished when it is %s', async (_, name) => {
    expect(await outcome(server.file(name))).toBe('FINISHED');
  });

  it.each([
    ['a WebM', 'webm.webm', 'FAILED_PROCESSING_VIDEO'],
    ['with its index at the end', 'index-last.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['cut by an edit list', 'cut.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['in half-frames', 'half-frames.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['in half-frames of HEVC', 'half-frames-hevc.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['in MPEG-4', 'mpeg4.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['in VP9', 'vp9.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['in 4:4:4', 'fine-colours.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['in 4:2:2 of HEVC', 'fine-colours-hevc.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['of too many columns', 'columns.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['an image', 'picture.jpg', 'FAILED_PROCESSING_VIDEO'],
    ['without pictures', 'sound-only.mp4', 'FAILED_PROCESSING_VIDEO'],
    ['too wide', 'wide.mp4', 'INVALID_ASPEC_RATIO'],
    ['too long', 'long.mp4', 'INVALID_DURATION'],
    ['too slow', 'slow.mp4', 'INVALID_FRAME_RATE'],
    ['too fast', 'fast.mp4', 'INVALID_FRAME_RATE'],
    ['with MP3', 'mp3.mp4', 'FAILED_PROCESSING_AUDIO'],
    ['with PCM', 'pcm.mov', 'FAILED_PROCESSING_AUDIO'],
    ['with 96 kHz', 'high-rate.mp4', 'FAILED_PROCESSING_AUDIO'],
    ['with six channels', 'six-channels.mp4', 'INVALID_AUDIO_CHANNELS'],
    ['with three channels in a layout of its own', 'own-layout-of-three.mp4', 'INVALID_AUDIO_CHANNELS'],
  ])('ends in ERROR when it is %s', async (_, name, message) => {
    expect(await outcome(server.file(name))).toBe(`ERROR ${message}`);
  });

  it('may have 100 megabits a second, and no byte more', async () => {
    const largestFrame = Math.floor(100_000_000 / 8 / 30);
    const film = await makeHeavyFilm(largestFrame);
    expect(await outcome(server.answer(whole(film, 'video/mp4')))).toBe('FINISHED');
    const heavier = await makeHeavyFilm(largestFrame + 1);
    expect(await outcome(server.answer(whole(heavier, 'video/mp4')))).toBe('ERROR INVALID_BIT_RATE');
  });

  it.each(['plain.mov', 'index-last.mp4', 'fragmented.mp4'])(
    'ends in ERROR, wherever %s is cut off',
    async (name) => {
      const bytes = readFixture(name);
      for (let length = 0; length < bytes.byteLength; length += 97) {
        const part = bytes.subarray(0, length);
        expect(await outcome(server.answer(whole(part, 'video/mp4')))).toBe('ERROR FAILED_PROCESSING_VIDEO');
      }
    },
  );

  it('ends in ERROR with UNKNOWN when a page comes in its place', async () => {
    const page = whole(new TextEncoder().encode('<!doctype html>'), 'text/html; charset=utf-8');
    expect(await outcome(server.answer(page))).toBe('ERROR UNKNOWN');
  });

  it('is read no further than its index, when that comes first', async () => {
    let closed = (): void => undefined;
    const end = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const address = server.answer((_, response) => {
      response.on('close', closed);
      const film = readFixture('plain.mp4');
      // The rest is announced and never comes.
      response
        .writeHead(200, { 'content-type': 'video/mp4', 'content-length': film.byteLength })
        .write(film.subarray(0, 2500));
    });
    expect(await outcome(address)).toBe('FINISHED');
    await end;
  });

  it('is read to its end where nobody says how long it is', async () => {
    const send =
      (length?: number): RequestListener =>
      (_, response) => {
        response
          .writeHead(200, { 'content-type': 'video/mp4' })
          .end(readFixture('plain.mp4').subarray(0, length));
      };
    expect(await outcome(server.answer(send()))).toBe('FINISHED');
    expect(await outcome(server.answer(send(-1)))).toBe('ERROR FAILED_PROCESSING_VIDEO');
  });

  it('takes its time and cannot be published when it failed', async () => {
    const { emulator, alice } = createTown({ media: 'fetch' });
    const created = await createVideo(alice, server.file('slow.mp4'));
    const status = await alice.get(`/${created.body.id}`, { fields: 'status,error_message' });
    expect(status.body).toEqual({ id: created.body.id, status: 'IN_PROGRESS' });
    expect(await outcomeOf(emulator, alice, created)).toBe('ERROR INVALID_FRAME_RATE');
    const published = await alice.post('/me/threads_publish', { creation_id: created.body.id });
    expect(published.body.error).toMatchObject({ code: 24, error_subcode: 4279009 });
  });

  it('makes a carousel with others, unless it failed', async () => {
    const { emulator, alice } = createTown({ media: 'fetch' });
    const item = { is_carousel_item: 'true' };
    const names = ['plain.mp4', 'plain.mov', 'wide.mp4'];
    const items = await Promise.all(names.map((name) => createVideo(alice, server.file(name), item)));
    const [first = '', second = '', failed = ''] = items.map(({ body }) => body.id);
    emulator.clock.advance(5000);
    const carousel = (...children: readonly string[]): ReturnType<typeof alice.post> =>
      alice.post('/me/threads', { media_type: 'CAROUSEL', children: children.join(',') });
    expect((await carousel(first, failed)).body.error).toMatchObject({ error_subcode: 4279004 });
    expect(await outcomeOf(emulator, alice, await carousel(first, second))).toBe('FINISHED');
  });
});
