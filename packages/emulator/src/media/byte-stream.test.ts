import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readByteStream } from './byte-stream.ts';

const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);

/** A body of these bytes in pieces of these lengths, the last of which takes the rest. */
function bodyOf(lengths: readonly number[]): ReadableStream<Uint8Array> {
  let position = 0;
  const left = [...lengths];
  return new ReadableStream({
    pull(controller) {
      const length = left.shift() ?? bytes.byteLength;
      if (position === bytes.byteLength) return controller.close();
      controller.enqueue(bytes.subarray(position, position + length));
      position = Math.min(position + length, bytes.byteLength);
    },
  });
}

describe('a stream of bytes', () => {
  it('is taken and skipped by the byte, whatever the pieces in which it comes', async () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(40)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(30), { maxLength: 12 }), steps, async (lengths, list) => {
        const stream = readByteStream(bodyOf(lengths));
        let position = 0;
        for (const [takes, count] of list) {
          const end = Math.min(position + count, bytes.byteLength);
          const done = takes ? new Uint8Array((await stream.take(count)).buffer) : await stream.skip(count);
          const whole = position + count <= bytes.byteLength;
          expect(done).toEqual(takes ? bytes.slice(position, end) : whole);
          position = end;
          expect(stream.position()).toBe(position);
        }
      }),
    );
  });

  it('fails as its body does', async () => {
    const body = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('gone')) });
    await expect(readByteStream(body).take(1)).rejects.toThrow('gone');
  });
});
