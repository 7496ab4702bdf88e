import { imageLimits } from './limits.ts';
import type { MediaFault } from './media-fault.ts';

/** What counts of a JPEG or PNG. */
export interface ImageFacts {
  readonly bytes: number;
  /** Pixels, at least 1. */
  readonly width: number;
  /** Pixels, at least 1. */
  readonly height: number;
}

/** Says what Meta's limits have against an image. A width beyond 320 to 1440 is no fault: Meta scales it. */
export function judgeImage({ bytes, width, height }: ImageFacts): MediaFault | undefined {
  if (bytes > imageLimits.bytes) return { refusal: 'it is larger than 8 MB' };
  if (Math.max(width, height) > Math.min(width, height) * imageLimits.aspectRatio)
    return { failure: 'INVALID_ASPEC_RATIO' };
  return undefined;
}
