import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../src/index.ts';
import { createTown } from '../api.ts';
import { createImage, createVideo, outcomeOf } from './create-media.ts';
import { readFixture, useMediaServer } from './media-server.ts';

const server = useMediaServer();

/** What becomes of an image and of a video at this address. */
async function outcomes(
  addressOf: (file: string) => string,
  media: EmulatorOptions['media'] = 'fetch',
): Promise<{ readonly image: unknown; readonly video: string }> {
  const { emulator, alice } = createTown({ media });
  const { body } = await createImage(alice, addressOf('picture.jpg'));
  const created = await createVideo(alice, addressOf('plain.mp4'));
  return { image: body.error ?? body, video: await outcomeOf(emulator, alice, created) };
}

function failing(reason: string): unknown {
  return {
    image: expect.objectContaining({
      code: 1,
      error_subcode: 2207052,
      error_user_msg: `The media could not be fetched from this URI: ${reason}.`,
    }),
    video: 'ERROR FAILED_DOWNLOADING_VIDEO',
  };
}

const fine = { image: { id: expect.any(String) }, video: 'FINISHED' };

function redirecting(location: string, status = 302): RequestListener {
  return (_, response) => response.writeHead(status, { location }).end();
}

describe('a download', () => {
  it.each([301, 302, 303, 307, 308])('follows a redirect with %i', async (status) => {
    const redirect = (file: string): string => server.answer(redirecting(server.file(file), status));
    expect(await outcomes(redirect)).toEqual(fine);
  });

  it('follows a redirect that is relative', async () => {
    const redirect = (file: string): string =>
      server.answer(redirecting(new URL(server.file(file)).pathname));
    expect(await outcomes(redirect)).toEqual(fine);
  });

  it('follows ten redirects and no more', async () => {
    const chain = (file: string, length: number): string =>
      length === 0 ? server.file(file) : server.answer(redirecting(chain(file, length - 1)));
    expect(await outcomes((file) => chain(file, 10))).toEqual(fine);
    expect(await outcomes((file) => chain(file, 11))).toEqual(failing('it redirects more than 10 times'));
  });

  it('ends when it is sent in a circle', async () => {
    const circle = server.answer((request, response) => {
      response.writeHead(302, { location: request.url }).end();
    });
    expect(await outcomes(() => circle)).toEqual(failing('it redirects more than 10 times'));
  });

  it.each(['file:///etc/hostname', 'data:image/png;base64,AA==', 'ftp://127.0.0.1/a', 'blob:nodedata:1'])(
    'does not go to %s',
    async (location) => {
      const address = server.answer(redirecting(location));
      expect(await outcomes(() => address)).toEqual(failing('it redirects to something other than the web'));
    },
  );

  it('fails when it is sent to no address', async () => {
    const address = server.answer(redirecting('http://['));
    expect(await outcomes(() => address)).toEqual(failing('it redirects to no address'));
  });

  it.each([404, 403, 500, 304])('fails at HTTP status %i', async (status) => {
    const address = server.answer((_, response) => response.writeHead(status).end());
    expect(await outcomes(() => address)).toEqual(failing(`its server answered with HTTP status ${status}`));
  });

  it('fails when nobody listens', async () => {
    expect(await outcomes(() => 'http://127.0.0.1:9/a')).toEqual(failing('its server could not be reached'));
  });

  it('fails when the address holds a password', async () => {
    const address = (file: string): string => server.file(file).replace('://', '://user:secret@');
    expect(await outcomes(address)).toEqual(failing('its server could not be reached'));
  });

  it('fails when the body breaks off', async () => {
    const broken = (file: string): string =>
      server.answer((_, response) => {
        response.writeHead(200, { 'content-length': 100_000 });
        response.write(readFixture(file).subarray(0, 200), () => response.destroy());
      });
    expect(await outcomes(broken)).toEqual(failing('its server could not be reached'));
  });

  it('fails when it takes too long, before and within the body', async () => {
    const silent = server.answer(() => undefined);
    const slow = server.answer((_, response) => {
      response.writeHead(200).write('a');
    });
    for (const address of [silent, slow])
      expect(await outcomes(() => address, { timeout: 50 })).toEqual(failing('it took too long'));
  });

  it('ends a body that has no end', async () => {
    let sent = 0;
    const endless = server.answer((_, response) => {
      const send = (): void => {
        while (!response.destroyed) {
          sent += 65_536;
          if (!response.write(new Uint8Array(65_536))) break;
        }
      };
      response.writeHead(200, { 'content-type': 'video/mp4' }).on('drain', send);
      // A box that is as long as it may be, and holds nothing.
      response.write(Uint8Array.of(0x7f, 0xff, 0xff, 0xff, ...new TextEncoder().encode('free')));
      send();
    });
    expect(await outcomes(() => endless, { maxBytes: 1_000_000 })).toEqual(
      failing('it is larger than 1000000 bytes'),
    );
    expect(sent).toBeLessThan(20_000_000);
  });

  it('does not begin with what is announced to be too large', async () => {
    const closed: Promise<unknown>[] = [];
    const address = server.answer((_, response) => {
      closed.push(once(response, 'close'));
      response.writeHead(200, { 'content-length': 2 ** 30 + 1 }).write('a');
    });
    const { emulator, alice } = createTown({ media: 'fetch' });
    const created = await createVideo(alice, address);
    expect(await outcomeOf(emulator, alice, created)).toBe('ERROR FAILED_DOWNLOADING_VIDEO');
    const { body } = await createImage(alice, address);
    expect(body.error).toMatchObject({
      error_user_msg: 'The media could not be fetched from this URI: it is larger than 8388608 bytes.',
    });
    expect(await Promise.all(closed)).toHaveLength(2);
  });

  it('measures a file, not the form in which it is sent', async () => {
    const file = readFixture('picture.jpg');
    const packed = gzipSync(file, { level: 0 });
    const address = server.answer((_, response) => {
      const headers = { 'content-encoding': 'gzip', 'content-length': packed.byteLength };
      response.writeHead(200, headers).end(packed);
    });
    expect(packed.byteLength).toBeGreaterThan(file.byteLength);
    const { alice } = createTown({ media: { maxBytes: file.byteLength } });
    expect((await createImage(alice, address)).status).toBe(200);
  });

  it('goes through the fetch that is given, without redirects and credentials of its own', async () => {
    const requests: Request[] = [];
    const media = {
      fetch: async (request: Request) => {
        requests.push(request);
        return new Response(readFixture(request.url.endsWith('.jpg') ? 'picture.jpg' : 'plain.mp4'));
      },
    };
    expect(await outcomes((file) => `https://media.example/${file}`, media)).toEqual(fine);
    expect(requests.map(({ url, redirect, credentials }) => [url, redirect, credentials])).toEqual([
      ['https://media.example/picture.jpg', 'manual', 'omit'],
      ['https://media.example/plain.mp4', 'manual', 'omit'],
    ]);
  });

  it('does not ask for hosts under .invalid', async () => {
    const media = { fetch: async () => new Response(readFixture('picture.jpg')) };
    expect(await outcomes(() => 'https://host.invalid/a', media)).toEqual(failing('its host does not exist'));
  });
});
