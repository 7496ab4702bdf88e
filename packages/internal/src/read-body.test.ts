import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readBody } from './read-body.ts';

const maxBytes = 300;

function streamOf(parts: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

it('reads a body whole, in whatever parts it comes, unless it is over the limit', async () => {
  const part = fc.uint8Array({ maxLength: 40 }).map((bytes) => Uint8Array.from(bytes));
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
      const whole = parts.flatMap((bytes) => [...bytes]);
      const read = await readBody(streamOf(parts), maxBytes);
      expect(read && [...read]).toEqual(whole.length > maxBytes ? undefined : whole);
    }),
  );
});

it('gives a body that comes byte by byte as one, in not much more room than it takes', async () => {
  let sent = 0;
  const bytes = await readBody(
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => {
        controller.enqueue(Uint8Array.of(sent));
        if (++sent === 200) controller.close();
      },
    }),
    maxBytes,
  );
  expect(bytes).toEqual(Uint8Array.from({ length: 200 }, (_, index) => index));
  expect(bytes?.buffer.byteLength).toBeLessThan(3 * 200);
});
