import type { MediaFetchOptions } from './media-options.ts';

const maxRedirects = 10;

/** A file on its way. */
export interface Download {
  /** The media type that the server names, in lower case; empty if it names none. */
  readonly type: string;
  /** Bytes of the whole file, where the server says so. */
  readonly size: number | undefined;
  /** Fails with a `DownloadError` where the file does not arrive whole, in time and within its size. */
  readonly body: ReadableStream<Uint8Array>;
}

/** A file that could not be had. The message completes a sentence, and holds no address. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

/**
 * Downloads a file for as long as `use` runs; what it leaves unread is never fetched.
 *
 * Web addresses only, at every redirect. Those of this machine and its network are allowed: media under development
 * are served from there.
 *
 * @param use - Reads the file; the connection is closed when it ends.
 * @returns What `use` returns.
 * @throws {DownloadError} if the server cannot be reached or refuses, and from `body`.
 */
export async function download<Result>(
  url: string,
  options: Required<MediaFetchOptions>,
  use: (download: Download) => Promise<Result>,
): Promise<Result> {
  const end = new AbortController();
  const signal = AbortSignal.any([end.signal, AbortSignal.timeout(options.timeout)]);
  try {
    const response = await follow(url, options, signal);
    if (!response.ok) throw new DownloadError(`its server answered with HTTP status ${response.status}`);
    if (response.body === null) throw new DownloadError('it is empty');
    // The length of a compressed body is not that of the file.
    const length = response.headers.has('content-encoding') ? null : response.headers.get('content-length');
    const size = length === null ? undefined : Number(length);
    if ((size ?? 0) > options.maxBytes) throw tooLarge(options.maxBytes);
    return await use({
      size,
      type: response.headers.get('content-type')?.toLowerCase() ?? '',
      body: bounded(response.body, options.maxBytes, signal),
    });
  } finally {
    end.abort();
  }
}

async function follow(
  url: string,
  options: Required<MediaFetchOptions>,
  signal: AbortSignal,
): Promise<Response> {
  let address = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    if (!/^https?:/i.test(address)) throw new DownloadError('it redirects to something other than the web');
    const response = await reach(address, options, signal);
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, address)) throw new DownloadError('it redirects to no address');
    address = new URL(location, address).href;
  }
  throw new DownloadError(`it redirects more than ${maxRedirects} times`);
}

async function reach(
  url: string,
  { fetch }: Required<MediaFetchOptions>,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(new Request(url, { redirect: 'manual', credentials: 'omit', signal }));
  } catch (error) {
    throw interrupted(error, signal);
  }
}

// One chunk at a time, when it is asked for.
function bounded(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          throw interrupted(error, signal);
        });
        if (done) return controller.close();
        bytes += value.byteLength;
        if (bytes > maxBytes) throw tooLarge(maxBytes);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function interrupted(cause: unknown, { aborted }: AbortSignal): DownloadError {
  return new DownloadError(aborted ? 'it took too long' : 'its server could not be reached', { cause });
}

function tooLarge(maxBytes: number): DownloadError {
  return new DownloadError(`it is larger than ${maxBytes} bytes`);
}
