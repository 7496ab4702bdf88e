import { lettersAt, numberAt } from './bytes.ts';
import {
  maxImageAspectRatio,
  maxImageBytes,
  maxImageWidthPixels,
  minImageWidthPixels,
} from './generated/limits.ts';
import type { DraftReport } from './media-report.ts';
import { maxSteps } from './reading-limits.ts';
import type { MediaFile } from './media-file.ts';
import { damaged } from './stop.ts';

/**
 * Reads the size of an image, compares it with Meta's limits, and adds what it finds to the report.
 *
 * @throws {Stop} if the image cannot be read
 */
export async function inspectImage(
  file: MediaFile,
  format: 'jpeg' | 'png',
  report: DraftReport,
): Promise<void> {
  const { start, ...size } = await (format === 'png' ? readPng(file) : readJpeg(file));
  const { height, width } = size;
  if (width === 0 || height === 0) throw damaged('it has no width or no height');
  Object.assign(report, size);
  if (Math.max(width, height) > Math.min(width, height) * maxImageAspectRatio)
    report.issues.push({
      code: 'ASPECT_RATIO',
      message: `has ${width} x ${height} pixels; one side may be ${maxImageAspectRatio} times as long as the other at most`,
    });
  if (width < minImageWidthPixels || width > maxImageWidthPixels) {
    const scaled =
      width < minImageWidthPixels ? `up to ${minImageWidthPixels}` : `down to ${maxImageWidthPixels}`;
    report.warnings.push({
      code: 'WIDTH_SCALED',
      message: `is ${width} pixels wide; Meta scales it ${scaled}`,
    });
  }
  // Where the server names no size, the byte after the last allowed one shows whether the image is too large.
  const isLonger = file.size() === undefined && (await file.read(maxImageBytes, 1)).byteLength > 0;
  if (isLonger || (file.size() ?? 0) > maxImageBytes)
    report.issues.push({ code: 'TOO_LARGE', message: `is larger than ${maxImageBytes / 2 ** 20} MB` });
  else await refuseCut(file, start, format);
}

interface ImageHead {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** From which byte on its end is looked for. */
  readonly start: number;
}

// https://www.w3.org/TR/png-3/#11IHDR
async function readPng(file: MediaFile): Promise<ImageHead> {
  const head = await file.read(0, 24);
  if (lettersAt(head, 12) !== 'IHDR') throw damaged('its head is missing');
  return { width: numberAt(head, 16, 4), height: numberAt(head, 20, 4), start: 24 };
}

// A JPEG is a row of segments, each a marker and its length. The frame header has the size (ITU-T T.81, B.1 and B.2.2).
async function readJpeg(file: MediaFile): Promise<ImageHead> {
  let offset = 2;
  for (let step = 0; step < maxSteps; step += 1) {
    const head = await file.read(offset, 9);
    const marker = numberAt(head, 1, 1);
    if (marker === 0xd9 || marker === 0xda) break;
    if (head[0] !== 0xff) {
      // Stray bytes, as cameras write them: the next marker counts.
      const ahead = await file.read(offset, 4096);
      const next = ahead.indexOf(0xff);
      if (ahead.byteLength === 0) break;
      offset += next === -1 ? ahead.byteLength : next;
    } else if (marker === 0xff) {
      offset += 1; // padding
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      offset += 2; // no length
    } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: numberAt(head, 7, 2), height: numberAt(head, 5, 2), start: offset };
    } else {
      offset += 2 + Math.max(2, numberAt(head, 2, 2));
    }
  }
  throw damaged('it has no frame header');
}

/** How much of the end of an image is looked at. What some cameras append is mostly smaller. */
const tailBytes = 65_536;

/**
 * Refuses an image without an end: the chunk IEND of a PNG, the end marker of a JPEG. In the pictures of a JPEG each 0xFF is
 * followed by 0, a restart marker, or one that begins another scan (ITU-T T.81, B.1.1.5 and B.2.1): where something else
 * comes, or nothing, more was appended, and the end lies before it.
 *
 * @param first before which byte the end is not
 * @throws {Stop} if it is cut off
 */
async function refuseCut(file: MediaFile, first: number, format: 'jpeg' | 'png'): Promise<void> {
  const size = file.size();
  if (size === undefined) return;
  const start = Math.max(first, size - tailBytes);
  // As Latin-1: a letter for each byte.
  const tail = Array.from(await file.read(start, tailBytes), (byte) => String.fromCharCode(byte)).join('');
  const appended = /\xff[^\0\xc4\xd0-\xd7\xda\xdb\xdd\xff]|^[^\xff]*$/;
  const end = format === 'png' ? /IEND/ : start > first ? appended : /\xff\xd9/;
  if (end.test(tail)) return;
  if (format === 'jpeg') throw damaged('it is cut off');
  // Much was appended, or a chunk is not there.
  let offset = 8;
  for (let step = 0; step < maxSteps; step += 1) {
    const head = await file.read(offset, 8);
    if (lettersAt(head, 4) === 'IEND') return;
    offset += 12 + numberAt(head, 0, 4);
  }
}
