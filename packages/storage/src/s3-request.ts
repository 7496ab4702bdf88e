import { StorageError } from '@threads-sdk/errors';
import { inTime, readBody, systemClock } from '@threads-sdk/internal';
import { AwsV4Signer } from 'aws4fetch';
import { unreadable } from './content-key.ts';
import { mayPass, s3Error, type S3Failure } from './s3-error.ts';
import type { S3Credentials, S3StorageOptions } from './s3-options.ts';
import { publicAddress } from './public-address.ts';
import { uploadBody } from './upload-body.ts';

/** What is asked of S3. */
export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** What is done, for messages: `uploaded`. */
  readonly what: string;
  /** The object; of requests about the bucket none. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob;
  readonly onProgress?: (bytesSent: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Failures that are answers to what is asked, by their reason or status. */
  readonly expected?: RegExp;
}

/** What came of it: the answer's head, and a failure that was expected. */
export interface S3Answer {
  readonly headers: Headers;
  readonly text: string;
  readonly failure?: S3Failure;
}

/** The address of an object, or of the bucket. */
export function addressOf(
  { bucket, endpoint }: Pick<S3StorageOptions, 'bucket' | 'endpoint'>,
  key = '',
): URL {
  return new URL(publicAddress(endpoint, `${bucket}/${key}`));
}

/** Signs an address, or with `headers` a request. */
export async function sign(
  options: S3StorageOptions,
  address: URL,
  request: {
    readonly method: string;
    readonly headers?: Record<string, string>;
    readonly expiresIn?: number;
  },
): Promise<{ readonly url: URL; readonly headers: Headers }> {
  const { clock = systemClock, region } = options;
  const { accessKeyId, secretAccessKey, sessionToken } = await credentialsOf(options);
  const signQuery = request.expiresIn !== undefined;
  if (signQuery) address.searchParams.set('X-Amz-Expires', String(request.expiresIn));
  const signer = new AwsV4Signer({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    service: 's3',
    region,
    url: address.href,
    method: request.method,
    headers: request.headers ?? {},
    signQuery,
    // Also those that a browser sends by itself: what was signed for a picture of a megabyte takes nothing else.
    allHeaders: signQuery,
    datetime: new Date(clock.now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
  });
  return signer.sign();
}

/** The credentials of this moment. A function that gives none, or never answers, is no reason to wait for ever. */
async function credentialsOf(options: S3StorageOptions): Promise<S3Credentials> {
  if (!('credentials' in options) || options.credentials === undefined) return options as S3Credentials;
  const { bucket, credentials, timeout = defaultTimeout } = options;
  const asked = inTime((async () => credentials())(), timeout, () => undefined);
  const given = await asked.catch(() => undefined);
  const { accessKeyId, secretAccessKey, sessionToken = 'none' } = Object(given);
  if (
    [accessKeyId, secretAccessKey, sessionToken].every((each) => /^[!-~]+$/.test(String(each))) &&
    accessKeyId
  )
    return Object(given);
  throw new StorageError(
    'STORAGE_REFUSED',
    `${bucket}: the function credentials gave none that can be used.`,
    {
      bucket,
      reason: 'CredentialsMissing',
      remedy:
        'Look at the function: it has to give accessKeyId, secretAccessKey, and of temporary ones sessionToken.',
      retryable: 'later',
    },
  );
}

const defaultTimeout = 60_000;

/** How often a request is sent, before its failure is told. */
const maxAttempts = 3;

/**
 * Sends a request until it is answered, three times at most: a file under a key made from its bytes may be put there again.
 *
 * @throws {StorageError} if it failed
 * @throws {unknown} the signal's reason if it is aborted
 */
export async function sendToS3(options: S3StorageOptions, request: S3Request): Promise<S3Answer> {
  const { clock = systemClock, random = Math.random } = options;
  const { expected, signal } = request;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await sendOnce(options, request);
    const { failure } = answer;
    if (!failure || expected?.test(`${failure.reason} ${failure.status}`)) return answer;
    signal?.throwIfAborted();
    if (attempt === maxAttempts || !mayPass(failure))
      throw s3Error(request.what, { ...options, ...request }, failure);
    await clock.sleep(500 * 2 ** attempt * (0.5 + random() / 2), signal);
  }
}

