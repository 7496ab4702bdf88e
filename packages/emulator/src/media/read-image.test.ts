import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImage } from './read-image.ts';

/** A marker with so many bytes of content. */
function segment(marker: number, ...content: readonly number[]): readonly number[] {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...content];
}

function size(width: number, height: number): readonly number[] {
  return [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0];
}

const start = [0xff, 0xd8];
const tables = segment(0xdb, ...Array<number>(65).fill(7));
const huffman = segment(0xc4, ...Array<number>(20).fill(1));
// With zeros behind 0xFF, a restart marker and padding.
const pictures = [...segment(0xda, 1, 1, 0, 0, 63, 0), 5, 0xff, 0, 6, 0xff, 0xd3, 7, 0xff, 0xff, 0, 8];
const end = [0xff, 0xd9];

function read(...parts: readonly (readonly number[])[]): unknown {
  return readImage(Uint8Array.from(parts.flat()));
}

describe('a JPEG', () => {
  it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xca, 0xcf])('is as large as its frame %i says', (marker) => {
    const bytes = [start, tables, huffman, segment(marker, ...size(640, 480)), pictures, end].flat();
    const facts = { bytes: bytes.length, width: 640, height: 480, isWhole: true };
    expect(readImage(Uint8Array.from(bytes))).toEqual(facts);
    // Within a larger piece of memory.
    expect(readImage(Uint8Array.from([1, 2, 3, ...bytes, 4]).subarray(3, -1))).toEqual(facts);
  });

  it.each<[string, readonly (readonly number[])[]]>([
    ['stray bytes', [[7, 7, 7]]],
    ['stray bytes that look like what stands in pictures', [[7, 0xff, 0, 7]]],
    ['padding', [[0xff, 0xff, 0xff]]],
    ['a marker without content', [[0xff, 0x01]]],
    ['restart markers', [[0xff, 0xd0, 0xff, 0xd7]]],
    ['another start', [[0xff, 0xd8]]],
    ['a segment that is shorter than its length', [[0xff, 0xe5, 0, 0]]],
    ['a small picture in a segment', [segment(0xe1, ...start, ...segment(0xc0, ...size(8, 8)), ...end)]],
    ['tables that are no frames', [segment(0xcc, 1, 2, 3, 4, 5, 6, 7), segment(0xc8, 1, 2, 3, 4, 5, 6, 7)]],
  ])('may have %s before its frame', (_, parts) => {
    expect(read(start, tables, ...parts, segment(0xc0, ...size(30, 20)), pictures, end)).toMatchObject({
      width: 30,
      height: 20,
      isWhole: true,
    });
  });

  it('may have more scans, and bytes behind its end', () => {
    const frame = segment(0xc2, ...size(30, 20));
    expect(read(start, frame, pictures, huffman, pictures, end, [1, 2, 3])).toMatchObject({ isWhole: true });
    const another = segment(0xc2, ...size(9, 9));
    expect(read(start, frame, pictures, another, [0xff, 0xe0, 0xff, 0xff], end)).toMatchObject({
      width: 30,
      isWhole: true,
    });
  });

  it('is cut off, or none, wherever it ends before its end', () => {
    const head = [start, tables, segment(0xc0, ...size(30, 20))].flat();
    const bytes = [...head, ...pictures, ...end];
    for (let length = 0; length < bytes.length; length += 1) {
      const facts = readImage(Uint8Array.from(bytes.slice(0, length)));
      const isHead = length >= head.length - 4;
      expect(facts).toEqual(isHead ? { bytes: length, width: 30, height: 20, isWhole: false } : undefined);
    }
  });

  it('is none without a frame or a size', () => {
    expect(read(start, tables, pictures, end)).toBeUndefined();
    expect(read(start, segment(0xc0, ...size(0, 20)), end)).toBeUndefined();
    expect(read(start, segment(0xc0, ...size(20, 0)), end)).toBeUndefined();
  });
});

function chunk(type: string, ...content: readonly number[]): readonly number[] {
  return [0, 0, 0, content.length, ...new TextEncoder().encode(type), ...content, 9, 9, 9, 9];
}

describe('a PNG', () => {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const head = chunk('IHDR', 0, 0, 2, 128, 0, 0, 1, 224, 8, 0, 0, 0, 0);
  const data = chunk('IDAT', 1, 2, 3);

  it('is as large as its head says', () => {
    const bytes = [signature, head, data, data, chunk('IEND')].flat();
    const facts = { bytes: bytes.length, width: 640, height: 480, isWhole: true };
    expect(readImage(Uint8Array.from(bytes))).toEqual(facts);
    expect(read(signature, head, data, chunk('IEND'), [1, 2, 3])).toMatchObject({ isWhole: true });
  });

  it('is cut off, or none, wherever it ends before its end', () => {
    const bytes = [signature, head, data, chunk('IEND')].flat();
    for (let length = 0; length < bytes.length - 4; length += 1) {
      const facts = readImage(Uint8Array.from(bytes.slice(0, length)));
      expect(facts).toEqual(
        length >= 24 ? { bytes: length, width: 640, height: 480, isWhole: false } : undefined,
      );
    }
  });

  it('is none without its head or a size', () => {
    expect(read(signature, data, head, chunk('IEND'))).toBeUndefined();
    expect(
      read(signature, chunk('IHDR', 0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0), chunk('IEND')),
    ).toBeUndefined();
  });
});

it('any bytes are an image or none', () => {
  const heads = [[0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], []];
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, tail) => {
      const facts = readImage(Uint8Array.from([...head, ...tail]));
      expect(facts === undefined || (facts.width > 0 && facts.height > 0)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
