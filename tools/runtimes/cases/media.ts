import { checkMedia } from '@threads-sdk/media';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf } from '../in-runtime/rejection.ts';

/** A file, and what is wrong with it. */
const files: readonly (readonly [what: string, file: string, faults: readonly string[]])[] = [
  ['A JPEG', 'plain.jpg', []],
  ['A PNG', 'plain.png', []],
  ['A panorama', 'panorama.png', ['ASPECT_RATIO']],
  ['A GIF', 'picture.gif', ['TYPE_UNSUPPORTED']],
  ['A WebP', 'picture.webp', ['TYPE_UNSUPPORTED']],
  ['An MP4', 'spotless.mp4', []],
  ['A MOV whose index is at the end', 'plain.mov', ['MOOV_NOT_FIRST']],
  ['A film that an edit list cuts', 'cut.mp4', ['EDIT_LIST']],
  ['A film of VP9', 'vp9.mp4', ['MOOV_NOT_FIRST', 'VIDEO_CODEC']],
  ['A film with six channels of sound', 'six-channels.mp4', ['MOOV_NOT_FIRST', 'AUDIO_CHANNELS']],
];

export const media: readonly Case[] = [
  ...files.map(([what, file, faults]): Case => ({
    name: `${what} is ${faults.length === 0 ? 'fine' : `refused for ${faults.join(' and ')}`}`,
    run: async ({ deskUrl }) => {
      const report = await checkMedia(`${deskUrl}/files/${file}`, { allowPrivate: true });
      assert.deepEqual(
        report.faults.map(({ code }) => code),
        [...faults],
      );
      assert.isAbove(report.bytesRead, 0);
    },
  })),
  {
    name: 'The size of an image is read from its head',
    run: async ({ deskUrl }) => {
      const report = await checkMedia(`${deskUrl}/files/plain.png`, { allowPrivate: true, kind: 'image' });
      const { format, height, kind, size, width } = report;
      assert.deepEqual(
        { format, height, kind, size, width },
        { format: 'png', height: 480, kind: 'image', size: 1305, width: 640 },
      );
      assert.isTrue(Object.isFrozen(report.faults));
    },
  },
  {
    name: 'A video where an image is expected is a fault',
    run: async ({ deskUrl }) => {
      const { faults } = await checkMedia(`${deskUrl}/files/spotless.mp4`, {
        allowPrivate: true,
        kind: 'image',
      });
      assert.include(
        faults.map(({ code }) => code),
        'KIND_MISMATCH',
      );
    },
  },
  {
    name: 'Addresses of this machine are refused in every spelling',
    run: async ({ deskUrl }) => {
      const { port } = new URL(deskUrl);
      const hosts = [
        '127.0.0.1',
        'localhost',
        '[::1]',
        '0x7f.1',
        '2130706433',
        '169.254.169.254',
        'a.internal',
      ];
      for (const host of hosts) {
        const { faults } = await checkMedia(`http://${host}:${port}/files/plain.png`);
        assert.deepEqual(
          faults.map(({ code }) => code),
          ['ADDRESS_PRIVATE'],
          host,
        );
      }
    },
  },
  {
    name: 'A file that is not there is a fault, and so is an address that is none of the web',
    run: async ({ deskUrl, closedUrl }) => {
      const codes = async (url: string): Promise<string[]> =>
        (await checkMedia(url, { allowPrivate: true })).faults.map(({ code }) => code);
      assert.deepEqual(await codes(`${deskUrl}/nothing.png`), ['HTTP_ERROR']);
      assert.deepEqual(await codes(`${closedUrl}/plain.png`), ['UNREACHABLE']);
      assert.deepEqual(await codes('ftp://example.com/a.png'), ['ADDRESS_UNSUPPORTED']);
      assert.equal(await codeOf(checkMedia('no address')), 'INVALID_INPUT');
    },
  },
  {
    // Browsers show nobody where a redirect leads, so it cannot be checked and is not followed.
    name: 'A redirect is followed where it can be checked',
    run: async ({ deskUrl, runtime }) => {
      const report = await checkMedia(`${deskUrl}/moved/plain.png`, { allowPrivate: true });
      assert.deepEqual(
        report.faults.map(({ code }) => code),
        runtime === 'chromium' ? ['REDIRECT_FAILED'] : [],
      );
    },
  },
  {
    name: 'A name that leads into a private network is refused before anything is sent',
    run: async () => {
      let sent = 0;
      const { faults } = await checkMedia('https://example.com/a.png', {
        resolve: async () => ['93.184.216.34', '10.0.0.1'],
        fetch: async () => {
          sent += 1;
          return new Response();
        },
      });
      assert.deepEqual(
        faults.map(({ code }) => code),
        ['ADDRESS_PRIVATE'],
      );
      assert.equal(sent, 0);
    },
  },
];
