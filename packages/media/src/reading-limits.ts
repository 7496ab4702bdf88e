import { maxImageBytes } from './generated/limits.ts';

// How much this package does for one file.

/** Bytes that are read: an image of the largest size, and a little more to see that it is larger. */
export function maxBytesRead(): number {
  return maxImageBytes + 65_536;
}

/** Bytes that are requested at a time, or more where a longer part is needed at once. */
export const bytesPerRequest = 65_536;

/** Redirects that are followed. */
export const maxRedirects = 3;

/** Boxes at the top of a video, or segments of an image, that are looked at one after the other. */
export const maxSteps = 1000;

/** Boxes in one box of a video. Real files have a dozen. */
export const maxBoxes = 500;

/** Fragments of a video that are looked at. */
export const maxFragments = 64;

/** Milliseconds for everything. */
export const defaultTimeout = 10_000;
