import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { keys, type S3Server } from './s3-server.ts';
import { element, S3Refusal, writeRefusal } from './s3-refusal.ts';
import {
  decode,
  encodePath,
  type KnownKey,
  parseQuery,
  type SignedRequest,
  splitTarget,
  verifySignature,
} from './s3-signature.ts';

/** How the server is to be; all of it has a default. */
export interface S3StubOptions {
  /** By default us-east-1. */
  readonly region?: string;
  /** By default the clock of the process; milliseconds. */
  readonly now?: () => number;
  /** Whether pages of any origin may ask; by default none may. */
  readonly cors?: boolean;
  /** Whether objects can be read without a signature; by default not. */
  readonly publicRead?: boolean;
  /** Bodies up to this many bytes are kept, larger ones are counted and hashed; by default 16 MiB. */
  readonly keep?: number;
  /** The most bytes of an object; by default 5 GiB, as with AWS. */
  readonly maxSize?: number;
  /** Buckets of other regions, each with its region: they are answered with 301. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** A request that has come, without anything secret. */
export interface S3Request {
  readonly method: string;
  /** As it was on the wire, without its query. */
  readonly path: string;
  /** Its parameters without those of a signature. */
  readonly query: Readonly<Record<string, string>>;
  /** Where its signature is. */
  readonly signed: 'header' | 'query' | 'none';
  /** Bytes of its body so far. */
  readonly size: number;
  /** What was answered; undefined while nothing was. */
  readonly status: number | undefined;
}

/** An object of a bucket. */
export interface S3Object {
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** With its quotes. */
  readonly etag: string;
  /** Headers that were sent with it and come back with it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly modified: number;
  /** Undefined if it was too large to be kept. */
  readonly bytes: Uint8Array | undefined;
}

/** What goes wrong with the next requests. */
export interface S3Fault {
  /** By default any but OPTIONS. */
  readonly method?: string;
  /** How many requests; by default 1. */
  readonly times?: number;
  /**
   * A status; or `hang`: nothing is read and nothing answered; `reset`: the connection is cut before the body is read; `lost`:
   * all is done, and the connection is cut in place of the answer.
   */
  readonly answer: number | 'hang' | 'reset' | 'lost';
  /** By default what S3 says with this status. */
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface S3Stub extends S3Server, Omit<S3StubInProcess, keyof S3Server | 'fetch'> {}

/** The same without an address: nothing goes over a connection. */
export interface S3StubInProcess extends Omit<S3Server, 'endpoint' | 'stop'> {
  /** Answers a request, to whatever host it goes. */
  fetch(request: Request): Promise<Response>;
  /** A key with a token, with the rights of the first. */
  readonly temporary: Required<KnownKey>;
  /** All that have come, oldest first. */
  readonly requests: readonly S3Request[];
  /** All objects, by bucket, slash and key. */
  readonly objects: ReadonlyMap<string, S3Object>;
  fail(fault: S3Fault): void;
}

/** A request as it comes. */
type Incoming = SignedRequest & AsyncIterable<Uint8Array>;

interface Bucket {
  readonly owner: string;
  readonly objects: Map<string, S3Object>;
}

interface Body {
  readonly size: number;
  readonly md5: Buffer;
  readonly sha256: Buffer;
  readonly bytes: Uint8Array | undefined;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Uint8Array;
}

const temporary = {
  accessKeyId: 'AKTESTTEMPORARY00001',
  secretAccessKey: 'canary/s3+secret=of/temporary/0000000001',
  sessionToken: 'canary/s3+session=token/0000000001',
};
const codes: Readonly<Record<number, string>> = {
  301: 'PermanentRedirect',
  307: 'TemporaryRedirect',
  400: 'RequestTimeout',
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  409: 'OperationAborted',
  500: 'InternalError',
  503: 'SlowDown',
};
const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag' };
/** Headers of an object besides `x-amz-meta-…`. */
const kept = ['content-type', 'cache-control', 'content-disposition', 'content-encoding', 'content-language'];

/**
 * Starts an S3 server in this process: objects in memory, signatures verified, errors as AWS documents them. What it does not
 * have it refuses with NotImplemented. `s3-servers.test.ts` holds it against a real one.
 */
export async function startS3Stub(options: S3StubOptions = {}): Promise<S3Stub> {
  const { answer, stub } = openStub(options);
  const server = createServer((request, response) => {
    answer(request)
      .then((reply) => {
        if (reply === 'cut') request.socket.destroy();
        else if (reply !== 'nothing') send(request, response, reply, options.cors === true);
      })
      .catch((error: unknown) => {
        // A client that has gone in the middle of its body, or a fault of this file.
        if (!request.destroyed) console.error(error);
        request.socket.destroy();
      });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  return {
    ...stub,
    get objects() {
      return stub.objects;
    },
    endpoint: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The same server without a connection, for time that is not real. */
export function createS3Stub(options: S3StubOptions = {}): S3StubInProcess {
  const { answer, stub } = openStub(options);
  return {
    ...stub,
    get objects() {
      return stub.objects;
    },
    fetch: async (request) => {
      const { host, pathname, search } = new URL(request.url);
      const body = new Uint8Array(await request.arrayBuffer());
      const reply = await answer({
        method: request.method,
        url: pathname + search,
        headers: { ...Object.fromEntries(request.headers), host },
        [Symbol.asyncIterator]: async function* () {
          yield body;
        },
      });
      if (typeof reply === 'string') throw new TypeError('fetch failed'); // nothing is planned to be left open
      const headers = Object.entries(reply.headers ?? {}).map(
        ([name, value]) => [name, String(value)] as [string, string],
      );
      return new Response(reply.status === 204 ? null : Buffer.from(reply.body ?? ''), {
        status: reply.status,
        headers,
      });
    },
  };
}

/** What a server of S3 does with requests, however they come. */
function openStub(options: S3StubOptions): {
  readonly answer: (request: Incoming) => Promise<Reply | 'cut' | 'nothing'>;
  readonly stub: Omit<S3StubInProcess, 'fetch'>;
} {
  const { region = 'us-east-1', now = Date.now, keep = 16 * 2 ** 20, maxSize = 5 * 2 ** 30 } = options;
  const known: readonly KnownKey[] = [keys, keys.stranger, temporary];
  const buckets = new Map<string, Bucket>();
  const requests: S3Request[] = [];
  let faults: readonly (S3Fault & { readonly times: number })[] = [];

  const answer = async (request: Incoming): Promise<Reply | 'cut' | 'nothing'> => {
    const [path, query] = splitTarget(request.url ?? '');
    const parameters = new Map(parseQuery(query));
    const seen = note(request, path, parameters);
    requests.push(seen);
    const settle = (reply: Reply): Reply => {
      seen.status = reply.status;
      return { ...reply, headers: { date: new Date(now()).toUTCString(), ...reply.headers } };
    };
    if (request.method === 'OPTIONS') return settle(preflight(request, options.cors === true));

    const fault = takeFault(request.method ?? '');
    if (fault?.answer === 'hang') return 'nothing';
    if (fault?.answer === 'reset') return 'cut';
    // An answer before the end of the body would be lost on a client that still sends.
    const body = await readBody(request, keep, (size) => (seen.size = size));
    try {
      if (typeof fault?.answer === 'number') throw planned(fault, fault.answer);
      const reply = act(request, path, parameters, body);
      return fault ? 'cut' : settle(reply);
    } catch (error) {
      if (!(error instanceof S3Refusal)) throw error;
      const id = randomUUID();
      return settle({
        status: error.status,
        headers: { 'content-type': 'application/xml', 'x-amz-request-id': id, ...error.headers },
        body: writeRefusal(error, path, id),
      });
    }
  };

  const takeFault = (method: string): S3Fault | undefined => {
    const fault = faults.find((planned) => planned.method === undefined || planned.method === method);
    if (fault)
      faults = faults
        .map((planned) => (planned === fault ? { ...fault, times: fault.times - 1 } : planned))
        .filter(({ times }) => times > 0);
    return fault;
  };

  const act = (
    request: SignedRequest,
    path: string,
    parameters: ReadonlyMap<string, string>,
    body: Body,
  ): Reply => {
    const [, bucketName = '', encodedKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
    const [name, key] = [decode(bucketName), decode(encodedKey)];
    const otherRegion = options.elsewhere?.[name];
    if (otherRegion !== undefined)
      throw new S3Refusal(
        301,
        'PermanentRedirect',
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
        { Endpoint: `s3.${otherRegion}.amazonaws.com`, Bucket: name },
        { 'x-amz-bucket-region': otherRegion },
      );
    const { accessKeyId, payload } = verifySignature(request, { region, keys: known, now: now() });
    checkBody(request, payload, body);
    const owner = accessKeyId === temporary.accessKeyId ? keys.accessKeyId : accessKeyId;
    const { method = '' } = request;
    const bucket = buckets.get(name);
    if (method === 'PUT' && key === '' && owner !== undefined) return createBucket(name, owner);
    if (!bucket)
      throw new S3Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
    const isRead = key !== '' && (method === 'GET' || method === 'HEAD');
    if (owner !== bucket.owner && !(owner === undefined && options.publicRead && isRead))
      throw new S3Refusal(403, 'AccessDenied', 'Access Denied');
    if (key === '') return actOnBucket(method, name, bucket, parameters);

    const object = bucket.objects.get(key);
    switch (method) {
      case 'PUT':
        return put(request, bucket, key, body);
      case 'GET':
      case 'HEAD':
        if (!object) throw new S3Refusal(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
        return get(request, object);
      case 'DELETE':
        bucket.objects.delete(key);
        return { status: 204 };
      default:
        throw notAllowed(method);
    }
  };

  const createBucket = (name: string, owner: string): Reply => {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name))
      throw new S3Refusal(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
        BucketName: name,
      });
    const bucket = buckets.get(name);
    if (bucket && bucket.owner !== owner)
      throw new S3Refusal(409, 'BucketAlreadyExists', 'The requested bucket name is not available.', {
        BucketName: name,
      });
    if (!bucket) buckets.set(name, { owner, objects: new Map() });
    return { status: 200, headers: { location: `/${name}` } };
  };

  const actOnBucket = (
    method: string,
    name: string,
    bucket: Bucket,
    parameters: ReadonlyMap<string, string>,
  ): Reply => {
    switch (method) {
      case 'HEAD':
        return { status: 200, headers: { 'x-amz-bucket-region': region } };
      case 'GET':
        return list(name, bucket, parameters);
      case 'DELETE':
        if (bucket.objects.size > 0)
          throw new S3Refusal(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty', {
            BucketName: name,
          });
        buckets.delete(name);
        return { status: 204 };
      default:
        throw notAllowed(method);
    }
  };

  const put = (request: SignedRequest, bucket: Bucket, key: string, body: Body): Reply => {
    const { headers } = request;
    // What is sent in chunks has none either.
    if (headers['content-length'] === undefined)
      throw new S3Refusal(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
    if (Buffer.byteLength(key) > 1024)
      throw new S3Refusal(400, 'KeyTooLongError', 'Your key is too long', {
        Size: Buffer.byteLength(key),
        MaxSizeAllowed: 1024,
      });
    if (body.size > maxSize)
      throw new S3Refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
        ProposedSize: body.size,
        MaxSizeAllowed: maxSize,
      });
    const condition = headers['if-none-match'];
    if (condition !== undefined && condition !== '*') throw notImplemented('If-None-Match');
    if (condition === '*' && bucket.objects.has(key))
      throw new S3Refusal(
        412,
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
        { Condition: 'If-None-Match' },
      );
    const etag = `"${body.md5.toString('hex')}"`;
    bucket.objects.set(key, {
      size: body.size,
      sha256: body.sha256.toString('hex'),
      etag,
      headers: Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) =>
          kept.includes(name) || name.startsWith('x-amz-meta-') ? [[name, String(value)]] : [],
        ),
      ),
      modified: now(),
      bytes: body.bytes,
    });
    return { status: 200, headers: { etag } };
  };

