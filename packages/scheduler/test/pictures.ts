import { readFile } from 'node:fs/promises';

const plain = await readFile(new URL('../../media/test/fixtures/plain.jpg', import.meta.url));

/** A JPEG that no other text makes. */
export function jpeg(text: string): Blob {
  const comment = Buffer.from(`--${text}`);
  comment.writeUInt16BE(comment.length);
  return new Blob([plain.subarray(0, 2), Buffer.from([0xff, 0xfe]), comment, plain.subarray(2)]);
}
