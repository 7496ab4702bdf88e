import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { S3Key } from './s3-server.ts';
import { S3Refusal } from './s3-refusal.ts';

/** A key that S3 knows: a temporary one with its token. */
export interface KnownKey extends S3Key {
  readonly sessionToken?: string;
}

/** Who has signed a request. */
export interface Signed {
  readonly how: 'header' | 'query' | 'none';
  readonly accessKeyId?: string;
  /** What `x-amz-content-sha256` says of the body: its hash in hex, or UNSIGNED-PAYLOAD. */
  readonly payload: string;
}

/** What was signed, wherever it stands. */
interface Claim {
  readonly credential: string;
  readonly date: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly token: string | undefined;
  readonly payload: string;
}

/** What of a request is signed, and where its signature is. */
export type SignedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

const algorithm = 'AWS4-HMAC-SHA256';
const unsigned = 'UNSIGNED-PAYLOAD';
const minute = 60_000;
const week = 604_800;

/**
 * Verifies Signature Version 4 in a header or in the query, by what AWS documents and with Node's crypto alone. The path is taken
 * as S3 takes it: decoded once, `.` and `..` as they are, and a slash is a slash however it was sent.
 */
export function verifySignature(
  request: SignedRequest,
  s3: { readonly region: string; readonly keys: readonly KnownKey[]; readonly now: number },
): Signed {
  const [path, query] = splitTarget(request.url ?? '');
  const parameters = parseQuery(query);
  const header = request.headers.authorization;
  const inQuery = parameters.find(([name]) => name === 'X-Amz-Signature' || name === 'X-Amz-Algorithm');
  if (header !== undefined && inQuery)
    throw new S3Refusal(400, 'InvalidArgument', 'Only one auth mechanism allowed');
  if (header === undefined && !inQuery) return { how: 'none', payload: unsigned };
  const how = inQuery ? 'query' : 'header';
  const claim = inQuery ? readQuery(request, new Map(parameters)) : readHeader(request, header ?? '');
  const malformed = inQuery ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed';
  const [accessKeyId = '', day = '', region = '', service, end, ...rest] = claim.credential.split('/');
  if (service !== 's3' || end !== 'aws4_request' || rest.length > 0)
    throw new S3Refusal(
      400,
      malformed,
      'The Credential is malformed; expecting "<key>/YYYYMMDD/REGION/s3/aws4_request".',
    );
  const signedAt = parseDate(claim.date);
  if (Number.isNaN(signedAt))
    throw new S3Refusal(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  if (day !== claim.date.slice(0, 8))
    throw new S3Refusal(
      400,
      malformed,
      `Invalid credential date "${day}". This date is not the same as X-Amz-Date.`,
    );

  if (inQuery) refuseExpired(signedAt, new Map(parameters).get('X-Amz-Expires') ?? '', s3.now);
  else if (Math.abs(s3.now - signedAt) > 15 * minute)
    throw new S3Refusal(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      { RequestTime: claim.date, ServerTime: isoOf(s3.now), MaxAllowedSkewMilliseconds: 15 * minute },
    );
  if (region !== s3.region)
    throw new S3Refusal(400, malformed, `The region '${region}' is wrong; expecting '${s3.region}'`, {
      Region: s3.region,
    });
  const key = s3.keys.find((known) => known.accessKeyId === accessKeyId);
  if (!key)
    throw new S3Refusal(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      { AWSAccessKeyId: accessKeyId },
    );

  const names = claim.signedHeaders.split(';');
  const notSigned = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !names.includes(name),
  );
  if (notSigned.length > 0)
    throw new S3Refusal(
      403,
      'AccessDenied',
      'There were headers present in the request which were not signed',
      {
        HeadersNotSigned: notSigned.join(', '),
      },
    );
  const canonical = [
    request.method,
    encodePath(decode(path)),
    canonicalQuery(parameters),
    ...names.map((name) => `${name}:${valueOf(request, name)}`),
    '',
    claim.signedHeaders,
    claim.payload,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = [algorithm, claim.date, scope, createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  );
  let signing = Buffer.from(`AWS4${key.secretAccessKey}`);
  for (const part of [...scope.split('/'), toSign])
    signing = createHmac('sha256', signing).update(part).digest();
  if (signing.toString('hex') !== claim.signature)
    throw new S3Refusal(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      // S3 sends all of it back, and so a caller has to keep it out of its own errors.
      {
        AWSAccessKeyId: accessKeyId,
        StringToSign: toSign,
        SignatureProvided: claim.signature,
        CanonicalRequest: canonical,
      },
    );
  if (claim.token !== key.sessionToken)
    throw new S3Refusal(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  return { how, accessKeyId, payload: claim.payload };
}

function readHeader(request: SignedRequest, header: string): Claim {
  if (!header.startsWith(`${algorithm} `))
    throw new S3Refusal(
      400,
      'InvalidRequest',
      `The authorization mechanism you have provided is not supported. Please use ${algorithm}.`,
    );
  const parts = header
    .slice(algorithm.length)
    .split(',')
    .map((part) => part.trim().split(/=(.*)/s));
  const {
    Credential: credential,
    SignedHeaders: signedHeaders,
    Signature: signature,
  } = Object.fromEntries(parts);
  if (!credential || !signedHeaders || !signature)
    throw new S3Refusal(
      400,
      'AuthorizationHeaderMalformed',
      'The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.',
    );
  const payload = valueOf(request, 'x-amz-content-sha256');
  if (payload === '')
    throw new S3Refusal(
      400,
      'InvalidRequest',
      'Missing required header for this request: x-amz-content-sha256',
    );
  const token = request.headers['x-amz-security-token'];
  return {
    credential,
    signedHeaders,
    signature,
    date: valueOf(request, 'x-amz-date'),
    token: token === undefined ? undefined : String(token),
    payload,
  };
}

function readQuery(request: SignedRequest, parameters: ReadonlyMap<string, string>): Claim {
  const [credential, date, signedHeaders, signature] = [
    'Credential',
    'Date',
    'SignedHeaders',
    'Signature',
  ].map((name) => parameters.get(`X-Amz-${name}`));
  if (!credential || !date || !signedHeaders || !signature || !parameters.get('X-Amz-Expires'))
    throw new S3Refusal(
      400,
      'AuthorizationQueryParametersError',
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  if (parameters.get('X-Amz-Algorithm') !== algorithm)
    throw new S3Refusal(
      400,
      'AuthorizationQueryParametersError',
      `X-Amz-Algorithm only supports "${algorithm}"`,
    );
  return {
    credential,
    date,
    signedHeaders,
    signature,
    token: parameters.get('X-Amz-Security-Token'),
    payload: valueOf(request, 'x-amz-content-sha256') || unsigned,
  };
}

function refuseExpired(signedAt: number, given: string, now: number): void {
  const seconds = Number(given);
  if (!/^\d+$/.test(given) || seconds > week)
    throw new S3Refusal(
      400,
      'AuthorizationQueryParametersError',
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${week} seconds`,
    );
  const times = {
    'X-Amz-Expires': seconds,
    Expires: isoOf(signedAt + seconds * 1000),
    ServerTime: isoOf(now),
  };
  if (signedAt > now + 15 * minute)
    throw new S3Refusal(403, 'AccessDenied', 'Request is not yet valid', times);
  if (now > signedAt + seconds * 1000) throw new S3Refusal(403, 'AccessDenied', 'Request has expired', times);
}

/** Path and query of the first line of a request. */
export function splitTarget(target: string): readonly [string, string] {
  const at = target.indexOf('?');
  return at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** The parameters in their order, decoded. */
export function parseQuery(query: string): readonly (readonly [string, string])[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = pair.replaceAll('+', '%20').split(/=(.*)/s).map(decode);
      return [name, value] as const;
    });
}

/** Decodes a part of an address. In a path a `+` is a `+`. */
export function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new S3Refusal(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** Encodes all but the unreserved characters of RFC 3986. */
export function encode(part: string): string {
  return encodeURIComponent(part).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The same for a path or a key, whose slashes stay. */
export function encodePath(path: string): string {
  return encode(path).replaceAll('%2F', '/');
}

function canonicalQuery(parameters: readonly (readonly [string, string])[]): string {
  return parameters
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map((pair) => pair.map(encode))
    .toSorted(([name = '', value = ''], [otherName = '', otherValue = '']) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map((pair) => pair.join('='))
    .join('&');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function valueOf(request: SignedRequest, name: string): string {
  const value = request.headers[name] ?? '';
  return (typeof value === 'string' ? value : value.join(',')).trim().replaceAll(/\s+/g, ' ');
}

/** Milliseconds of `20260131T235959Z`, or NaN. */
function parseDate(date: string): number {
  const [, day, hours, minutes, seconds] = /^(\d{8})T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Date.parse(`${day?.replace(/(....)(..)/, '$1-$2-')}T${hours}:${minutes}:${seconds}Z`);
}

function isoOf(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, '');
}
