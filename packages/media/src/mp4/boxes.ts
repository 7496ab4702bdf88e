import { lettersAt, numberAt } from '../bytes.ts';
import { maxBoxes } from '../reading-limits.ts';
import { damaged } from '../stop.ts';

/** A box, which MOV calls an atom (ISO/IEC 14496-12, 4.2). */
export interface Box {
  readonly type: string;
  /** What it holds, without its head. */
  readonly content: Uint8Array;
}

/** The head of a box. */
export interface BoxHead {
  readonly type: string;
  /** Bytes of the head. */
  readonly head: number;
  /** Bytes of the whole box; `Infinity`: up to the end of the file. */
  readonly size: number;
}

/** Reads the head of a box from the 8 to 16 bytes that it begins with. */
export function readBoxHead(bytes: Uint8Array): BoxHead {
  const size = numberAt(bytes, 0, 4);
  const type = lettersAt(bytes, 4);
  const head = size === 1 ? 16 : 8;
  const whole = size === 0 ? Infinity : size === 1 ? numberAt(bytes, 8, 8) : size;
  if (whole < head) throw damaged(`its box ${nameOf(type)} is shorter than its own head`);
  return { type, head, size: whole };
}

/**
 * The boxes in a box, in their order.
 *
 * @throws {Stop} if one reaches beyond its parent, or there are too many
 */
export function readBoxes(bytes: Uint8Array): Box[] {
  const boxes: Box[] = [];
  // Some files end a list of boxes with four zeros.
  for (let offset = 0; bytes.byteLength - offset >= 8;) {
    const { type, head, size } = readBoxHead(bytes.subarray(offset, offset + 16));
    const end = size === Infinity ? bytes.byteLength : offset + size;
    if (end > bytes.byteLength) throw damaged(`its box ${nameOf(type)} is longer than the box around it`);
    if (boxes.length === maxBoxes) throw damaged('it has a box with too many boxes');
    boxes.push({ type, content: bytes.subarray(offset + head, end) });
    offset = end;
  }
  return boxes;
}

/** The content of the first box at a path, such as `mdia`, `hdlr`. */
export function findBox(bytes: Uint8Array, ...path: readonly string[]): Uint8Array | undefined {
  let content: Uint8Array | undefined = bytes;
  for (const type of path) content = content && readBoxes(content).find((box) => box.type === type)?.content;
  return content;
}

/**
 * The content of a box that every video must have.
 *
 * @throws {Stop} if it is missing
 */
export function needBox(bytes: Uint8Array, ...path: readonly string[]): Uint8Array {
  const content = findBox(bytes, ...path);
  if (!content) throw damaged(`its index has no ${path.join('/')}`);
  return content;
}

/** The type of a box as a message may show it. */
export function nameOf(type: string): string {
  return type.replace(/[^\x20-\x7e]/g, '?');
}
