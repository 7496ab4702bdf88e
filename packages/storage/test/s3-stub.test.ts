import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AwsClient } from 'aws4fetch';
import { expect, it, onTestFinished } from 'vitest';
import type { KnownKey } from './s3-signature.ts';
import type { S3Server } from './s3-server.ts';
import { type S3Stub, type S3StubOptions, startS3Stub } from './s3-stub.ts';

async function start(options?: S3StubOptions): Promise<S3Stub> {
  const server = await startS3Stub(options);
  onTestFinished(() => server.stop());
  await server.createBucket('there');
  return server;
}

/** Sends a signed request. */
async function send(
  server: S3Server,
  path: string,
  init: RequestInit = {},
  key: KnownKey = server,
): Promise<Response> {
  const { accessKeyId, secretAccessKey, sessionToken } = key;
  const { region, endpoint } = server;
  const token = sessionToken === undefined ? {} : { sessionToken };
  const client = new AwsClient({ accessKeyId, secretAccessKey, ...token, region, service: 's3', retries: 0 });
  return await fetch(await client.sign(`${endpoint}${path}`, init), { redirect: 'manual' });
}

function put(body: string): RequestInit {
  return { method: 'PUT', body, headers: { 'content-type': 'image/png' } };
}

it('sends a request for a bucket of another region there, and names the region', async () => {
  const server = await start({ elsewhere: { far: 'eu-west-9' } });
  const response = await send(server, '/far/file', put('x'));
  expect(response.status).toBe(301);
  expect(response.headers.get('x-amz-bucket-region')).toBe('eu-west-9');
  expect(await response.text()).toContain('<Code>PermanentRedirect</Code>');
});

it('names the region that a signature has to have', async () => {
  const server = await start({ region: 'eu-west-9' });
  const response = await send({ ...server, region: 'us-east-1' }, '/there/file');
  expect(await response.text()).toContain('<Region>eu-west-9</Region>');
});

it('goes by the clock that it is given', async () => {
  let time = Date.now();
  const server = await start({ now: () => time });
  expect((await send(server, '/there/file', put('x'))).status).toBe(200);
  time += 16 * 60_000;
  expect(await (await send(server, '/there/file')).text()).toContain('<Code>RequestTimeTooSkewed</Code>');
});

it('says what has expired, as AWS does', async () => {
  const server = await start({ now: () => Date.now() + 3_600_000 });
  const client = new AwsClient({ ...server, service: 's3', retries: 0 });
  const url = `${server.endpoint}/there/file?X-Amz-Expires=60`;
  const said = await (await fetch(await client.sign(url, { aws: { signQuery: true } }))).text();
  expect(said).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
});

it('refuses an object that is larger than it takes', async () => {
  const server = await start({ maxSize: 3 });
  expect((await send(server, '/there/file', put('123'))).status).toBe(200);
  const response = await send(server, '/there/file', put('1234'));
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('<Code>EntityTooLarge</Code>');
});

it('keeps bodies up to a size, and counts and hashes what is larger', async () => {
  const server = await start({ keep: 3 });
  await send(server, '/there/small', put('abc'));
  await send(server, '/there/large', put('hello world'));
  expect(server.objects.get('there/small')).toMatchObject({ bytes: Buffer.from('abc') });
  expect(server.objects.get('there/large')).toMatchObject({
    size: 11,
    sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
    headers: { 'content-type': 'image/png' },
    bytes: undefined,
  });
});

it('takes a temporary key with its token alone', async () => {
  const server = await start();
  const { sessionToken: _, ...withoutToken } = server.temporary;
  expect((await send(server, '/there/file', put('x'), server.temporary)).status).toBe(200);
  for (const key of [withoutToken, { ...server.temporary, sessionToken: 'other' }])
    expect(await (await send(server, '/there/file', {}, key)).text()).toContain('<Code>InvalidToken</Code>');
});

it('lets everybody read, and nobody write, where that is allowed', async () => {
  const server = await start({ publicRead: true });
  await send(server, '/there/file', put('x'));
  expect(await (await fetch(`${server.endpoint}/there/file`)).text()).toBe('x');
  expect((await fetch(`${server.endpoint}/there/file`, put('y'))).status).toBe(403);
  expect((await fetch(`${server.endpoint}/there?list-type=2`)).status).toBe(403);
});

it('lets a page of another origin write only where it is to', async () => {
  const asked = {
    method: 'OPTIONS',
    headers: {
      origin: 'https://example.com',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    },
  };
  const strict = await start();
  expect((await fetch(`${strict.endpoint}/there/file`, asked)).status).toBe(403);
  const open = await start({ cors: true });
  const response = await fetch(`${open.endpoint}/there/file`, asked);
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-methods')).toContain('PUT');
  expect(response.headers.get('access-control-allow-headers')).toBe('content-type');
});

it('fails as often as it is told, by method, and then answers again', async () => {
  const server = await start();
  server.fail({ method: 'PUT', times: 2, answer: 503, headers: { 'retry-after': '1' } });
  for (const _ of [1, 2]) {
    const response = await send(server, '/there/file', put('x'));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.text()).toContain('<Code>SlowDown</Code>');
  }
  expect((await send(server, '/there/file', put('x'))).status).toBe(200);
  server.fail({ answer: 400, code: 'ExpiredToken' });
  expect(await (await send(server, '/there/file')).text()).toContain('<Code>ExpiredToken</Code>');
  expect(server.requests.map(({ status }) => status)).toEqual([503, 503, 200, 400]);
});

it('cuts a connection before or after the work is done, or leaves it open for ever', async () => {
  const server = await start();
  server.fail({ answer: 'reset' });
  await expect(send(server, '/there/reset', put('x'))).rejects.toThrow(TypeError);
  server.fail({ answer: 'lost' });
  await expect(send(server, '/there/lost', put('x'))).rejects.toThrow(TypeError);
  expect([...server.objects.keys()]).toEqual(['there/lost']);

  server.fail({ answer: 'hang' });
  const controller = new AbortController();
  const hanging = fetch(`${server.endpoint}/there/file`, { signal: controller.signal });
  await expect.poll(() => server.requests.length).toBe(3);
  controller.abort();
  await expect(hanging).rejects.toThrow('aborted');
  expect(server.requests.map(({ status }) => status)).toEqual([undefined, undefined, undefined]);
});

it('keeps of a request what is no secret', async () => {
  const server = await start();
  const client = new AwsClient({ ...server, service: 's3', retries: 0 });
  const aws = { signQuery: true };
  await fetch(await client.sign(`${server.endpoint}/there/a%20file`, { method: 'PUT', aws }), put('body'));
  await send(server, '/there?list-type=2');
  expect(server.requests).toEqual([
    { method: 'PUT', path: '/there/a%20file', query: {}, signed: 'query', size: 4, status: 200 },
    { method: 'GET', path: '/there', query: { 'list-type': '2' }, signed: 'header', size: 0, status: 200 },
  ]);
});

it('serves other processes as a program, until their pipe ends', async () => {
  const path = fileURLToPath(new URL('serve-s3.ts', import.meta.url));
  const program = spawn(execPath, [path, JSON.stringify({ buckets: ['there'], maxSize: 3 })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void program.kill());
  const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
  const server = JSON.parse(String((await lines.next()).value)) as S3Server;
  expect((await send(server, '/there/file', put('123'))).status).toBe(200);
  expect((await send(server, '/there/file', put('1234'))).status).toBe(400);
  expect((await send(server, '/there/file', {}, server.stranger)).status).toBe(403);
  const ended = once(program, 'exit');
  program.stdin.end();
  expect(await ended).toEqual([0, null]);
});
