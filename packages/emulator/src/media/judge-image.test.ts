import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeImage } from './judge-image.ts';

const megabyte = 2 ** 20;
const image = { bytes: 1000, width: 640, height: 480, isWhole: true };

describe('an image', () => {
  it.each([
    ['as large as allowed', { bytes: 8 * megabyte }],
    ['as wide as allowed', { width: 1000, height: 100 }],
    ['as tall as allowed', { width: 100, height: 1000 }],
    ['narrower than Meta shows images', { width: 1, height: 1 }],
    ['wider than Meta shows images', { width: 20_000, height: 20_000 }],
  ])('passes when it is %s', (_, facts) => {
    expect(judgeImage({ ...image, ...facts })).toBeUndefined();
  });

  it('is refused when it is larger', () => {
    expect(judgeImage({ ...image, bytes: 8 * megabyte + 1 })).toEqual({ refusal: 'it is larger than 8 MB' });
  });

  it('is refused when it is cut off', () => {
    expect(judgeImage({ ...image, isWhole: false })).toEqual({ refusal: 'it is cut off' });
  });

  it.each([
    ['wider', { width: 1001, height: 100 }],
    ['taller', { width: 100, height: 1001 }],
  ])('ends in an error when it is %s', (_, facts) => {
    expect(judgeImage({ ...image, ...facts })).toEqual({ failure: 'INVALID_ASPEC_RATIO' });
  });

  it('fares the same on its side, and at twice its size', () => {
    const side = fc.integer({ min: 1, max: 30_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const verdict = judgeImage({ ...image, width, height });
        expect(judgeImage({ ...image, width: height, height: width })).toEqual(verdict);
        expect(judgeImage({ ...image, width: 2 * width, height: 2 * height })).toEqual(verdict);
      }),
    );
  });
});
