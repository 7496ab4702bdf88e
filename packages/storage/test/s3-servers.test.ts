import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { S3Key, S3Server } from './s3-server.ts';
import { startS3Stub } from './s3-stub.ts';
import { radosgwForTests, startRadosgw } from './start-radosgw.ts';

/** What deviates from a request that is right. */
interface Signing {
  readonly key?: Partial<S3Key>;
  readonly region?: string;
  /** Minutes that the clock of the signer is ahead. */
  readonly ahead?: number;
  /** Seconds that an address holds. */
  readonly seconds?: number;
}

function clientOf(server: S3Server, { key, region = server.region }: Signing): AwsClient {
  const { accessKeyId, secretAccessKey } = server;
  return new AwsClient({ accessKeyId, secretAccessKey, ...key, region, service: 's3', retries: 0 });
}

function timeOf({ ahead = 0 }: Signing): string {
  return new Date(Date.now() + ahead * 60_000).toISOString().replaceAll(/[:-]|\.\d+/g, '');
}

/** A request that is signed in its header. */
async function sign(
  server: S3Server,
  path: string,
  init: RequestInit = {},
  signing: Signing = {},
): Promise<Request> {
  const aws = { datetime: timeOf(signing) };
  return await clientOf(server, signing).sign(`${server.endpoint}${path}`, { ...init, aws });
}

/** An address that is signed in its query. */
async function presign(
  server: S3Server,
  path: string,
  { method = 'GET', ...signing }: Signing & { readonly method?: string } = {},
): Promise<string> {
  const url = new URL(`${server.endpoint}${path}`);
  url.searchParams.set('X-Amz-Expires', String(signing.seconds ?? 60));
  const aws = { signQuery: true, datetime: timeOf(signing) };
  return (await clientOf(server, signing).sign(url, { method, aws })).url;
}

async function answerTo(request: Request | string): Promise<string> {
  const response = await fetch(request);
  const said = await response.text();
  return `${response.status} ${/<Code>(.*?)<\/Code>/.exec(said)?.[1] ?? ''}`.trim();
}

function put(body: BodyInit, headers: Record<string, string> = {}): RequestInit {
  return { method: 'PUT', body, headers };
}

/** A body of which nobody knows the length. `duplex` is missing in the types of the browser. */
function inChunks(): RequestInit & { readonly duplex: string } {
  return { ...put(new Blob(['x']).stream()), duplex: 'half' };
}

/** An answer of both, or that of each and why they differ. */
type Answers = string | { readonly stub: string; readonly radosgw: string; readonly why: string };

const unregarded = 'Ceph looks at no region; the stub answers as AWS documents it';

