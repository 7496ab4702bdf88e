import { limits } from '../description/limits.ts';
import type { MediaFault } from './media-fault.ts';

/** What counts of a JPEG or PNG. */
export interface ImageFacts {
  readonly bytes: number;
  /** Pixels, at least 1. */
  readonly width: number;
  /** Pixels, at least 1. */
  readonly height: number;
  /** Whether its end is there. */
  readonly isWhole: boolean;
}

/** Says what Meta's limits have against an image. Its width is no fault: Meta scales it. */
export function judgeImage({ bytes, width, height, isWhole }: ImageFacts): MediaFault | undefined {
  const maxBytes = limits.maxImageBytes.value;
  if (bytes > maxBytes) return { refusal: `it is larger than ${maxBytes / 2 ** 20} MB` };
  if (!isWhole) return { refusal: 'it is cut off' };
  if (Math.max(width, height) > Math.min(width, height) * limits.maxImageAspectRatio.value)
    return { failure: 'INVALID_ASPEC_RATIO' };
  return undefined;
}
