import { AbortError } from '@threads-sdk/errors';
import {
  abortSignal,
  callable,
  checkInput,
  custom,
  flag,
  numberFrom,
  oneOf,
  shape,
} from '@threads-sdk/internal';
import type * as v from 'valibot';
import { resolveHost } from './addresses.ts';
import { openBlob } from './blob-file.ts';
import type { Access } from './download.ts';
import { inspectFile } from './inspect-file.ts';
import { defaultTimeout } from './reading-limits.ts';
import type { MediaFile } from './media-file.ts';
import type { DraftReport, MediaReport } from './media-report.ts';
import { openFile } from './remote-file.ts';
import { Stop } from './stop.ts';

/**
 * Options of `checkMedia`.
 *
 * @example
 * ```ts
 * import type { CheckMediaOptions } from '@threads-sdk/media';
 *
 * const options: CheckMediaOptions = { kind: 'video', timeout: 5000 };
 * console.log(options.kind);
 * ```
 *
 * @category Check media
 */
export interface CheckMediaOptions {
  /** What the file is to be posted as. Default: whatever it is. */
  readonly kind?: 'image' | 'video';
  /** Ends the check with an error. */
  readonly signal?: AbortSignal;
  /** Milliseconds for everything, 1 to 2,147,483,647. Default 10,000. */
  readonly timeout?: number;
  /**
   * Allows addresses of this machine and of private networks, and looks up no names: for local development, and for a
   * `fetch` that itself decides where it connects to. Never set it for addresses that come from users. Default `false`.
   */
  readonly allowPrivate?: boolean;
  /**
   * Sends a request, default the global `fetch`. It must not follow redirects (`request.redirect` is `'manual'`): the
   * target of each is checked first.
   */
  readonly fetch?: (request: Request) => Promise<Response>;
  /**
   * Resolves to the IP addresses of a host name, all of which must be public. Default: the look-up of Node (22.3 or
   * later), Bun and Deno. Workers and browsers have none: there only the name itself is checked.
   */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

/**
 * Checks a file against Meta's limits before it is posted, by its public address or by its own bytes: a `File` that somebody
 * picked, a `Blob`, or what `openAsBlob` of `node:fs` makes of a path. Of an image it reads the head, of a video the index: at
 * most 8 MiB.
 *
 * Addresses of private networks are refused, also behind redirects and host names. For a `Blob`, `allowPrivate`, `fetch` and
 * `resolve` change nothing. Give the function to `publish` as its option `check`.
 *
 * @param file the file's public address, http or https, or a `Blob` with its bytes, of which nothing is sent or downloaded
 * @param options what the file is to be posted as, signal, timeout (default 10 seconds), and how an address is reached
 * @returns the issues, each with a code that is documented at {@link MediaIssueCode}, and what the file is. A file that is
 *   missing, changed meanwhile, broken or hostile is an issue, never an error.
 * @throws {InvalidInputError} if the file is neither a URL nor a `Blob`, or an option is not usable, naming every fault
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { checkMedia } from '@threads-sdk/media';
 *
 * const { issues, width, height } = await checkMedia('https://example.com/gate.jpg', { kind: 'image' });
 * for (const { code, message } of issues) console.error(`${code}: the image ${message}.`);
 * if (issues.length === 0) console.log(`${width} x ${height} pixels, fine`);
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 * @category Check media
 */
export async function checkMedia(file: string | Blob, options: CheckMediaOptions = {}): Promise<MediaReport> {
  checkInput('checkMedia', inputSchema(), { file, options });
  const { kind, signal, timeout = defaultTimeout } = options;
  if (signal?.aborted) throw aborted(signal);
  const end = new AbortController();
  const access: Access = {
    fetch: options.fetch ?? ((request) => fetch(request)),
    resolve: options.resolve ?? ((hostname) => resolveHost(hostname)),
    allowPrivate: options.allowPrivate ?? false,
    signal: AbortSignal.any([end.signal, AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
  };
  const report: DraftReport = { issues: [], warnings: [] };
  let opened: MediaFile | undefined;
  try {
    opened = typeof file === 'string' ? await openFile(file, access) : openBlob(file, access.signal);
    await inspectFile(opened, kind, report);
  } catch (error) {
    if (signal?.aborted) throw aborted(signal);
    if (!(error instanceof Stop)) throw error;
    report.issues.push({ code: error.code, message: error.message });
  } finally {
    // Closes the connections: the rest of the file is not needed.
    end.abort();
  }
  const size = opened?.size();
  if (size !== undefined) report.size = size;
  return freeze({ ...report, bytesRead: opened?.bytesRead() ?? 0 });
}

// A function, so that importing the package builds nothing.
function inputSchema(): v.GenericSchema {
  return shape(
    {
      file: custom(
        (file) => file instanceof Blob || (typeof file === 'string' && URL.canParse(file)),
        'must be the text of a URL, with https:// in front, or a Blob',
      ),
      options: shape({
        kind: oneOf(['image', 'video']),
        signal: abortSignal(),
        timeout: numberFrom(1),
        allowPrivate: flag,
        fetch: callable(),
        resolve: callable(),
      }),
    },
    ['file', 'options'],
  );
}

function aborted(signal: AbortSignal): AbortError {
  return new AbortError('ABORTED', 'checkMedia: the signal was aborted. Nothing was changed.', {
    call: 'checkMedia',
    remedy: 'The caller ended the check: check again whenever you like.',
    retryable: 'now',
    carriedOut: 'no',
    cause: signal.reason,
  });
}

// Deeply, and without members that are undefined.
function freeze<Value extends object>(value: Value): Value {
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) Reflect.deleteProperty(value, key);
    else if (typeof member === 'object' && member !== null) freeze(member);
  }
  return Object.freeze(value);
}
