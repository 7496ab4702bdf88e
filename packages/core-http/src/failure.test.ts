import { expect, it } from 'vitest';
import { connectionFailure, redactedError } from './failure.ts';

const failureOf = (thrown: unknown): ReturnType<typeof connectionFailure> =>
  connectionFailure(
    redactedError(thrown, (text) => text),
    undefined,
  );

const wrapped = (properties: object): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('low'), properties) });

it.each([
  ['Node, refused', wrapped({ code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [
    'Node, refused at every address',
    new TypeError('fetch failed', {
      cause: new AggregateError([Object.assign(new Error(''), { code: 'ECONNREFUSED' })]),
    }),
    'ECONNREFUSED',
  ],
  [
    'Node, no way to it',
    wrapped({ code: 'EHOSTUNREACH', message: 'connect EHOSTUNREACH 10.0.0.7:443' }),
    'EHOSTUNREACH',
  ],
  [
    'Node, no connection in time',
    wrapped({ code: 'UND_ERR_CONNECT_TIMEOUT', message: 'Connect Timeout Error (attempted address: h:443)' }),
    'UND_ERR_CONNECT_TIMEOUT',
  ],
  ['Node, no address', wrapped({ code: 'EAI_AGAIN' }), 'EAI_AGAIN'],
  ['Node, expired certificate', wrapped({ code: 'CERT_HAS_EXPIRED' }), 'CERT_HAS_EXPIRED'],
  ['Node, own certificate', wrapped({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [
    'Node, certificate of another',
    wrapped({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ],
  [
    'Bun, refused',
    Object.assign(new Error('Unable to connect.'), { code: 'ConnectionRefused' }),
    'ConnectionRefused',
  ],
  [
    'Deno, refused',
    new TypeError('error sending request for url (http://h/): client error (Connect): tcp connect error'),
    expect.any(String),
  ],
])('knows that nothing was sent: %s', (_, error, reason) => {
  expect(failureOf(error)).toMatchObject({ repeat: 'always', reason });
});

it.each([
  ['reset', wrapped({ code: 'ECONNRESET' })],
  ['closed', wrapped({ code: 'UND_ERR_SOCKET' })],
  ['connection timed out', wrapped({ code: 'ETIMEDOUT' })],
  ['an alert about a client certificate', wrapped({ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' })],
  ['no code', new TypeError('Failed to fetch')],
  ['not an error', 'failed'],
  ['nothing', undefined],
  ['null', null],
  ['a symbol', Symbol('failed')],
  ['what is no text either', Object.create(null)],
])('does not take for unsent what may have been: %s', (_, error) => {
  expect(failureOf(error)).toMatchObject({ repeat: 'unless sendOnce' });
});

it.each([
  [new TypeError('Failed to fetch', { cause: new Error('Connection lost') }), 'Connection lost'],
  [new TypeError('Failed to fetch', { cause: new Error('') }), 'Failed to fetch'],
  [wrapped({ code: 'ECONNRESET' }), 'ECONNRESET'],
  [
    new Error('x', { cause: Object.assign(new Error('y', { cause: new Error('z') }), { code: 'EPIPE' }) }),
    'EPIPE',
  ],
])('gives the innermost words as the reason, and a code before words: %s', (error, reason) => {
  expect(failureOf(error)).toMatchObject({ reason });
});

it('keeps a copy of the error and of those behind it, without secrets and what else hangs on them', () => {
  const low = Object.assign(new Error('socket of secret closed'), {
    code: 'ECONNRESET',
    socket: { token: 'secret' },
  });
  const { cause } = failureOf(
    redactedError(new TypeError('fetch failed', { cause: low }), (text) => text.replaceAll('secret', '***')),
  );
  expect(cause).toMatchObject({ name: 'TypeError', message: 'fetch failed' });
  expect(cause?.cause).toMatchObject({ name: 'Error', message: 'socket of *** closed', code: 'ECONNRESET' });
  expect(cause?.cause).not.toHaveProperty('socket');
  expect(Object(cause).cause.stack).not.toContain('secret');
});

it('keeps five errors behind it where they have no end', () => {
  const endless = new Error('round');
  endless.cause = endless;
  let copies = 0;
  for (let error: unknown = redactedError(endless, (text) => text); error; copies += 1)
    error = Object(error).cause;
  expect(copies).toBe(6);
});
