import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, openAsBlob, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { env, execPath } from 'node:process';
import { promisify } from 'node:util';
import { isThreadsError } from '@threads-sdk/errors';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { fitImage, type FitImageOptions } from '../src/fit-image.ts';
import { checkMedia } from '../src/index.ts';
import { readFixture } from './media-server.ts';
import { bitPng, type Colour, drawNoise, drawQuarters, fileOf, makeHeic, quarters } from './pictures.ts';

const { a, b, c, d } = quarters;
const white: Colour = [255, 255, 255];
/** The four quarters, of which those on the right cannot be seen. */
const halfTransparent = (): Sharp => {
  const alpha = Buffer.from(Array.from({ length: 480 * 320 }, (_, index) => (index % 480 < 240 ? 255 : 0)));
  return drawQuarters(480, 320).joinChannel(alpha, { raw: { width: 480, height: 320, channels: 1 } });
};
const photo = (orientation?: number): Sharp => {
  const picture = drawQuarters(480, 320).jpeg();
  return orientation === undefined ? picture : picture.withMetadata({ orientation });
};

interface Row {
  readonly what: string;
  readonly make: () => Promise<Blob>;
  readonly options?: FitImageOptions;
  readonly is: { readonly type: 'image/jpeg' | 'image/png'; readonly width: number; readonly height: number };
  /** What is to be seen, by where it is: at a part of the width and of the height. */
  readonly seen?: Seen;
  /** How far a colour may be off: by default, as much as a JPEG changes it. */
  readonly tolerance?: number;
}

type Seen = readonly (readonly [x: number, y: number, colour: Colour])[];

const corners = (...colours: readonly [Colour, Colour, Colour, Colour]): Seen =>
  colours.map((colour, index) => [index % 2 === 0 ? 0.2 : 0.8, index < 2 ? 0.2 : 0.8, colour]);
const jpeg = (width: number, height: number): Row['is'] => ({ type: 'image/jpeg', width, height });
const png = (width: number, height: number): Row['is'] => ({ type: 'image/png', width, height });

const upright = corners(a, b, c, d);
const turned = corners(c, a, d, b);

/** What is seen of the four quarters, by how a camera was held. */
const orientations: readonly Seen[] = [
  upright,
  corners(b, a, d, c),
  corners(d, c, b, a),
  corners(c, d, a, b),
  corners(a, c, b, d),
  turned,
  corners(d, b, c, a),
  corners(b, d, a, c),
];