  return {
    answer,
    stub: {
      region,
      ...keys,
      temporary,
      requests,
      get objects() {
        return new Map(
          [...buckets].flatMap(([name, { objects }]) =>
            [...objects].map(([key, object]) => [`${name}/${key}`, object] as const),
          ),
        );
      },
      createBucket: async (name) => void createBucket(name, keys.accessKeyId),
      fail: (fault) => void (faults = [...faults, { times: 1, ...fault }]),
    },
  };
}

function note(
  request: SignedRequest,
  path: string,
  parameters: ReadonlyMap<string, string>,
): { -readonly [Name in keyof S3Request]: S3Request[Name] } {
  const inQuery = parameters.has('X-Amz-Signature') ? 'query' : 'none';
  return {
    method: request.method ?? '',
    path,
    query: Object.fromEntries([...parameters].filter(([name]) => !name.startsWith('X-Amz-'))),
    signed: request.headers.authorization === undefined ? inQuery : 'header',
    size: 0,
    status: undefined,
  };
}

async function readBody(request: Incoming, keep: number, onBytes: (size: number) => void): Promise<Body> {
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.byteLength;
    onBytes(size);
    md5.update(chunk);
    sha256.update(chunk);
    if (size <= keep) chunks.push(chunk);
    else chunks = [];
  }
  const bytes = size <= keep ? Buffer.concat(chunks) : undefined;
  return { size, md5: md5.digest(), sha256: sha256.digest(), bytes };
}

