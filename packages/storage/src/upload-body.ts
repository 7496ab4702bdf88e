/** What of a file goes into a request. */
export interface UploadBody {
  readonly init: RequestInit;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the file could not be read to its end. */
  readonly isBroken: () => boolean;
}

/** What Workers have: a stream that tells its length. */
type FixedLength = new (length: number) => TransformStream<Uint8Array, Uint8Array>;

/**
 * A file as the body of a request, with its length, which S3 wants to know. Where a stream can have one, it is sent as that, and
 * tells how many bytes were taken; elsewhere it goes as it is.
 *
 * @param onSent hears how many bytes the connection has taken so far
 */
export function uploadBody(file: Blob, onSent: (bytes: number) => void): UploadBody {
  let broken = false;
  const isBroken = (): boolean => broken;
  const stream = (): ReadableStream<Uint8Array<ArrayBuffer>> =>
    streamOf(file, onSent, () => {
      broken = true;
    });
  const { FixedLengthStream } = globalThis as { readonly FixedLengthStream?: FixedLength };
  if (FixedLengthStream) {
    const { readable, writable } = new FixedLengthStream(file.size);
    // When it breaks, the request fails, and tells of it.
    stream()
      .pipeTo(writable)
      .catch(() => undefined);
    return { init: { body: readable }, headers: {}, isBroken };
  }
  const headers = { 'content-length': String(file.size) };
  if (!streamsHaveLengths()) return { init: { body: file }, headers: {}, isBroken };
  return { init: streamed(stream()), headers, isBroken };
}

/** Streams are sent in one direction at a time, which has to be said, and which the types of the web leave out. */
function streamed(body: ReadableStream): RequestInit {
  return Object.assign({ body }, { duplex: 'half' });
}

/** Whether requests here say how long the stream is that they send: browsers and Deno do not let them. */
function streamsHaveLengths(): boolean {
  const { userAgent = '' } = Object(globalThis.navigator);
  return String(userAgent).startsWith('Node.js');
}

/** How much is sent before it is told: of a file in memory, a stream gives all at once. */
const pieceBytes = 65_536;

/** The bytes of a file, in pieces. Read by slices in place of its stream, a gigabyte takes 40 MB more memory in Node. */
function streamOf(
  file: Blob,
  onSent: (bytes: number) => void,
  onBroken: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = file.stream().getReader();
  let rest = new Uint8Array<ArrayBuffer>(new ArrayBuffer(0));
  let sent = 0;
  return new ReadableStream(
    {
      pull: async (controller) => {
        if (rest.byteLength === 0) {
          const { value } = await reader.read().catch((error: unknown) => {
            onBroken();
            throw error;
          });
          if (value === undefined) return controller.close();
          rest = value;
        }
        const piece = rest.subarray(0, pieceBytes);
        rest = rest.subarray(pieceBytes);
        sent += piece.byteLength;
        onSent(sent);
        controller.enqueue(piece);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
