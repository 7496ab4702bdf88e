/**
 * What only a real connection shows, in whatever runtime this is: what becomes of it when it breaks, is slow or leads
 * elsewhere, and what the runtime does by itself. All else is for the tests of the packages.
 */
import { aroundCalls, createClient } from '@threads-sdk/core-http';
import { createContainer, getThread, getUser, listThreads, publishContainer } from '@threads-sdk/endpoints';
import { checkMedia } from '@threads-sdk/media';
import { publish, publishRepost, storeFiles } from '@threads-sdk/publish';
import { createS3Storage } from '@threads-sdk/storage';
import { beforeEach, describe, expect, it } from 'vitest';
import { theStage } from '../in-runtime/stage.ts';
import { connect, type Connection } from './connect.ts';

const hour = 3_600_000;
const { baseUrl, closedUrl, deskUrl, runtime, s3 } = theStage();

// Chromium itself sends a request again when a connection that it kept breaks, a POST too, and fetch cannot forbid it.
const sendsTwice = runtime === 'chromium';

// Elsewhere nothing tells how much of a file was sent.
const tellsPieces = /^(node|workerd)/.test(runtime);

let connection: Connection;
beforeEach(async () => {
  connection = await connect();
});

describe('a call', () => {
  it('goes there and back, with texts of every script', async () => {
    const text = 'é ü 日本語 العربية 👩‍👩‍👧‍👦 & = + % "quoted" \\ / \n second line';
    const mika = await connection.client();
    const { id } = await createContainer(mika, { media_type: 'TEXT', text, auto_publish_text: true });
    expect(await getThread(mika, { media_id: id, fields: ['text'] })).toEqual({ id, text });
  });

  it('reads ids with every digit', async () => {
    const body = '{"data":[{"id":18446744073709551615},{"id":-9007199254740993},{"id":42}]}';
    await connection.plan({ kind: 'answer', operation: 'listThreads', body });
    const ids: string[] = [];
    for await (const { id } of listThreads(await connection.client(), { fields: ['id'] })) ids.push(id);
    expect(ids).toEqual(['18446744073709551615', '-9007199254740993', '42']);
  });

  it('runs inside of the function that is put around it', async () => {
    const seen: string[] = [];
    const mika = aroundCalls(await connection.client(), async ({ operation }, run) => {
      seen.push(`${operation} begins`);
      await run();
      seen.push(`${operation} ends`);
    });
    expect((await getUser(mika)).username).toBe('mika');
    expect(seen).toEqual(['getUser begins', 'getUser ends']);
  });

  it.each(['header', 'query', 'body'] as const)('carries the token in the %s', async (tokenPlacement) => {
    const mika = await connection.client({ tokenPlacement });
    const { id } = await createContainer(mika, { media_type: 'TEXT', text: 'Hello' });
    expect(id).toMatch(/^\d+$/);
  });

  it('reaches another origin, which is asked for leave first', async () => {
    const elsewhere = baseUrl.replace('127.0.0.1', 'localhost');
    const mika = await connection.client({ baseUrl: elsewhere });
    const { id } = await createContainer(mika, { media_type: 'TEXT', text: 'From elsewhere' });
    expect(id).toMatch(/^\d+$/);
  });
});

