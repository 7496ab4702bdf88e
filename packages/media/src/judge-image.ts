import { applyRules, type Judgement } from './judge.ts';
import { imageLimits } from './limits.ts';
import type { MediaFaultCode, MediaWarningCode } from './media-fault.ts';
import type { ImageFacts } from './read-image.ts';

const { aspectRatio, width: widths } = imageLimits;

/** Compares an image with Meta's limits. */
export function judgeImage({ width, height }: ImageFacts): Judgement {
  const wide = `is ${width} pixels wide; Meta scales it`;
  return {
    faults: applyRules<MediaFaultCode>([
      [
        'ASPECT_RATIO',
        Math.max(width, height) > Math.min(width, height) * aspectRatio,
        `has ${width} x ${height} pixels; one side may be ${aspectRatio} times as long as the other at most`,
      ],
    ]),
    warnings: applyRules<MediaWarningCode>([
      ['WIDTH_SCALED', width < widths.min, `${wide} up to ${widths.min}`],
      ['WIDTH_SCALED', width > widths.max, `${wide} down to ${widths.max}`],
    ]),
  };
}
