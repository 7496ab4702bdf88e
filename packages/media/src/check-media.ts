import { ThreadsError } from '@threads-sdk/errors';
import type { Access } from './access.ts';
import type { ByteSource } from './byte-source.ts';
import { checkInput } from './check-input.ts';
import { inspect, type Draft } from './inspect.ts';
import { defaultTimeout } from './limits.ts';
import type { CheckMediaOptions } from './media-options.ts';
import type { MediaReport } from './media-report.ts';
import { openSource } from './open-source.ts';
import { resolveHost } from './resolve-host.ts';
import { Stop } from './stop.ts';

/**
 * Looks at a public file as Meta will, and says what is wrong with it before it is posted. Of the file it reads the head of
 * an image or the index of a video, at most 8 MiB.
 *
 * Addresses of private networks are refused, also behind redirects and names. Hand it to `publish` as its option `check`.
 *
 * @param url the file's public address, http or https
 * @param options what it is to be posted as, signal, timeout (default 10 seconds), and how it is reached
 * @returns faults, each with a code that is documented at {@link MediaFaultCode}, and the facts that were found. A file
 *   or server that is broken or hostile is a fault, never an error.
 * @throws {InvalidInputError} The address is no URL, or an option is wrong; all faults are named.
 * @throws {ThreadsError} `ABORTED`: the signal ended it.
 *
 * @example
 * ```ts
 * import { checkMedia } from '@threads-sdk/media';
 *
 * const { faults, width, height } = await checkMedia('https://example.com/gate.jpg', { kind: 'image' });
 * for (const { code, message } of faults) console.error(`${code}: the image ${message}.`);
 * if (faults.length === 0) console.log(`${width} x ${height} pixels, fine`);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#image-specifications
 * @see https://developers.facebook.com/docs/threads/overview#video-specifications
 * @category Check media
 */
export async function checkMedia(url: string, options: CheckMediaOptions = {}): Promise<MediaReport> {
  checkInput(url, options);
  const { kind, signal, timeout = defaultTimeout } = options;
  if (signal?.aborted) throw aborted(signal);
  const end = new AbortController();
  const access: Access = {
    fetch: options.fetch ?? ((request) => fetch(request)),
    resolve: options.resolve ?? ((hostname) => resolveHost(hostname)),
    allowPrivate: options.allowPrivate ?? false,
    signal: AbortSignal.any([end.signal, AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
  };
  const draft: Draft = { faults: [], warnings: [] };
  let source: ByteSource | undefined;
  try {
    source = await openSource(url, access);
    await inspect(source, kind, draft);
  } catch (error) {
    if (signal?.aborted) throw aborted(signal);
    if (!(error instanceof Stop)) throw error;
    draft.faults.push({ code: error.code, message: error.message });
  } finally {
    // What was not read is not wanted.
    end.abort();
  }
  return freeze({ ...draft, bytesRead: source?.bytesRead() ?? 0 });
}

function aborted(signal: AbortSignal): ThreadsError {
  return new ThreadsError('ABORTED', 'checkMedia: the signal was aborted.', {
    remedy: 'The caller ended the check. Nothing was changed: check again whenever you like.',
    cause: signal.reason,
  });
}

// Without what is undefined, and with all that it holds.
function freeze<Value extends object>(value: Value): Value {
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) Reflect.deleteProperty(value, key);
    else if (typeof member === 'object' && member !== null) freeze(member);
  }
  return Object.freeze(value);
}