describe('a call that fails', () => {
  it.each([
    ['a broken connection', { kind: 'lost-request' }, 'NETWORK_FAILED'],
    ['a connection that is closed', { kind: 'lost-answer', connection: 'close' }, 'NETWORK_FAILED'],
    ['a body that is cut off', { kind: 'cut-body' }, 'NETWORK_FAILED'],
    ["a proxy's page", { kind: 'html' }, 'SERVER_FAILED'],
  ])('for %s is repeated, and shows no token when it fails in the end', async (_, fault, code) => {
    await connection.plan({ ...fault, operation: 'getUser' });
    const credentials = await connection.credentials();
    const mika = createClient({ ...connection.http, credentials, tokenPlacement: 'query' });
    expect((await getUser(mika)).username).toBe('mika');

    await connection.plan({ ...fault, operation: 'getUser', times: 'always' });
    const error = await rejection(getUser(mika));
    expect(error).toMatchObject({ code, attempts: 3 });
    expect(everythingIn(error)).not.toContain(credentials.accessToken);
  });

  it('where nobody listens was not carried out, or may have been where the runtime does not tell', async () => {
    const credentials = await connection.credentials();
    const error = await rejection(
      getUser(createClient({ ...connection.http, credentials, baseUrl: closedUrl })),
    );
    expect(error).toMatchObject({
      code: 'NETWORK_FAILED',
      carriedOut: expect.stringMatching(/^(no|maybe)$/),
    });
    expect(everythingIn(error)).not.toContain(credentials.accessToken);
  });

  it('is not led elsewhere by a redirect', async () => {
    const location = `${deskUrl}/files/plain.png`;
    await connection.plan({ kind: 'redirect', operation: 'getUser', location, times: 'always' });
    await expect(getUser(await connection.client())).rejects.toMatchObject({ code: 'REDIRECT_REFUSED' });
  });

  it('reads no body over 8 MiB, however small it was on the wire', async () => {
    await connection.plan({
      kind: 'huge-body',
      operation: 'getUser',
      bytes: 32 * 1024 * 1024,
      times: 'always',
    });
    await expect(getUser(await connection.client())).rejects.toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
  });

  it('is over after its time, be it for the headers or for the body', async () => {
    const mika = await connection.client({ timeouts: { read: 60 }, retry: { maxAttempts: 1 } });
    for (const kind of ['slow-headers', 'slow-body']) {
      await connection.plan({ kind, operation: 'getUser', delay: hour });
      await expect(getUser(mika)).rejects.toMatchObject({ code: 'TIMED_OUT' });
    }
  });

  it('is ended by a signal, be it before the headers or in the middle of the body', async () => {
    const mika = await connection.client();
    for (const kind of ['slow-headers', 'slow-body']) {
      await connection.plan({ kind, operation: 'getUser', delay: hour });
      const call = getUser(mika, {}, { signal: AbortSignal.timeout(60) });
      await expect(call).rejects.toMatchObject({ code: 'ABORTED' });
    }
  });
});

describe('publishing', () => {
  it('sends the publication once when its answer is lost, save in Chromium, and it is live once', async () => {
    const mika = await connection.client();
    const { id: creation_id } = await createContainer(mika, { media_type: 'TEXT', text: 'Once' });
    await connection.plan({ kind: 'lost-answer', operation: 'publishContainer' });
    const outcome = await publishContainer(mika, { creation_id }).then(
      () => 'answered',
      (error: unknown) => `${Object(error).code} ${Object(error).carriedOut}`,
    );
    expect(outcome).toBe(sendsTwice ? 'answered' : 'NETWORK_FAILED maybe');
    expect(await connection.count('publishContainer')).toBe(sendsTwice ? 2 : 1);
    expect(await countLive('Once')).toBe(1);
  });

  it.each([
    ['an answer that was lost', { kind: 'lost-answer' }],
    ['a connection that was closed', { kind: 'lost-answer', connection: 'close' }],
    ['a body that was cut off', { kind: 'cut-body' }],
  ])('leaves one post after %s', async (_, fault) => {
    await connection.plan({ ...fault, operation: 'publishContainer' });
    const { id } = await publish(await connection.client(), { text: 'Once' });
    expect(id).toMatch(/^\d+$/);
    expect(await countLive('Once')).toBe(1);
  });

  it('finds a fast text whose answer was lost, which is live once, save in Chromium', async () => {
    await connection.plan({ kind: 'lost-answer', operation: 'createContainer' });
    const { id } = await publish(await connection.client(), { text: 'Fast' }, { fast: true });
    expect(id).toMatch(/^\d+$/);
    expect(await countLive('Fast')).toBe(sendsTwice ? 2 : 1);
  });

  it('finds a repost whose answer was lost, which was sent once, save in Chromium', async () => {
    const { id: mediaId } = await publish(await connection.client(), { text: 'Worth it' });
    await connection.plan({ kind: 'lost-answer', operation: 'repost' });
    const { id } = await publishRepost(await connection.client({}, 'kenji'), { mediaId });
    expect(id).toMatch(/^\d+$/);
    expect(await connection.count('repost')).toBe(sendsTwice ? 2 : 1);
  });
});