async function sendOnce(options: S3StorageOptions, request: S3Request): Promise<S3Answer> {
  const { fetch: send = fetch, timeout = defaultTimeout } = options;
  const { body: file, headers = {}, key, method, onProgress, query = {}, signal } = request;
  const address = addressOf(options, key);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const signed = await sign(options, address, { method, headers: { ...headers } });
  // Ends an attempt in which nothing moves, however long all of it takes.
  const end = new AbortController();
  const watch = watchFor(timeout, () => end.abort());
  const whole = signal ? AbortSignal.any([signal, end.signal]) : end.signal;
  const body =
    file &&
    uploadBody(file, (sent) => {
      watch.reset();
      onProgress?.(sent);
    });
  try {
    const response = await send(
      new Request(signed.url, {
        method,
        headers: { ...Object.fromEntries(signed.headers), ...body?.headers },
        ...(body && body.init),
        // What has a body is not sent again elsewhere: fetch would keep all of it in memory for that.
        redirect: file && refusesRedirects() ? 'error' : 'manual',
        signal: whole,
      }),
    );
    watch.reset();
    const bytes = await readBody(response.body, maxAnswerBytes, whole);
    const text = new TextDecoder().decode(bytes ?? new Uint8Array());
    if (response.ok) {
      // Whatever it is that answers so: S3 says of each object that was put what it has.
      if (file && !response.headers.has('etag'))
        return { headers: response.headers, text, failure: { status: response.status, reason: 'NoETag' } };
      if (file) onProgress?.(file.size);
      return { headers: response.headers, text };
    }
    const reason = wordIn(tagIn(text, 'Code')) ?? (response.status < 400 ? 'Redirect' : 'unknown');
    const region = wordIn(tagIn(text, 'Region') ?? response.headers.get('x-amz-bucket-region'));
    return { headers: response.headers, text, failure: { status: response.status, reason, region } };
  } catch (error) {
    signal?.throwIfAborted();
    if (body?.isBroken()) throw unreadable();
    const reason = end.signal.aborted ? 'TimedOut' : networkReason(error);
    return { headers: new Headers(), text: '', failure: { reason } };
  } finally {
    watch.stop();
  }
}

/** More than a list of a thousand keys takes. */
const maxAnswerBytes = 4_194_304;

/** What stands in an element of an answer. */
export function tagIn(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]{1,2000})</${name}>`).exec(text)?.[1];
}

/** A word of the storage that may be told, `undefined` for anything longer. */
function wordIn(text: string | null | undefined): string | undefined {
  return text && /^[\w.-]{1,64}$/.test(text) ? text : undefined;
}

/** Whether requests here can be told to fail at a redirect: Workers know no such word. */
function refusesRedirects(): boolean {
  try {
    return new Request('https://example.com', { redirect: 'error' }).redirect === 'error';
  } catch {
    return false;
  }
}

/** The code of what `fetch` failed with. Its message may hold an address. */
function networkReason(error: unknown): string {
  const { cause, code } = Object(error);
  const { code: inner = code, message } = Object(cause);
  if (/redirect/i.test(String(message))) return 'Redirect';
  return /^[A-Z][A-Z_]+$/.test(String(inner)) ? String(inner) : 'NetworkFailed';
}

/** Calls back after so many milliseconds without a reset. */
function watchFor(
  milliseconds: number,
  end: () => void,
): { readonly reset: () => void; readonly stop: () => void } {
  let timer = setTimeout(end, milliseconds);
  return {
    reset: () => {
      clearTimeout(timer);
      timer = setTimeout(end, milliseconds);
    },
    stop: () => clearTimeout(timer),
  };
}
