import {
  type DataDeletionConfirmation,
  handleDataDeletion,
  handleDeauthorize,
  type SignedRequest,
} from '@threads-sdk/webhooks';
import { describe, expect, it } from 'vitest';
import { appSecret, signRequest } from './sign.ts';
import { createTown, type Town } from './town.ts';

const confirmation = { url: 'https://app.example/deletions/42', confirmation_code: '42' };

interface Callbacks extends Town {
  readonly told: SignedRequest[];
  readonly errors: unknown[];
}

/** A town whose app has both callbacks. */
function createCallbacks(
  answer: () => DataDeletionConfirmation | Promise<DataDeletionConfirmation> = () => confirmation,
  secret: string | readonly string[] = appSecret,
): Callbacks {
  const told: SignedRequest[] = [];
  const errors: unknown[] = [];
  const common = {
    appSecret: secret,
    onError: (error: unknown) => void errors.push(error),
    now: () => town.clock.now(),
  };
  const town = createTown(
    (request) =>
      new URL(request.url).pathname === '/deauthorize'
        ? handleDeauthorize(request, {
            ...common,
            forgetUser: async (signedRequest) => {
              told.push(signedRequest);
              await answer();
            },
          })
        : handleDataDeletion(request, {
            ...common,
            deleteUserData: (signedRequest) => {
              told.push(signedRequest);
              return answer();
            },
          }),
    { app: { clientSecret: appSecret } },
  );
  return { ...town, told, errors };
}

describe('the callbacks behind the emulator', () => {
  it('tell the app who removed it, and who wants their data deleted', async () => {
    const { emulator, clock, told, errors } = createCallbacks();
    await emulator.deauthorize({ username: 'mika' });
    expect(await emulator.requestDataDeletion({ username: 'kenji' })).toEqual(confirmation);
    const issued_at = clock.now() / 1000;
    expect(told).toEqual([
      { algorithm: 'HMAC-SHA256', issued_at, user_id: emulator.users[0]?.id },
      { algorithm: 'HMAC-SHA256', issued_at, expires: issued_at + 3600, user_id: emulator.users[1]?.id },
    ]);
    expect(errors).toEqual([]);
  });

  it('are refused with the secret of another app', async () => {
    const { emulator, told, errors } = createCallbacks(undefined, ['another']);
    await expect(emulator.deauthorize({ username: 'mika' })).rejects.toThrow('answered with 401');
    await expect(emulator.requestDataDeletion({ username: 'mika' })).rejects.toThrow('answered with 401');
    expect(told).toEqual([]);
    expect(errors.map((error) => Object(error).code)).toEqual(['SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
  });

  it('are answered with 500 if the app fails', async () => {
    const failure = new Error('the database is away');
    const { emulator, errors } = createCallbacks(async () => {
      throw failure;
    });
    await expect(emulator.deauthorize({ username: 'mika' })).rejects.toThrow('answered with 500');
    await expect(emulator.requestDataDeletion({ username: 'mika' })).rejects.toThrow('answered with 500');
    expect(errors).toEqual([failure, failure]);
  });

  it.each([
    ['no confirmation', undefined],
    ['a path', { ...confirmation, url: '/deletions/42' }],
    ['a script', { ...confirmation, url: 'javascript:alert(1)' }],
    ['no code', { url: confirmation.url }],
    ['an empty code', { url: confirmation.url, confirmation_code: '' }],
  ])('confirm no deletion with %s', async (_, wrong) => {
    const { emulator, errors } = createCallbacks(() => Object(wrong));
    await expect(emulator.requestDataDeletion({ username: 'mika' })).rejects.toThrow('answered with 500');
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });
});

describe.each(['handleDeauthorize', 'handleDataDeletion'])('%s', (name) => {
  const now = (): number => 1_788_240_000_000;
  const signed = signRequest({ algorithm: 'HMAC-SHA256', issued_at: 1_788_240_000, user_id: '1' });

  async function send(request: Request): Promise<{ status: number; allow: string | null; codes: unknown[] }> {
    const errors: unknown[] = [];
    const options = {
      appSecret,
      now,
      onError: (error: unknown) => void errors.push(error),
      forgetUser: () => {},
      deleteUserData: () => confirmation,
    };
    const { status, headers } = await (name === 'handleDeauthorize'
      ? handleDeauthorize(request, options)
      : handleDataDeletion(request, options));
    return { status, allow: headers.get('allow'), codes: errors.map((error) => Object(error).code) };
  }

  const form = (text: string): Request =>
    new Request('https://app.example/', { method: 'POST', body: new URLSearchParams(text) });

  it('takes a form, whatever else is in it', async () => {
    expect(await send(form(`a=1&signed_request=${signed}`))).toEqual({ status: 200, allow: null, codes: [] });
  });

  it.each<[string, Request, number, string]>([
    ['without the field', form('signed=1'), 400, 'REQUEST_INVALID'],
    ['with two fields', form(`signed_request=${signed}&signed_request=${signed}`), 400, 'REQUEST_INVALID'],
    ['without a body', new Request('https://app.example/', { method: 'POST' }), 400, 'REQUEST_INVALID'],
    ['in JSON', new Request('https://app.example/', { method: 'POST', body: '{}' }), 400, 'REQUEST_INVALID'],
    [
      'with no user',
      form(`signed_request=${signRequest({ algorithm: 'HMAC-SHA256' })}`),
      400,
      'PAYLOAD_INVALID',
    ],
    ['that was signed with nothing', form('signed_request=.e30'), 400, 'REQUEST_INVALID'],
    ['by another app', form(`signed_request=${signRequest({}, 'another')}`), 401, 'SIGNATURE_INVALID'],
    [
      'from long ago',
      form(`signed_request=${signRequest({ algorithm: 'HMAC-SHA256', issued_at: 1, user_id: '1' })}`),
      401,
      'SIGNATURE_EXPIRED',
    ],
    ['as a question', new Request(`https://app.example/?signed_request=${signed}`), 405, 'REQUEST_INVALID'],
  ])('refuses a request %s', async (_, request, status, code) => {
    expect(await send(request)).toEqual({ status, allow: status === 405 ? 'POST' : null, codes: [code] });
  });
});