// `there` has an object `file`, `else` belongs to nobody.
const refusals: readonly (readonly [
  title: string,
  ask: (server: S3Server) => Promise<Request | string>,
  answers: Answers,
])[] = [
  ['no signature', async (server) => `${server.endpoint}/there/file`, '403 AccessDenied'],
  [
    'a wrong secret',
    (server) => sign(server, '/there/file', {}, { key: { secretAccessKey: 'wrong' } }),
    '403 SignatureDoesNotMatch',
  ],
  [
    'a wrong secret in an address',
    (server) => presign(server, '/there/file', { key: { secretAccessKey: 'wrong' } }),
    '403 SignatureDoesNotMatch',
  ],
  [
    'a key that is not known',
    (server) => sign(server, '/there/file', {}, { key: { accessKeyId: 'AKNOBODY' } }),
    '403 InvalidAccessKeyId',
  ],
  [
    'a key that is not known in an address',
    (server) => presign(server, '/there/file', { key: { accessKeyId: 'AKNOBODY' } }),
    '403 InvalidAccessKeyId',
  ],
  [
    'a key without rights that reads',
    (server) => sign(server, '/there/file', {}, { key: server.stranger }),
    '403 AccessDenied',
  ],
  [
    'a key without rights that writes',
    (server) => sign(server, '/there/new', put('x'), { key: server.stranger }),
    '403 AccessDenied',
  ],
  [
    'a key without rights that asks for what is not there',
    (server) => sign(server, '/there/none', {}, { key: server.stranger }),
    '403 AccessDenied',
  ],
  [
    'a key without rights that lists',
    (server) => sign(server, '/there?list-type=2', {}, { key: server.stranger }),
    '403 AccessDenied',
  ],
  [
    'a changed signature',
    async (server) => {
      const request = await sign(server, '/there/file');
      const header = request.headers.get('authorization') ?? '';
      request.headers.set('authorization', changeLast(header));
      return request;
    },
    '403 SignatureDoesNotMatch',
  ],
  [
    'a changed signature in an address',
    async (server) => changeLast(await presign(server, '/there/file')),
    '403 SignatureDoesNotMatch',
  ],
  [
    'a header that was changed after signing',
    async (server) => {
      const request = await sign(server, '/there/new', put('x', { 'x-amz-meta-colour': 'red' }));
      request.headers.set('x-amz-meta-colour', 'blue');
      return request;
    },
    '403 SignatureDoesNotMatch',
  ],
  [
    'a header that was added after signing',
    async (server) => {
      const request = await sign(server, '/there/file');
      request.headers.set('x-amz-meta-colour', 'blue');
      return request;
    },
    { stub: '403 AccessDenied', radosgw: '200', why: 'AWS wants all that begins with x-amz- signed' },
  ],
  [
    'another key of an object than was signed',
    async (server) => (await presign(server, '/there/file')).replace('/there/file', '/there/other'),
    '403 SignatureDoesNotMatch',
  ],
  [
    'another method than was signed',
    async (server) => new Request(await presign(server, '/there/file'), { method: 'DELETE' }),
    '403 SignatureDoesNotMatch',
  ],
  [
    'HEAD of an address that was signed for GET',
    async (server) => new Request(await presign(server, '/there/file'), { method: 'HEAD' }),
    '403', // A body, and so a code, HEAD has not.
  ],
  [
    'a time that was prolonged after signing',
    async (server) => (await presign(server, '/there/file')).replace('Expires=60', 'Expires=600'),
    '403 SignatureDoesNotMatch',
  ],
  [
    'a parameter that was added after signing',
    async (server) => `${await presign(server, '/there/file')}&response-content-type=text%2Fhtml`,
    '403 SignatureDoesNotMatch',
  ],
  [
    'an address that has expired',
    (server) => presign(server, '/there/file', { ahead: -2 }),
    '403 AccessDenied',
  ],
  [
    'an address that has expired and was changed too',
    async (server) => changeLast(await presign(server, '/there/file', { ahead: -2 })),
    '403 AccessDenied',
  ],
  [
    'an address for more than a week',
    (server) => presign(server, '/there/file', { seconds: 604_801 }),
    {
      stub: '400 AuthorizationQueryParametersError',
      radosgw: '403 AccessDenied',
      why: 'Ceph has one code for all that is wrong with the time of an address',
    },
  ],
  [
    'an address of a clock that is 20 minutes ahead',
    (server) => presign(server, '/there/file', { ahead: 20 }),
    { stub: '403 AccessDenied', radosgw: '200', why: 'for Ceph an address has an end and no beginning' },
  ],
  ...[-20, 20].map(
    (ahead) =>
      [
        `a clock that is off by ${ahead} minutes`,
        (server: S3Server) => sign(server, '/there/file', {}, { ahead }),
        '403 RequestTimeTooSkewed',
      ] as const,
  ),
  [
    'another region',
    (server) => sign(server, '/there/file', {}, { region: 'eu-west-9' }),
    { stub: '400 AuthorizationHeaderMalformed', radosgw: '200', why: unregarded },
  ],
  [
    'another region in an address',
    (server) => presign(server, '/there/file', { region: 'eu-west-9' }),
    { stub: '400 AuthorizationQueryParametersError', radosgw: '200', why: unregarded },
  ],
  [
    'two signatures',
    async (server) =>
      new Request(await presign(server, '/there/file'), {
        headers: (await sign(server, '/there/file')).headers,
      }),
    {
      stub: '400 InvalidArgument',
      radosgw: '403 SignatureDoesNotMatch',
      why: 'Ceph takes the header, which did not sign the parameters of the other',
    },
  ],
  ['a raw plus in a path', (server) => sign(server, '/there/a+b', put('x')), '403 SignatureDoesNotMatch'],
  ['a missing bucket', (server) => sign(server, '/missing/file'), '404 NoSuchBucket'],
  ['a missing bucket to write to', (server) => sign(server, '/missing/file', put('x')), '404 NoSuchBucket'],
  ['a missing bucket in an address', (server) => presign(server, '/missing/file'), '404 NoSuchBucket'],
  ['a missing bucket to list', (server) => sign(server, '/missing?list-type=2'), '404 NoSuchBucket'],
  ['a missing key', (server) => sign(server, '/there/none'), '404 NoSuchKey'],
  ['a missing key in an address', (server) => presign(server, '/there/none'), '404 NoSuchKey'],
  ['HEAD of a missing key', (server) => sign(server, '/there/none', { method: 'HEAD' }), '404'],
  [
    'a key that is too long',
    (server) => sign(server, `/there/${'x'.repeat(1025)}`, put('x')),
    { stub: '400 KeyTooLongError', radosgw: '400 InvalidObjectName', why: 'Ceph has a code of its own' },
  ],
  ['a body without a length', (server) => sign(server, '/there/new', inChunks()), '411 MissingContentLength'],
  [
    'another body than was signed',
    (server) => sign(server, '/there/new', put('x', { 'x-amz-content-sha256': '0'.repeat(64) })),
    '400 XAmzContentSHA256Mismatch',
  ],
  [
    'another MD5 than that of the body',
    (server) => sign(server, '/there/new', put('x', { 'content-md5': btoa('0'.repeat(16)) })),
    '400 BadDigest',
  ],
  [
    'an MD5 that is none',
    (server) => sign(server, '/there/new', put('x', { 'content-md5': 'none' })),
    '400 InvalidDigest',
  ],
  [
    'another SHA-256 than that of the body',
    (server) => sign(server, '/there/new', put('x', { 'x-amz-checksum-sha256': btoa('0'.repeat(32)) })),
    { stub: '400 BadDigest', radosgw: '200', why: 'this version of Ceph does not know the header' },
  ],
  [
    'a second object where none was to be',
    (server) => sign(server, '/there/file', put('x', { 'if-none-match': '*' })),
    '412 PreconditionFailed',
  ],
  [
    'a range behind the end',
    (server) => sign(server, '/there/file', { headers: { range: 'bytes=11-' } }),
    '416 InvalidRange',
  ],
  [
    'a list of a length that is no number',
    (server) => sign(server, '/there?list-type=2&max-keys=many'),
    '400 InvalidArgument',
  ],
  [
    'a name that no bucket can have',
    (server) => sign(server, '/A_', { method: 'PUT' }),
    '400 InvalidBucketName',
  ],
  [
    "somebody else's bucket to be made",
    (server) => sign(server, '/there', { method: 'PUT' }, { key: server.stranger }),
    '409 BucketAlreadyExists',
  ],
  [
    'a bucket to be deleted that is not empty',
    (server) => sign(server, '/there', { method: 'DELETE' }),
    '409 BucketNotEmpty',
  ],
];

