/**
 * Makes images fit: an entry of its own, for Node, Bun and Deno, since it stands on sharp, which the app installs beside it.
 *
 * @module fit-image
 */
import { checkInput, custom, detectType, matching, refuse, shape } from '@threads-sdk/internal';
import type { Sharp } from 'sharp';
import type * as v from 'valibot';
import { unreadable } from './blob-file.ts';
import { maxImageAspectRatio, maxImageBytes, maxImageWidthPixels } from './generated/limits.ts';

/**
 * Options of `fitImage`.
 *
 * @example
 * ```ts
 * import type { FitImageOptions } from '@threads-sdk/media/fit-image';
 *
 * const square: FitImageOptions = { aspectRatio: 1, background: '#000000' };
 * console.log(square.aspectRatio);
 * ```
 *
 * @category Make images fit
 */
export interface FitImageOptions {
  /** The colour behind what is transparent and beside a padded picture, as `#rrggbb`. Default `#ffffff`, white. */
  readonly background?: string;
  /**
   * The width by the height of what is returned, 0.1 to 10: the picture is padded to it, never cropped. Default: its own, and
   * only beyond 10:1 or 1:10 that.
   */
  readonly aspectRatio?: number;
}

/**
 * Makes an image that Meta takes of one that it may not take: a JPEG, PNG, WebP, AVIF, GIF or TIFF becomes a JPEG or PNG of at
 * most 8 MB, at most 1440 pixels wide (Meta scales wider ones down) and at most 10:1, upright as a camera meant it, in sRGB with
 * 8 bits, without transparency, and without metadata, so that no place of a photo is told. Of an animation the first frame stays.
 *
 * A PNG or GIF becomes a PNG, which keeps drawings sharp, as long as it fits; everything else, a JPEG: of quality 90, then 80,
 * 70 and 60, then narrower, until it fits. Small pictures are not enlarged.
 *
 * It takes the package `sharp` (`npm install sharp`), and so runs on Node, Bun and Deno. Of a JPEG or PNG 500 million pixels are
 * taken, which pass through in a few hundred megabytes of memory; of other formats, and of a JPEG or PNG that is saved in
 * several passes (progressive, interlaced), which have to be decoded whole, 100 million. A file may have 256 MB.
 *
 * iPhones take pictures as HEIC, which sharp, as it is installed, cannot decode.
 *
 * @param file the image, which may come from a stranger
 * @param options the colour behind it, default white, and an aspect ratio that it is padded to
 * @returns the new image, with the type `image/jpeg` or `image/png`, called `image.jpg` or `image.png`
 * @throws {InvalidInputError} if the arguments are not usable, naming every fault; the file is no image, damaged, empty, too large,
 *   or of a format that cannot be decoded, and the message says what it is; or `sharp` is not installed
 *
 * @example
 * ```ts
 * import { openAsBlob } from 'node:fs';
 * import { fitImage } from '@threads-sdk/media/fit-image';
 *
 * export async function readImage(path: string): Promise<File> {
 *   return fitImage(await openAsBlob(path), { background: '#f5f5f5' });
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 * @category Make images fit
 */
