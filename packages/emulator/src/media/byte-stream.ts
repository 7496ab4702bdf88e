/** A body that is read from its beginning to its end. */
export interface ByteStream {
  /** Bytes that were taken and skipped. */
  position(): number;
  /** Takes so many bytes, or as many as there still are. */
  take(count: number): Promise<DataView>;
  /** Passes so many bytes. Resolves to `false` if there were not as many. */
  skip(count: number): Promise<boolean>;
}

/** Reads a body by the number of bytes, whatever the size of its pieces. What is skipped is not kept. */
export function readByteStream(body: ReadableStream<Uint8Array>): ByteStream {
  const reader = body.getReader();
  let piece = new Uint8Array();
  let position = 0;

  /** Hands on what comes next, at most so many bytes. Empty: that was all. */
  async function some(most: number): Promise<Uint8Array> {
    while (piece.byteLength === 0) {
      const { done, value } = await reader.read();
      if (done) return piece;
      piece = Uint8Array.from(value);
    }
    const taken = piece.subarray(0, most);
    piece = piece.subarray(taken.byteLength);
    position += taken.byteLength;
    return taken;
  }

  return {
    position: () => position,
    async take(count) {
      const pieces: Uint8Array[] = [];
      let missing = count;
      while (missing > 0) {
        const taken = await some(missing);
        if (taken.byteLength === 0) break;
        pieces.push(taken);
        missing -= taken.byteLength;
      }
      return new DataView(await new Blob(pieces.map((each) => Uint8Array.from(each))).arrayBuffer());
    },
    async skip(count) {
      let missing = count;
      while (missing > 0) {
        const taken = await some(missing);
        if (taken.byteLength === 0) return false;
        missing -= taken.byteLength;
      }
      return true;
    },
  };
}