/** Another signature that is as well-formed. */
function changeLast(signed: string): string {
  return signed.slice(0, -1) + (signed.endsWith('0') ? '1' : '0');
}

const hostile = [
  'a b',
  'a+b',
  'a%20b',
  'a%2Fb',
  'a?b=c',
  'a#b',
  'a&b=c;d',
  `!'()*`,
  '$,:@~',
  '"<tag>&amp;',
  '[]{}|\\^`',
  'line\nbreak\r\ttab',
  '\u0001',
  'á and a\u0301',
  '漢字 🙂',
  'a//b/',
  'a...b',
];

const servers = [
  { name: 'stub', start: startS3Stub, isThere: true },
  { name: 'radosgw', start: startRadosgw, isThere: radosgwForTests() },
] as const;

for (const { name, start, isThere } of servers)
  describe.skipIf(!isThere)(`an S3 server: ${name}`, () => {
    let server: S3Server;
    const send = async (path: string, init?: RequestInit): Promise<Response> =>
      await fetch(await sign(server, path, init));
    const list = async (bucket: string, parameters: string): Promise<{ keys: string[]; next?: string }> => {
      const said = await (await send(`/${bucket}?list-type=2&encoding-type=url${parameters}`)).text();
      const next = /<NextContinuationToken>(.*?)</.exec(said)?.[1];
      const keys = [...said.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = '']) =>
        decodeURIComponent(key.replaceAll('&apos;', "'").replaceAll('+', ' ')),
      );
      expect(said).toContain(`<IsTruncated>${next !== undefined}</IsTruncated>`);
      return { keys, ...(next !== undefined && { next }) };
    };

    beforeAll(async () => {
      server = await start();
      await server.createBucket('there');
      await send('/there/file', put('hello world', { 'content-type': 'image/png' }));
    });
    afterAll(() => server.stop());

    it.each(refusals)('tells of %s', async (_, ask, answers) => {
      const expected = typeof answers === 'string' ? answers : answers[name];
      expect(await answerTo(await ask(server))).toBe(expected);
    });

    it('gives back what it got, whole and in parts, to a header and to an address', async () => {
      for (const request of [await sign(server, '/there/file'), await presign(server, '/there/file')]) {
        const response = await fetch(request);
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe('image/png');
        expect(response.headers.get('etag')).toBe('"5eb63bbbe01eeed093cb22bb8f5acdc3"');
        expect(await response.text()).toBe('hello world');
      }
      for (const [range, part, where] of [
        ['bytes=2-4', 'llo', '2-4'],
        ['bytes=6-', 'world', '6-10'],
        ['bytes=-3', 'rld', '8-10'],
        ['bytes=6-99', 'world', '6-10'],
      ] as const) {
        const response = await fetch(await presign(server, '/there/file'), { headers: { range } });
        expect(response.status).toBe(206);
        expect(response.headers.get('content-range')).toBe(`bytes ${where}/11`);
        expect(await response.text()).toBe(part);
      }
      const head = await send('/there/file', { method: 'HEAD' });
      expect(head.status).toBe(200);
      expect(head.headers.get('content-length')).toBe('11');
    });

    it('takes an object through an address that was signed for PUT, with the type that came with it', async () => {
      const address = await presign(server, '/there/by-address', { method: 'PUT' });
      expect((await fetch(address, put('x', { 'content-type': 'image/jpeg' }))).status).toBe(200);
      const response = await send('/there/by-address');
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      expect(await response.text()).toBe('x');
    });

    it('deletes what is there and what is not', async () => {
      await send('/there/short-lived', put('x'));
      for (const _ of [1, 2])
        expect(await answerTo(await sign(server, '/there/short-lived', { method: 'DELETE' }))).toBe('204');
      expect(await answerTo(await sign(server, '/there/short-lived'))).toBe('404 NoSuchKey');
    });

    it('writes once where nothing was to be, of requests at one time too', async () => {
      const answers = await Promise.all(
        Array.from({ length: 4 }, async (_, index) =>
          answerTo(await sign(server, '/there/once', put(`${index}`, { 'if-none-match': '*' }))),
        ),
      );
      expect(answers.filter((answer) => answer === '200')).toHaveLength(1);
      expect(await answerTo(await sign(server, '/there/once', put('x', { 'if-none-match': '*' })))).toBe(
        '412 PreconditionFailed',
      );
    });

    it('keeps keys with every character that is special somewhere, if they are encoded', async () => {
      await server.createBucket('hostile');
      for (const key of hostile) {
        const path = `/hostile/${key.split('/').map(encodeURIComponent).join('/')}`;
        expect([key, await answerTo(await sign(server, path, put(key)))]).toEqual([key, '200']);
        expect(await (await fetch(await presign(server, path))).text()).toBe(key);
      }
      const { keys } = await list('hostile', '');
      expect(keys.toSorted()).toEqual(hostile.toSorted());
    });

    it('lists in pages, by a prefix, in the order of bytes', async () => {
      await server.createBucket('listed');
      for (const key of ['b/2', 'a/1', 'b/1', 'b/B', 'b/\u{1f642}', 'b/\uff5e', 'c'])
        await send(`/listed/${encodeURIComponent(key)}`, put('x'));
      const pages: string[][] = [];
      let next: string | undefined;
      do {
        const token = next === undefined ? '' : `&continuation-token=${encodeURIComponent(next)}`;
        const page = await list('listed', `&prefix=b%2F&max-keys=2${token}`);
        pages.push(page.keys);
        ({ next } = page);
      } while (next !== undefined);
      expect(pages).toEqual([['b/1', 'b/2'], ['b/B', 'b/\uff5e'], ['b/\u{1f642}']]);
      expect((await list('listed', '&start-after=b%2FB&max-keys=1')).keys).toEqual(['b/\uff5e']);
      expect((await list('listed', '&prefix=none')).keys).toEqual([]);
    });

    it('makes a bucket twice, and deletes it once', async () => {
      for (const _ of [1, 2]) await server.createBucket('again');
      expect(await answerTo(await sign(server, '/again', { method: 'DELETE' }))).toBe('204');
      expect(await answerTo(await sign(server, '/again', { method: 'DELETE' }))).toBe('404 NoSuchBucket');
    });
  });