export async function fitImage(file: Blob, options: FitImageOptions = {}): Promise<File> {
  checkInput(call, inputSchema(), { file, options });
  const { background = '#ffffff', aspectRatio } = options;
  const type = await typeOf(file);
  const { default: sharp } = await import('sharp').catch((error: unknown) => {
    refuse(call, [{ path: '', message: 'takes the package sharp, which is not installed' }], {
      remedy: 'Install it: npm install sharp',
    });
    throw error;
  });
  const bytes = await file.arrayBuffer().catch(() => refuseFile(unreadable().message));
  // What is not as it should be and can be decoded all the same is taken; how many pixels there may be is for `checkPixels`.
  const source = sharp(bytes, { failOn: 'error', limitInputPixels: false });
  const cannotDecode = (): never =>
    type.isHeic
      ? refuseFile(
          'is a HEIC image, which cannot be decoded here',
          'On an iPhone, choose Settings > Camera > Formats > Most Compatible, or share the picture as a JPEG. Or convert it: heif-convert in.heic out.jpg on Linux, sips -s format jpeg in.heic --out out.jpg on a Mac.',
        )
      : refuseFile('is damaged: it cannot be decoded');
  const metadata = await source.metadata().catch(cannotDecode);
  const size = metadata.autoOrient;
  const passesThrough = ['jpeg', 'png'].includes(metadata.format) && metadata.isProgressive !== true;
  checkPixels(size, passesThrough ? 500 : 100);

  // Decoded and scaled down once; what may have to be tried several times starts from there.
  const first = layOut(size, aspectRatio, maxImageWidthPixels);
  const { data, info } = await source
    .autoOrient()
    .flatten({ background })
    .resize(first.picture.width, first.picture.height, { fit: 'fill' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(cannotDecode);
  const { width, height, channels } = info;
  const draw = (maxWidth: number): Sharp => {
    const { picture, ...beside } = layOut(size, aspectRatio, maxWidth);
    return sharp(data, { raw: { width, height, channels } })
      .resize(picture.width, picture.height, { fit: 'fill' })
      .extend({ ...beside, background });
  };

  if (type.isDrawing) {
    const png = await draw(maxImageWidthPixels).png().toBuffer();
    if (png.byteLength <= maxImageBytes) return fileOf(png, 'png');
  }
  for (let maxWidth = maxImageWidthPixels; ; maxWidth = Math.floor(maxWidth * 0.8))
    for (const quality of [90, 80, 70, 60]) {
      const jpeg = await draw(maxWidth).jpeg({ quality }).toBuffer();
      if (jpeg.byteLength <= maxImageBytes) return fileOf(jpeg, 'jpeg');
    }
}

const call = 'fitImage';

// A function, so that importing the package builds nothing.
function inputSchema(): v.GenericSchema {
  return shape(
    {
      file: custom((file) => file instanceof Blob, 'must be a Blob'),
      options: shape({
        background: matching(/^#[\da-f]{6}$/i, 'must be a colour such as #ffffff'),
        aspectRatio: custom(
          (ratio) =>
            typeof ratio === 'number' && ratio >= 1 / maxImageAspectRatio && ratio <= maxImageAspectRatio,
          `must be a number from ${1 / maxImageAspectRatio} to ${maxImageAspectRatio}`,
        ),
      }),
    },
    ['file', 'options'],
  );
}

/** Megabytes that are read into memory. */
const maxMegabytes = 256;

/** Formats that sharp is given, of those that Meta does not take. HEIC is among them: some who build sharp add a decoder. */
const otherFormats = /WebP|AVIF|HEIC|GIF|TIFF/;

/** Decides by the first bytes what sharp is given to decode: it knows formats that can name other files, such as SVG. */
async function typeOf(file: Blob): Promise<{ readonly isHeic: boolean; readonly isDrawing: boolean }> {
  const head = await file
    .slice(0, 64)
    .arrayBuffer()
    .catch(() => refuseFile(unreadable().message));
  const type = detectType(new Uint8Array(head));
  const name = type.kind === undefined ? type.name : type.kind === 'video' ? 'a video' : type.format;
  if (type.kind !== 'image' && !otherFormats.test(name))
    refuseFile(`is ${name}; JPEG, PNG, WebP, AVIF, GIF and TIFF can be made to fit`);
  if (file.size > maxMegabytes * 2 ** 20) refuseFile(`is larger than ${maxMegabytes} MB`);
  return { isHeic: name.includes('HEIC'), isDrawing: /png|GIF/.test(name) };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function checkPixels({ width, height }: Size, millions: number): void {
  if (width * height > millions * 1e6)
    refuseFile(`has ${width} x ${height} pixels; of its kind ${millions} million can be made to fit`);
}

/** How large a picture becomes, and how much is put beside it. */
interface Layout {
  readonly picture: Size;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Finds the smallest frame around a picture that has the ratio and keeps to Meta's, and scales both down to a width. */
function layOut({ width, height }: Size, ratio: number | undefined, maxWidth: number): Layout {
  const most = maxImageAspectRatio;
  const wanted: Size = { width: height * (ratio ?? 0), height: width / (ratio ?? Infinity) };
  const frame: Size = {
    width: Math.max(width, Math.round(wanted.width), Math.ceil(height / most)),
    height: Math.max(height, Math.round(wanted.height)),
  };
  const scale = Math.min(1, maxWidth / frame.width);
  const frameWidth = Math.round(frame.width * scale);
  // Also where rounding went beyond the limit.
  const frameHeight = Math.max(Math.round(frame.height * scale), Math.ceil(frameWidth / most));
  const picture: Size = {
    width: clamp(Math.round(width * scale), 1, frameWidth),
    height: clamp(Math.round(height * scale), 1, frameHeight),
  };
  const left = Math.floor((frameWidth - picture.width) / 2);
  const top = Math.floor((frameHeight - picture.height) / 2);
  return {
    picture,
    left,
    right: frameWidth - picture.width - left,
    top,
    bottom: frameHeight - picture.height - top,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function fileOf(bytes: Uint8Array, format: 'jpeg' | 'png'): File {
  // A copy: what sharp answers may be a view of shared memory, which no Blob takes.
  const name = format === 'jpeg' ? 'image.jpg' : 'image.png';
  return new File([Uint8Array.from(bytes)], name, { type: `image/${format}` });
}

function refuseFile(message: string, remedy?: string): never {
  refuse(call, [{ path: 'file', message }], remedy === undefined ? undefined : { remedy });
  throw new Error(message);
}