/** Compares a body with what its headers say of it. */
function checkBody({ headers }: SignedRequest, payload: string, body: Body): void {
  if (payload.startsWith('STREAMING-')) throw notImplemented('x-amz-content-sha256');
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== body.sha256.toString('hex'))
    throw new S3Refusal(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      { ClientComputedContentSHA256: payload, S3ComputedContentSHA256: body.sha256.toString('hex') },
    );
  const md5 = headers['content-md5'];
  if (md5 !== undefined && Buffer.from(String(md5), 'base64').byteLength !== 16)
    throw new S3Refusal(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (md5 !== undefined && md5 !== body.md5.toString('base64'))
    throw new S3Refusal(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  const sha256 = headers['x-amz-checksum-sha256'];
  if (sha256 !== undefined && sha256 !== body.sha256.toString('base64'))
    throw new S3Refusal(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
}

function get(request: SignedRequest, object: S3Object): Reply {
  const headers = {
    'content-type': 'binary/octet-stream',
    ...object.headers,
    'accept-ranges': 'bytes',
    etag: object.etag,
    'last-modified': new Date(object.modified).toUTCString(),
  };
  const [start, end] = readRange(request.headers.range, object.size);
  const whole = end - start === object.size;
  const range = whole ? {} : { 'content-range': `bytes ${start}-${end - 1}/${object.size}` };
  if (!object.bytes && request.method === 'GET')
    throw new S3Refusal(500, 'InternalError', 'It was too large to be kept.');
  return {
    status: whole ? 200 : 206,
    headers: { ...headers, ...range, 'content-length': end - start },
    ...(object.bytes && { body: object.bytes.subarray(start, end) }),
  };
}

/** First byte and the one behind the last; all of them if the header says nothing that can be understood. */
function readRange(header: string | undefined, size: number): readonly [number, number] {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return [0, size];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (start >= size)
    throw new S3Refusal(416, 'InvalidRange', 'The requested range is not satisfiable', {
      RangeRequested: header ?? '',
      ActualObjectSize: size,
    });
  return start < end ? [start, end] : [0, size];
}

function list(name: string, bucket: Bucket, parameters: ReadonlyMap<string, string>): Reply {
  for (const parameter of parameters.keys())
    if (
      !/^(?:list-type|prefix|max-keys|continuation-token|start-after|encoding-type|X-Amz-.*|x-id)$/.test(
        parameter,
      )
    )
      throw notImplemented(parameter);
  if (parameters.get('list-type') !== '2') throw notImplemented('list-type');
  const most = parameters.get('max-keys') ?? '1000';
  if (!/^\d+$/.test(most))
    throw new S3Refusal(400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range', {
      ArgumentName: 'max-keys',
      ArgumentValue: most,
    });
  const prefix = parameters.get('prefix') ?? '';
  const token = parameters.get('continuation-token');
  const after =
    token === undefined ? (parameters.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const found = [...bucket.objects]
    .filter(([key]) => key.startsWith(prefix) && compareBytes(key, after) > 0)
    .toSorted(([one], [other]) => compareBytes(one, other));
  const page = found.slice(0, Math.min(1000, Number(most)));
  const last = page.at(-1)?.[0];
  const isTruncated = page.length < found.length && last !== undefined;
  const written = parameters.get('encoding-type') === 'url' ? encodePath : (key: string): string => key;
  const contents = page.map(
    ([key, { modified, etag, size }]) =>
      `<Contents>${element('Key', written(key))}${element('LastModified', new Date(modified).toISOString())}${element('ETag', etag)}${element('Size', size)}<StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const head = [
    element('Name', name),
    element('Prefix', written(prefix)),
    element('KeyCount', page.length),
    element('MaxKeys', most),
    element('IsTruncated', isTruncated),
    ...(isTruncated ? [element('NextContinuationToken', Buffer.from(last).toString('base64url'))] : []),
  ];
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${[...head, ...contents].join('')}</ListBucketResult>`,
  };
}

function compareBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function preflight({ headers }: SignedRequest, allows: boolean): Reply {
  if (!allows) return { status: 403 };
  return {
    status: 200,
    headers: {
      ...cors,
      'access-control-allow-methods': 'GET, HEAD, PUT, DELETE',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
    },
  };
}

function planned({ code, headers = {} }: S3Fault, status: number): S3Refusal {
  return new S3Refusal(status, code ?? codes[status] ?? 'InternalError', 'This was planned.', {}, headers);
}

function notAllowed(method: string): S3Refusal {
  return new S3Refusal(
    405,
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    { Method: method },
  );
}

function notImplemented(header: string): S3Refusal {
  return new S3Refusal(
    501,
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    { Header: header },
  );
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply, allows: boolean): void {
  response.writeHead(reply.status, {
    'x-amz-request-id': randomUUID(),
    ...(allows && request.headers.origin !== undefined && cors),
    ...reply.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}
