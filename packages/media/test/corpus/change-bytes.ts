import { Buffer } from 'node:buffer';

/** Makes other bytes of those of a file. */
export type Change = (bytes: Buffer) => Uint8Array;

/** The first bytes of a file: a share of it, or so many. */
export function cutTo(length: number): Change {
  return (bytes) => bytes.subarray(0, length < 1 ? Math.floor(bytes.byteLength * length) : length);
}

/** Adds bytes at the end. */
export function append(more: Uint8Array): Change {
  return (bytes) => Buffer.concat([bytes, more]);
}

/** Puts bytes before the first place where these bytes stand. */
export function insertBefore(mark: string | Uint8Array, more: Uint8Array): Change {
  return (bytes) => {
    const at = placeOf(bytes, mark);
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  };
}

/** Writes bytes behind the first box of a type, or another mark: so many bytes from its end. */
export function patch(mark: string, offset: number, ...values: readonly number[]): Change {
  return (bytes) => {
    const changed = Buffer.from(bytes);
    changed.set(values, placeOf(changed, mark) + mark.length + offset);
    return changed;
  };
}

/** Puts a box in the place of the first one of its type. The boxes around it grow with it. */
export function replaceBox(type: string, around: readonly string[], ...boxes: readonly Uint8Array[]): Change {
  return (bytes) => {
    const changed = Buffer.from(bytes);
    const at = placeOf(changed, type) - 4;
    const old = changed.readUInt32BE(at);
    const more = Buffer.concat(boxes);
    for (const name of around) {
      const outer = changed.lastIndexOf(name, at) - 4;
      changed.writeUInt32BE(changed.readUInt32BE(outer) + more.byteLength - old, outer);
    }
    return Buffer.concat([changed.subarray(0, at), more, changed.subarray(at + old)]);
  };
}

/** A box of this type with this content. */
export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const inner = Buffer.concat([Buffer.from(type, 'latin1'), ...content]);
  return Buffer.concat([words(inner.byteLength + 4), inner]);
}

/** Numbers of four bytes. */
export function words(...numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeInt32BE(number | 0, index * 4);
  return bytes;
}

function placeOf(bytes: Buffer, mark: string | Uint8Array): number {
  const at = bytes.indexOf(mark);
  if (at === -1) throw new Error(`The file has no ${String(mark)}.`);
  return at;
}
