import { lettersAt, numberAt } from './bytes.ts';
import {
  maxImageAspectRatio,
  maxImageBytes,
  maxImageWidthPixels,
  minImageWidthPixels,
} from './generated/limits.ts';
import type { DraftReport } from './media-report.ts';
import { maxSteps } from './reading-limits.ts';
import type { RemoteFile } from './remote-file.ts';
import { damaged } from './stop.ts';

/**
 * Reads the size of an image, compares it with Meta's limits, and adds what it finds to the report.
 *
 * @throws {Stop} if the image cannot be read
 */
export async function inspectImage(
  file: RemoteFile,
  format: 'jpeg' | 'png',
  report: DraftReport,
): Promise<void> {
  const size = await (format === 'png' ? readPng(file) : readJpeg(file));
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
}

interface ImageSize {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

// https://www.w3.org/TR/png-3/#11IHDR
async function readPng(file: RemoteFile): Promise<ImageSize> {
  const head = await file.read(0, 24);
  if (lettersAt(head, 12) !== 'IHDR') throw damaged('its head is missing');
  return { width: numberAt(head, 16, 4), height: numberAt(head, 20, 4) };
}

// A JPEG is a row of segments, each a marker and its length. The frame header has the size (ITU-T T.81, B.1 and B.2.2).
async function readJpeg(file: RemoteFile): Promise<ImageSize> {
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
      await refuseCut(file, offset);
      return { width: numberAt(head, 7, 2), height: numberAt(head, 5, 2) };
    } else {
      offset += 2 + Math.max(2, numberAt(head, 2, 2));
    }
  }
  throw damaged('it has no frame header');
}

/** How much of the end of a JPEG is looked at. What some cameras append is mostly smaller. */
const tailBytes = 65_536;

/**
 * Refuses a JPEG without an end marker. In pictures each 0xFF is followed by a 0 or a restart marker (ITU-T T.81, B.1.1.5): where
 * something else comes, more was appended, and the end lies before it.
 *
 * @throws {Stop} if it is cut off
 */
async function refuseCut(file: RemoteFile, frame: number): Promise<void> {
  const size = file.size();
  if (size === undefined) return;
  const start = Math.max(frame, size - tailBytes);
  const tail = await file.read(start, tailBytes);
  let markers = 0;
  for (let at = tail.indexOf(0xff); at !== -1 && at < tail.length - 1; at = tail.indexOf(0xff, at + 1)) {
    const next = tail[at + 1] ?? 0;
    if (next === 0xd9) return;
    if (next === 0 || (next >= 0xd0 && next <= 0xd7)) markers += 1;
    else if (next !== 0xff && start > frame) return;
  }
  if (markers > 0 || start === frame) throw damaged('it is cut off');
}