const rows: readonly Row[] = [
  { what: 'a JPEG', make: () => fileOf(photo()), is: jpeg(480, 320), seen: upright },
  ...orientations.map((seen, index): Row => ({
    what: `a JPEG of orientation ${index + 1}`,
    make: () => fileOf(photo(index + 1)),
    is: index < 4 ? jpeg(480, 320) : jpeg(320, 480),
    seen,
  })),
  {
    what: 'a PNG of orientation 6',
    make: () => fileOf(drawQuarters(480, 320).png().withMetadata({ orientation: 6 })),
    is: png(320, 480),
    seen: turned,
  },
  {
    what: 'a WebP of orientation 6',
    make: () => fileOf(drawQuarters(480, 320).webp().withMetadata({ orientation: 6 })),
    is: jpeg(320, 480),
    seen: turned,
  },
  {
    what: 'a JPEG of cyan, magenta, yellow and black',
    make: () => fileOf(drawQuarters(480, 320).toColourspace('cmyk').jpeg()),
    is: jpeg(480, 320),
    seen: upright,
    tolerance: 50, // ink has no such red and no such blue
  },
  {
    what: 'a JPEG in Display P3',
    make: () => fileOf(drawQuarters(480, 320).withIccProfile('p3').jpeg({ quality: 100 })),
    is: jpeg(480, 320),
    seen: upright,
  },
  {
    what: 'a JPEG in grey',
    make: () => fileOf(drawQuarters(480, 320).greyscale().jpeg()),
    is: jpeg(480, 320),
  },
  {
    what: 'a progressive JPEG',
    make: () => fileOf(drawQuarters(480, 320).jpeg({ progressive: true })),
    is: jpeg(480, 320),
    seen: upright,
  },
  {
    what: 'a JPEG with stray bytes, as cameras write them',
    make: async () => {
      const bytes = await photo().toBuffer();
      const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
      return new Blob([
        bytes.subarray(0, frame),
        new Uint8Array(9),
        bytes.subarray(frame),
        new Uint8Array(99),
      ]);
    },
    is: jpeg(480, 320),
    seen: upright,
  },
  {
    what: 'a PNG of 16 bits',
    make: () => fileOf(drawQuarters(480, 320).toColourspace('rgb16').png()),
    is: png(480, 320),
    seen: upright,
  },
  {
    what: 'a PNG that is transparent on the right',
    make: () => fileOf(halfTransparent().png()),
    is: png(480, 320),
    seen: corners(a, white, c, white),
  },
  {
    what: 'a WebP that is transparent on the right, on violet',
    make: () => fileOf(halfTransparent().webp()),
    options: { background: '#8040c0' },
    is: jpeg(480, 320),
    seen: corners(a, [128, 64, 192], c, [128, 64, 192]),
  },
  { what: 'an AVIF', make: () => fileOf(drawQuarters(480, 320).avif()), is: jpeg(480, 320), seen: upright },
  { what: 'a TIFF', make: () => fileOf(drawQuarters(480, 320).tiff()), is: jpeg(480, 320), seen: upright },
  {
    what: 'a TIFF of 16 bits',
    make: () => fileOf(drawQuarters(480, 320).toColourspace('rgb16').tiff()),
    is: jpeg(480, 320),
    seen: upright,
  },
  { what: 'a GIF', make: () => fileOf(drawQuarters(480, 320).gif()), is: png(480, 320), seen: upright },
  {
    what: 'a GIF that moves',
    make: async () => {
      const frames = [drawQuarters(480, 320), drawQuarters(480, 320).negate()];
      const files = await Promise.all(frames.map((frame) => frame.png().toBuffer()));
      return fileOf(sharp(files, { join: { animated: true } }).gif());
    },
    is: png(480, 320),
    seen: upright,
  },
  {
    what: 'a WebP that moves',
    make: async () => {
      const frames = [drawQuarters(480, 320), drawQuarters(480, 320).negate()];
      const files = await Promise.all(frames.map((frame) => frame.png().toBuffer()));
      return fileOf(sharp(files, { join: { animated: true } }).webp());
    },
    is: jpeg(480, 320),
    seen: upright,
  },
  {
    what: 'a wide JPEG',
    make: () => fileOf(drawQuarters(3000, 2000).jpeg()),
    is: jpeg(1440, 960),
    seen: upright,
  },
  {
    what: 'a wide JPEG on its side',
    make: () => fileOf(drawQuarters(2000, 3000).jpeg().withMetadata({ orientation: 6 })),
    is: jpeg(1440, 960),
    seen: turned,
  },
  {
    what: 'a strip of 1:10, which is scaled down',
    make: async () => new Blob([Uint8Array.from(bitPng(2205, 22_050, Buffer.alloc(276)))]),
    is: png(1440, 14_400),
  },
  { what: 'one pixel', make: () => fileOf(drawQuarters(1, 1).png()), is: png(1, 1) },
  {
    what: 'a panorama of 20:1',
    make: () => fileOf(drawQuarters(4000, 200).jpeg()),
    is: jpeg(1440, 144),
    seen: [
      [0.2, 0.1, white],
      [0.2, 0.4, a],
      [0.8, 0.6, d],
      [0.8, 0.9, white],
    ],
  },
  {
    what: 'a strip of 1:20, on green',
    make: () => fileOf(drawQuarters(100, 2000).png()),
    options: { background: '#00ff00' },
    is: png(200, 2000),
    seen: [
      [0.1, 0.2, [0, 255, 0]],
      [0.4, 0.2, a],
      [0.6, 0.8, d],
      [0.9, 0.8, [0, 255, 0]],
    ],
  },
  ...(
    [
      [1, 480, 480],
      [0.8, 480, 600],
      [16 / 9, 569, 320],
    ] as const
  ).map(([aspectRatio, width, height]): Row => ({
    what: `a JPEG padded to ${aspectRatio.toFixed(2)}`,
    make: () => fileOf(photo()),
    options: { aspectRatio, background: '#202020' },
    is: jpeg(width, height),
    seen: [
      [0.5 - 0.2, 0.5 - 0.2, a],
      [0.5 + 0.2, 0.5 + 0.2, d],
      [0.01, 0.01, [32, 32, 32]],
      [0.99, 0.99, [32, 32, 32]],
    ],
  })),
  {
    what: 'a PNG of noise, of 30 MB',
    make: () => fileOf(drawNoise(3300, 3100).png({ compressionLevel: 1 })),
    is: png(1440, 1353),
  },
  {
    what: 'a long strip of noise, too large as a PNG',
    make: () => fileOf(drawNoise(1200, 6000).png({ compressionLevel: 1 })),
    is: jpeg(1200, 6000),
  },
  {
    what: 'a photo with the place where it was taken',
    make: () =>
      fileOf(
        photo()
          .withExif({ IFD0: { Make: 'Canary' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 0/1 42/1' } })
          .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Canary</x:xmpmeta>'),
      ),
    is: jpeg(480, 320),
    seen: upright,
  },
];

/** What there is of the results, for people to look at. */
const results: { readonly what: string; readonly bytes: Uint8Array }[] = [];

const isKept = env['CI'] !== undefined || env['SCREENSHOTS'] !== undefined;
afterAll(async () => {
  if (isKept) await drawSheet();
});

describe('an image that is made to fit', () => {
  it.each(rows.map((row) => [row.what, row] as const))('is taken by Meta: %s', async (what, row) => {
    const file = await fitImage(await row.make(), row.options);
    const bytes = new Uint8Array(await file.arrayBuffer());
    results.push({ what, bytes });
    const { type, width, height } = row.is;
    expect(await checkMedia(file, { kind: 'image' })).toMatchObject({
      issues: [],
      contentType: type,
      width,
      height,
    });
    expect(file.name).toBe(type === 'image/png' ? 'image.png' : 'image.jpg');
    expect(namesOfMore(await sharp(bytes).metadata())).toEqual([]);
    expect(Buffer.from(bytes).includes('Canary')).toBe(false);
    for (const [x, y, colour] of row.seen ?? []) await expectColour(bytes, [x, y], colour, row.tolerance);
  });

  it('has a place and a maker before, which are seen', async () => {
    const row = rows.find(({ what }) => what.includes('the place'));
    const bytes = Buffer.from(await ((await row?.make()) ?? new Blob()).arrayBuffer());
    expect(bytes.includes('Canary')).toBe(true);
    expect(namesOfMore(await sharp(bytes).metadata())).toEqual(['exif', 'xmp', 'orientation']);
  });

  it('of 400 million pixels passes through a few hundred megabytes', { timeout: 120_000 }, async () => {
    const path = pathOf('large.png');
    writeFileSync(path, bitPng(20_000, 20_000, Buffer.alloc(2500, 0b1111_0000)));
    const { stdout } = await run(`
      import { openAsBlob, readFileSync } from 'node:fs';
      import { platform } from 'node:os';
      const file = await fitImage(await openAsBlob(${JSON.stringify(path)}));
      const { issues, width, height } = await checkMedia(file);
      // On Linux, what a process was at most is handed down to the programs that it starts: that of the tests is large.
      const kilobytes = platform() === 'linux'
        ? /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]
        : process.resourceUsage().maxRSS;
      const megabytes = Number(kilobytes) / 1024;
      console.log(JSON.stringify({ issues, width, height, isSmall: megabytes < 400 || megabytes }));
    `);
    expect(JSON.parse(stdout)).toEqual({ issues: [], width: 1440, height: 1440, isSmall: true });
  });

  it('becomes narrower where no quality makes it small enough', async () => {
    const strip = await fileOf(drawNoise(1440, 14_400).jpeg({ quality: 60 }));
    const file = await fitImage(strip);
    const report = await checkMedia(file, { kind: 'image' });
    expect(report.issues).toEqual([]);
    expect(report.width).toBeLessThan(1440);
    expect(Number(report.height) / Number(report.width)).toBeCloseTo(10);
    expect(report.size).toBeGreaterThan(4 * 2 ** 20);
  });
});

const folder = mkdtempSync(`${tmpdir()}/threads-sdk-images-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pathOf(name: string): string {
  return `${folder}/${name}`;
}

/** Runs a program in a process of its own. */
function run(program: string, ...args: readonly string[]): Promise<{ readonly stdout: string }> {
  const entry = (name: string): string => JSON.stringify(new URL(`../src/${name}.ts`, import.meta.url));
  const imports = `import { fitImage } from ${entry('fit-image')}; import { checkMedia } from ${entry('index')};`;
  const options = ['--no-warnings', '--conditions=@threads-sdk/source', '--input-type=module'];
  return promisify(execFile)(execPath, [...options, ...args, '-e', imports + program]);
}

describe('what cannot be made to fit', () => {
  const halfOf = async (picture: Sharp): Promise<Blob> => {
    const file = await fileOf(picture);
    return file.slice(0, file.size / 2);
  };
  const damaged = /^file: is damaged: it cannot be decoded$/;

  it.each<[string, () => Promise<Blob>, RegExp]>([
    ['a HEIC', async () => new Blob([makeHeic()]), /^file: is a HEIC image, which cannot be decoded here$/],
    ['a JPEG that is cut off', () => halfOf(drawNoise(480, 320).jpeg()), damaged],
    ['a PNG that is cut off', () => halfOf(drawNoise(480, 320).png()), damaged],
    ['a WebP that is cut off', () => halfOf(drawNoise(480, 320).webp()), damaged],
    ['a GIF that is cut off', async () => new Blob(['GIF89a']), damaged],
    ['an AVIF that is cut off', () => halfOf(drawNoise(480, 320).avif()), damaged],
    ['a JPEG of three bytes', async () => new Blob([Uint8Array.of(0xff, 0xd8, 0xff)]), damaged],
    ['nothing', async () => new Blob([]), /^file: is an empty file; JPEG, PNG, WebP, AVIF, GIF and TIFF can/],
    [
      'an SVG',
      async () => new Blob(['<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>']),
      /^file: is an SVG drawing; /,
    ],
    ['a page', async () => new Blob(['<!doctype html>']), /^file: is a web page or another text; /],
    ['a film', async () => new Blob([readFixture('plain.mp4')]), /^file: is a video; /],
    ['noise', async () => new Blob(['0123456789']), /^file: is of an unknown type; /],
    [
      'a PNG of too many pixels',
      async () => new Blob([Uint8Array.from(bitPng(50_000, 10_001))]),
      /^file: has 50000 x 10001 pixels; of its kind 500 million can be made to fit$/,
    ],
    [
      'a PNG of too many pixels for one in seven passes',
      async () => new Blob([Uint8Array.from(bitPng(10_000, 10_001, undefined, true))]),
      /^file: has 10000 x 10001 pixels; of its kind 100 million can be made to fit$/,
    ],
    [
      'a file that is too large',
      async () => {
        writeFileSync(pathOf('large.jpg'), readFixture('plain.jpg'));
        truncateSync(pathOf('large.jpg'), 256 * 2 ** 20 + 1);
        return openAsBlob(pathOf('large.jpg'));
      },
      /^file: is larger than 256 MB$/,
    ],
    [
      'a file that was deleted meanwhile',
      async () => {
        writeFileSync(pathOf('gone.jpg'), readFixture('plain.jpg'));
        const blob = await openAsBlob(pathOf('gone.jpg'));
        rmSync(pathOf('gone.jpg'));
        return blob;
      },
      /^file: cannot be read \(it was changed, moved or deleted meanwhile\)$/,
    ],
  ])('is refused in one clear sentence: %s', async (_, make, sentence) => {
    expect(await refusalOf(await make())).toEqual([expect.stringMatching(sentence)]);
  });

  it('as a HEIC is one whose head can be read, and there is a way out', async () => {
    const heic = makeHeic();
    expect(await sharp(heic).metadata()).toMatchObject({ compression: 'hevc', width: 64, height: 64 });
    await expect(fitImage(new Blob([heic]))).rejects.toMatchObject({
      remedy: expect.stringMatching(/Most Compatible.*heif-convert.*sips/),
    });
  });

  it('is whatever comes where sharp is not installed, and the remedy says how to install it', async () => {
    const hook = `import { registerHooks } from 'node:module';
      registerHooks({ resolve: (name, context, next) => next(name === 'sharp' ? 'sharp-is-absent' : name, context) });`;
    const { stdout } = await run(
      `await fitImage(new Blob([Uint8Array.of(0xff, 0xd8, 0xff)])).catch((error) => console.log(error.message, error.remedy));`,
      `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    );
    expect(stdout.trim()).toBe(
      'fitImage: invalid input. takes the package sharp, which is not installed Install it: npm install sharp',
    );
  });

  it('is told with every fault of the arguments', async () => {
    const options = { background: 'white', aspectRatio: 11 };
    expect(await refusalOf('gate.jpg', options)).toEqual([
      'file: must be a Blob',
      'options.background: must be a colour such as #ffffff',
      'options.aspectRatio: must be a number from 0.1 to 10',
    ]);
  });
});

