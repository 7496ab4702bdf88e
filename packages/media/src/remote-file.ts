import { type Access, type Answer, download, interrupted } from './download.ts';
import { type Budget, bytesLeft, type MediaFile, readInParts } from './media-file.ts';
import { bytesPerRequest, maxBytesRead } from './reading-limits.ts';
import { readLimitReached, Stop, untilAborted } from './stop.ts';

/**
 * Requests the beginning of a file. Where the server ignores range requests, it sends the whole, and the beginning is
 * read of that.
 *
 * @throws {Stop} if there is no such file, or it cannot be reached
 */
export async function openFile(url: string, access: Access): Promise<MediaFile> {
  const budget: Budget = { read: 0 };
  const first = await download(url, rangeHeader(0, bytesPerRequest), access);
  // An empty file has no first byte to send.
  if (first.response.status === 416) return readWhole(new Response(null), budget, access);
  refuseErrors(first.response);
  if (first.response.status !== 206) return readWhole(first.response, budget, access);
  const range = contentRangeOf(first.response);
  if (range?.start === 0) return readParts(first, range.size, budget, access);
  const { response } = await download(url, {}, access);
  refuseErrors(response);
  if (response.status === 206) throw broken('its server sends a part in place of the whole');
  return readWhole(response, budget, access);
}

function readWhole(response: Response, budget: Budget, access: Access): MediaFile {
  const announced = contentLengthOf(response);
  const body = openBody(response, budget, access);
  return {
    contentType: response.headers.get('content-type') ?? '',
    reach: maxBytesRead(),
    size: () => (body.hasEnded() ? body.bytes().byteLength : announced),
    bytesRead: () => budget.read,
    async read(start, length) {
      const end = Math.min(start + length, announced ?? Infinity);
      await body.readUpTo(end);
      if (body.bytes().byteLength < end && !body.hasEnded()) throw readLimitReached();
      return body.bytes().subarray(start, end);
    },
  };
}

async function readParts(first: Answer, size: number, budget: Budget, access: Access): Promise<MediaFile> {
  async function readPart(response: Response, length: number): Promise<Uint8Array> {
    const body = openBody(response, budget, access);
    await body.readUpTo(length);
    // Some servers send more than they were asked for.
    const bytes = body.bytes().subarray(0, length);
    if (bytes.byteLength === length) return bytes;
    throw bytesLeft(budget) === 0 ? readLimitReached() : broken('the answer broke off');
  }

  async function requestPart(start: number, length: number): Promise<Uint8Array> {
    const { response } = await download(first.url, rangeHeader(start, length), access);
    refuseErrors(response);
    const range = contentRangeOf(response);
    if (response.status !== 206 || range?.start !== start || range.size !== size)
      throw broken('its server answers range requests in different ways');
    return readPart(response, length);
  }

  const bytes = await readPart(first.response, Math.min(size, bytesPerRequest));
  const contentType = first.response.headers.get('content-type') ?? '';
  return readInParts(contentType, size, budget, requestPart, { start: 0, bytes });
}

/** A body that is read only as far as it is needed. */
interface Body {
  /** Reads on until this many bytes are there, the body ends, or the budget is used up. */
  readUpTo(length: number): Promise<void>;
  /** What has been read, from the beginning. */
  bytes(): Uint8Array;
  /** Whether the end was seen. */
  hasEnded(): boolean;
}

// Not `readBody` of the internal package, which reads a body whole or refuses it: here the beginning of a body is wanted,
// of which the rest may be endless or never come.
function openBody({ body }: Response, budget: Budget, { signal }: Access): Body {
  // oxlint-disable-next-line no-restricted-properties -- the beginning of a body is wanted, not the whole
  const reader = body?.getReader();
  let buffer = new Uint8Array(bytesPerRequest);
  let length = 0;
  let ended = !reader;

  function append(piece: Uint8Array): void {
    const needed = length + piece.byteLength;
    if (needed > buffer.byteLength) {
      const larger = new Uint8Array(Math.max(2 * buffer.byteLength, needed));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
    }
    buffer.set(piece, length);
    length = needed;
    budget.read += piece.byteLength;
  }

  return {
    bytes: () => buffer.subarray(0, length),
    hasEnded: () => ended,
    async readUpTo(wanted) {
      while (reader && !ended && length < wanted && bytesLeft(budget) > 0) {
        const { done, value } = await untilAborted(signal, reader.read()).catch((error: unknown) => {
          throw interrupted(error);
        });
        if (done) ended = true;
        else append(value.subarray(0, bytesLeft(budget)));
      }
    },
  };
}

/** Asks for a part: from a byte on, this many. `fetch` adds that it must not be compressed. */
function rangeHeader(start: number, length: number): Readonly<Record<string, string>> {
  return { range: `bytes=${start}-${start + length - 1}` };
}

/** Which part an answer holds, and of how large a file; `undefined` if the header is of no use (RFC 9110, 14.4). */
function contentRangeOf({
  headers,
}: Response): { readonly start: number; readonly size: number } | undefined {
  if (headers.has('content-encoding')) return undefined;
  const [, start, size] =
    /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(headers.get('content-range') ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), size: Number(size) };
}

// The length of a compressed body is not that of the file.
function contentLengthOf({ headers }: Response): number | undefined {
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

function refuseErrors({ ok, status }: Response): void {
  if (!ok)
    throw new Stop('HTTP_ERROR', `could not be downloaded: its server answers with HTTP status ${status}`);
}

function broken(what: string): Stop {
  return new Stop('UNREACHABLE', `could not be downloaded (${what})`);
}
