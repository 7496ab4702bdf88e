import { describe, expect, it } from 'vitest';
import { createTown, publishText, send, type Answer } from './api.ts';
import { createApp, obliging } from './app-receiver.ts';
import type { Emulator } from '../src/index.ts';

const root = '/__emulator/control';

/** In a browser a program cannot say where it comes from; there it is said for it. */
const saysOrigin = new Request('https://app.example', {
  headers: { origin: 'https://evil.example' },
}).headers.has('origin');

async function post(emulator: Emulator, path: string, body: unknown): Promise<Answer> {
  return send(emulator, `${root}${path}`, {
    method: path === '/subscription' ? 'PUT' : 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  });
}

const subscription = { callbackUrl: 'https://app.example/webhook', verifyToken: 'x' };

describe('the control of events over HTTP', () => {
  it('subscribes, delivers, repeats and lists', async () => {
    const app = createApp();
    const { emulator, alice } = createTown({ webhooks: { fetch: app.fetch } });
    const subscribed = await post(emulator, '/subscription', { ...subscription, fields: ['publish'] });
    expect(subscribed.body).toEqual({
      subscription: { callbackUrl: 'https://app.example/webhook', fields: ['publish'] },
    });
    await publishText(alice, 'Hello');
    expect((await post(emulator, '/deliveries', {})).body['deliveries']).toMatchObject([
      { id: '1', state: 'delivered' },
    ]);
    expect((await post(emulator, '/deliveries/1', {})).body['delivery']).toMatchObject({
      attempts: [{}, {}],
    });
    expect((await send(emulator, `${root}/deliveries`)).body).toEqual({ deliveries: emulator.deliveries });
    expect(app.received).toHaveLength(3);
    const ended = await send(emulator, `${root}/subscription`, { method: 'DELETE' });
    expect(ended.body).toEqual({ subscription: null });
    await publishText(alice, 'Hello again');
    expect((await post(emulator, '/deliveries', {})).body['deliveries']).toHaveLength(1);
  });

  it('subscribes what the options say where nothing else is said', async () => {
    const app = createApp();
    const { emulator } = createTown({ webhooks: { ...subscription, fetch: app.fetch } });
    expect((await post(emulator, '/subscription', {})).body).toEqual({
      subscription: {
        callbackUrl: 'https://app.example/webhook',
        fields: ['replies', 'delete', 'mentions', 'publish'],
      },
    });
  });

  it('removes the app from an account and asks for deletion', async () => {
    const confirmation = { url: 'https://app.example/deletions/7f', confirmation_code: '7f' };
    const app = createApp(() => ({ status: 200, text: JSON.stringify(confirmation) }));
    const { emulator } = createTown({
      app: {
        deauthorizeCallbackUrl: 'https://app.example/deauthorize',
        dataDeletionCallbackUrl: 'https://app.example/delete',
      },
      webhooks: { fetch: app.fetch },
    });
    expect((await post(emulator, '/deauthorize', { username: 'alice' })).body).toEqual({ success: true });
    expect((await post(emulator, '/data-deletion', { username: 'alice' })).body).toEqual(confirmation);
    expect((await send(emulator, `${root}/callbacks`)).body).toEqual({ callbacks: emulator.callbacks });
    expect(emulator.callbacks.map(({ kind }) => kind)).toEqual(['deauthorize', 'data_deletion']);
  });

  it('tells faults of the request from those of the app', async () => {
    const app = createApp((request) => (request.path === '/webhook' ? obliging(request) : { status: 500 }));
    const { emulator } = createTown({ webhooks: { fetch: app.fetch } });
    const refusal = async (path: string, body: unknown): Promise<readonly [number, string]> => {
      const { status, body: answer } = await post(emulator, path, body);
      return [status, answer.error.message];
    };
    expect(await refusal('/subscription', { ...subscription, fields: ['likes'] })).toEqual([
      400,
      'subscribeWebhooks: fields[0] must be one of replies, delete, mentions, publish.',
    ]);
    expect(await refusal('/subscription', { callbackUrl: 'https://app.example/other' })).toEqual([
      400,
      'verifyToken: must be a text that is not empty.',
    ]);
    expect(
      await refusal('/subscription', { ...subscription, callbackUrl: 'https://app.example/other' }),
    ).toEqual([502, 'The webhook was not subscribed: the verification was answered with 500, not with 200.']);
    expect(await refusal('/deliveries/9', {})).toEqual([404, 'There is no delivery 9.']);
    expect(await refusal('/deauthorize', { username: 'alice' })).toEqual([
      400,
      'app.deauthorizeCallbackUrl: must be an absolute http or https URL.',
    ]);
    emulator.configure({ app: { deauthorizeCallbackUrl: 'https://app.example/gone' } });
    expect(await refusal('/deauthorize', { username: 'nobody' })).toEqual([
      400,
      'revokeGrant: there is no user nobody; createEmulator({ users }) adds them.',
    ]);
    expect(await refusal('/deauthorize', [])).toEqual([400, 'deauthorize: it must be an object.']);
    expect(await refusal('/elsewhere', {})).toEqual([
      404,
      'There is nothing to control at /__emulator/control/elsewhere.',
    ]);
  });

  it.skipIf(!saysOrigin)('cannot be used by a page of another origin', async () => {
    const { emulator, alice } = createTown();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json']) {
      const { status } = await send(emulator, `${root}/deauthorize`, {
        method: 'POST',
        headers: { 'content-type': type, origin: 'https://evil.example' },
        body: JSON.stringify({ username: 'alice' }),
      });
      expect(status).toBe(403);
    }
    const preflight = await emulator.fetch(
      new Request(`https://graph.threads.com${root}/deauthorize`, {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      }),
    );
    expect(preflight.status).toBe(405);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const list = await emulator.fetch(
      new Request(`https://graph.threads.com${root}/deliveries`, {
        headers: { origin: 'https://evil.example' },
      }),
    );
    expect(list.headers.get('access-control-allow-origin')).toBeNull();
    expect((await alice.get('/me')).status).toBe(200);
  });
});