async function refusalOf(...args: readonly unknown[]): Promise<readonly string[]> {
  const [file, options] = args;
  const error: unknown = await fitImage(file as never, options as never).catch((thrown: unknown) => thrown);
  if (!isThreadsError(error) || error.code !== 'INVALID_INPUT') throw error;
  expect(error.call).toBe('fitImage');
  return error.issues.map(({ path, message }) => `${path}: ${message}`);
}

/** What a picture has besides eight bits of red, green and blue. */
function namesOfMore(metadata: Metadata): readonly string[] {
  const { space, depth, channels, hasAlpha } = metadata;
  expect({ space, depth, channels, hasAlpha }).toEqual({
    space: 'srgb',
    depth: 'uchar',
    channels: 3,
    hasAlpha: false,
  });
  const more = [
    'exif',
    'icc',
    'iptc',
    'xmp',
    'tifftagPhotoshop',
    'comments',
    'orientation',
    'gainMap',
    'pages',
  ];
  return more.filter((name) => name in metadata);
}

/** A colour at a part of the width and height, as near as a JPEG keeps it. */
async function expectColour(
  bytes: Uint8Array,
  [x, y]: readonly [number, number],
  colour: Colour,
  tolerance = 10,
): Promise<void> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const pixel = Math.floor(y * info.height) * info.width + Math.floor(x * info.width);
  const seen = [...data.subarray(pixel * info.channels, pixel * info.channels + 3)];
  const isNear = seen.every((value, index) => Math.abs(value - (colour[index] ?? NaN)) <= tolerance);
  expect({ x, y, colour: isNear ? colour : seen }).toEqual({ x, y, colour });
}

