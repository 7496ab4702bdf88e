/** A box of an MP4, which MOV calls an atom (ISO/IEC 14496-12, 4.2). */
export interface Box {
  readonly type: string;
  /** What it holds, behind its head. */
  readonly content: DataView;
}

/**
 * The boxes that lie one behind the other in some bytes.
 *
 * @throws {RangeError} if one is longer than what is there.
 */
export function boxesIn(bytes: DataView, start = 0): readonly Box[] {
  const boxes: Box[] = [];
  // Some lists end with four zeros.
  for (let position = start; position + 8 <= bytes.byteLength;) {
    const short = bytes.getUint32(position);
    const head = short === 1 ? 16 : 8;
    const size =
      short === 0 ? bytes.byteLength - position : short === 1 ? longAt(bytes, position + 8) : short;
    if (size < head || position + size > bytes.byteLength)
      throw new RangeError('A box is shorter than its own head, or longer than the box around it.');
    boxes.push({ type: lettersAt(bytes, position + 4), content: part(bytes, position + head, size - head) });
    position += size;
  }
  return boxes;
}

/** The content of the first box at the end of a path of types. */
export function boxIn(bytes: DataView, path: string): DataView | undefined {
  let content: DataView | undefined = bytes;
  for (const type of path.split('/'))
    content = content && boxesIn(content).find((box) => box.type === type)?.content;
  return content;
}

/**
 * The content of a box that has to be there.
 *
 * @throws {RangeError} if it is not.
 */
export function boxOf(bytes: DataView, path: string): DataView {
  const content = boxIn(bytes, path);
  if (content === undefined) throw new RangeError(`There is no box ${path}.`);
  return content;
}

/** A part of some bytes. */
export function part(bytes: DataView, start: number, length?: number): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + start, length ?? bytes.byteLength - start);
}

/** Four letters. */
export function lettersAt(bytes: DataView, position: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => bytes.getUint8(position + index)));
}

/** A number of eight bytes. */
export function longAt(bytes: DataView, position: number): number {
  return Number(bytes.getBigUint64(position));
}

/** The bytes of a part, as a view. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
