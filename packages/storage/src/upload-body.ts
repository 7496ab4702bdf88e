/** What of a file goes into a request. */
export interface UploadBody {
  readonly init: RequestInit;
  readonly headers: Readonly<Record<string, string>>;
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
  const { FixedLengthStream } = globalThis as { readonly FixedLengthStream?: FixedLength };
  if (FixedLengthStream) {
    const counted = streamOf(file, onSent);
    return { init: { body: counted.pipeThrough(new FixedLengthStream(file.size)) }, headers: {} };
  }
  const headers = { 'content-length': String(file.size) };
  if (!streamsHaveLengths()) return { init: { body: file }, headers: {} };
  return { init: streamed(streamOf(file, onSent)), headers };
}

/** Streams are sent in one direction at a time, which has to be said, and which the types of the web leave out. */
function streamed(body: ReadableStream): RequestInit {
  return Object.assign({ body }, { duplex: 'half' });
}

/** Whether a request here may say how long the stream is that it sends: browsers do not let it. */
function streamsHaveLengths(): boolean {
  const init = { method: 'PUT', headers: { 'content-length': '1' }, ...streamed(new ReadableStream()) };
  try {
    return new Request('https://example.com', init).headers.get('content-length') === '1';
  } catch {
    return false;
  }
}

/** The bytes of a file. Read by slices, a gigabyte takes 40 MB more memory in Node. */
function streamOf(file: Blob, onSent: (bytes: number) => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  let sent = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      sent += chunk.byteLength;
      onSent(sent);
      controller.enqueue(chunk);
    },
  });
  return file.stream().pipeThrough(counter);
}