/** Puts all results on one sheet, with what they were made of. */
async function drawSheet(): Promise<void> {
  const [columns, cell, label] = [6, 220, 36];
  const tiles = await Promise.all(
    results.map(async ({ what, bytes }, index) => {
      const input = await sharp(bytes)
        .resize(cell - 20, cell - 20, { fit: 'inside' })
        .png()
        .toBuffer();
      const [first = ''] = /^.{1,36}(?= |$)/.exec(what) ?? [];
      const words = `<svg width="${cell}" height="${label}"><text x="8" y="16" font-size="11" font-family="sans-serif"><tspan>${first}</tspan><tspan x="8" dy="14">${what.slice(first.length)}</tspan></text></svg>`;
      const [left, top] = [(index % columns) * cell, Math.floor(index / columns) * (cell + label)];
      return [
        { input, left: left + 8, top: top + 8 },
        { input: Buffer.from(words), left, top: top + cell - 8 },
      ];
    }),
  );
  const height = Math.ceil(results.length / columns) * (cell + label);
  const artifacts = new URL('../.artifacts/', import.meta.url);
  mkdirSync(artifacts, { recursive: true });
  const sheet = sharp({ create: { width: columns * cell, height, channels: 3, background: '#bbb' } });
  writeFileSync(new URL('fit-image.png', artifacts), await sheet.composite(tiles.flat()).png().toBuffer());
}