describe('a check of a file', () => {
  it.each([
    ['a PNG', 'plain.png', []],
    ['a GIF', 'picture.gif', ['TYPE_UNSUPPORTED']],
    ['a film whose index is at the end', 'plain.mov', ['MOOV_NOT_FIRST']],
  ])('reads the ranges of %s', async (_, file, codes) => {
    expect(await issuesOf(`${deskUrl}/files/${file}`)).toEqual(codes);
  });

  // Browsers show nobody where a redirect leads, so it cannot be checked and is not followed.
  it('follows a redirect where it can be checked', async () => {
    const codes = runtime === 'chromium' ? ['REDIRECT_FAILED'] : [];
    expect(await issuesOf(`${deskUrl}/moved/plain.png`)).toEqual(codes);
  });

  it('refuses addresses of this machine, and tells what it cannot get', async () => {
    const { port } = new URL(deskUrl);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433'])
      expect((await checkMedia(`http://${host}:${port}/files/plain.png`)).issues).toMatchObject([
        { code: 'ADDRESS_PRIVATE' },
      ]);
    expect(await issuesOf(`${deskUrl}/nothing.png`)).toEqual(['HTTP_ERROR']);
    expect(await issuesOf(`${closedUrl}/plain.png`)).toEqual(['UNREACHABLE']);
  });

  it('is over after its time, and is ended by a signal', async () => {
    expect(await issuesOf(`${deskUrl}/never`, { timeout: 60 })).toEqual(['TIMED_OUT']);
    const ended = issuesOf(`${deskUrl}/never`, { signal: AbortSignal.timeout(60) });
    await expect(ended).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

/** How many posts with a text are live. */
async function countLive(wanted: string): Promise<number> {
  let count = 0;
  for await (const { text } of listThreads(await connection.client(), { fields: ['text'] }))
    if (text === wanted) count += 1;
  return count;
}

async function issuesOf(url: string, options: Parameters<typeof checkMedia>[1] = {}): Promise<string[]> {
  const { issues } = await checkMedia(url, { allowPrivate: true, ...options });
  return issues.map(({ code }) => code);
}

// A page has no access key: it uploads to an address that a server has signed.
describe.skipIf(runtime === 'chromium')('a storage in S3', () => {
  const options = { ...s3, addressing: 'signed', bucket: 'media' } as const;

  it('takes five megabytes piece by piece, tells how far it is, and gives them back', async () => {
    const film = filmOf('pieces');
    const heard: (number | undefined)[] = [];
    const [post] = await storeFiles([{ media: [{ video: film }] }], {
      storage: createS3Storage(options),
      onProgress: ({ bytesSent }) => heard.push(bytesSent),
    });
    const key = post.media?.[0] && Object(post.media[0].video).stored;
    const answer = await fetch(await createS3Storage(options).url(key));
    expect(await digestOf(answer)).toEqual(await digestOf(film));
    expect(answer.headers.get('content-type')).toBe('video/mp4');
    expect(heard.at(-1)).toBe(film.size);
    expect(heard.length > 2).toBe(tellsPieces);
    expect(heard).toEqual(heard.toSorted((one, other) => Number(one) - Number(other)));
  });

  it.skipIf(!tellsPieces)('stops in the middle of an upload when a signal says so', async () => {
    const stop = new AbortController();
    const upload = storeFiles([{ media: [{ video: filmOf('stopped') }] }], {
      storage: createS3Storage(options),
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(upload).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('is not led elsewhere, and where nobody listens says so', async () => {
    const file = new Blob([filmHead], { type: 'video/mp4' });
    const put = (endpoint: string): Promise<string> =>
      createS3Storage({ ...options, endpoint, clock: { now: () => Date.now(), sleep: async () => {} } }).put(
        file,
        {
          kind: 'video',
        },
      );
    const error = await rejection(put(closedUrl));
    expect(error).toMatchObject({ code: 'STORAGE_FAILED', retryable: 'later', bucket: 'media' });
    expect(everythingIn(error)).not.toMatch(/canary|Signature=/);
  });
});

describe('a file that a page uploads by itself', () => {
  it('goes to an address that was signed for it, and for nothing else', async () => {
    const file = filmOf('page');
    const storage = createS3Storage({ ...s3, addressing: 'signed', bucket: 'media' });
    const { headers, key, url } = await storage.uploadUrl({ type: 'video/mp4', size: file.size });
    const put = async (body: Blob): Promise<number> =>
      (await fetch(url, { method: 'PUT', body, headers })).status;
    expect(await put(file.slice(0, -1))).toBe(403);
    expect(await put(file)).toBe(200);
    const answer = await fetch(await storage.url(key));
    expect((await answer.arrayBuffer()).byteLength).toBe(file.size);
  });
});

const filmHead = new TextEncoder().encode('\0\0\0\x18ftypisom\0\0\0\0isomiso2');

/** What looks like a film of five megabytes. */
function filmOf(name: string): Blob {
  const bytes = new Uint8Array(5 * 1024 * 1024);
  bytes.set(filmHead);
  bytes.set(new TextEncoder().encode(name), 100);
  return new Blob([bytes]);
}

/** Stands for bytes: to compare five million of them one by one takes seconds. */
async function digestOf(bytes: Blob | Response): Promise<readonly number[]> {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()))];
}

async function rejection(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to fail.');
}

/** Everything that can be reached from a value, as text. */
function everythingIn(value: unknown, seen: Set<unknown> = new Set()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  return Reflect.ownKeys(value)
    .map((name) => `${String(name)} ${everythingIn(Reflect.get(value, name), seen)}`)
    .join('\n');
}
