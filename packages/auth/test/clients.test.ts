import {
  type App,
  completeAuthorization,
  createAuthorizationUrl,
  debugToken,
  extendToken,
  getAppToken,
  refreshCredentials,
} from '@threads-sdk/auth';
import { createClient as createKyClient } from '@threads-sdk/core-http';
import { createClient as createFetchClient, type HttpOptions } from '@threads-sdk/core-http/fetch';
import { serve } from '@threads-sdk/emulator/serve';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from './create-app.ts';
import { giveConsent } from './give-consent.ts';

const day = 24 * 60 * 60 * 1000;
const scopes = ['threads_basic'];

describe.each([
  ['through ky', createKyClient],
  ['with fetch', createFetchClient],
])('an app whose client sends %s', (_, createClient) => {
  it('logs a user in and refreshes, over real HTTP, by the base URL, clock and hooks of the client', async () => {
    const { emulator, app, http } = createApp();
    const served = await serve(emulator);
    onTestFinished(() => served.close());
    const operations: string[] = [];
    const options: HttpOptions = {
      clock: http.clock ?? emulator.clock,
      baseUrl: served.url,
      allowInsecure: true,
      hooks: { onRequest: ({ operation }) => operations.push(operation) },
    };
    const mine: App = { ...app, client: createClient(options) };

    const { url, state } = createAuthorizationUrl(mine, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    const first = await completeAuthorization(mine, { callbackUrl, state, scopes });
    emulator.clock.advance(31 * day);
    const second = await refreshCredentials(mine, { credentials: first });
    expect(second.userId).toBe(emulator.users[0]?.id);
    expect(second.expiration).toEqual(new Date(emulator.clock.now() + 60 * day));
    expect(operations).toEqual(['exchangeCode', 'exchangeToken', 'refreshToken']);
  });

  it('never asks for the credentials of the client, nor sends them', async () => {
    const { emulator, app, http } = createApp();
    const headers: (string | null)[] = [];
    const client = createClient({
      ...http,
      fetch: (request) => {
        headers.push(request.headers.get('authorization'));
        return emulator.fetch(request);
      },
      credentials: () => {
        throw new Error('nobody must ask');
      },
    });
    const mine = { ...app, client };
    const { url, state } = createAuthorizationUrl(mine, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    const short = await completeAuthorization(mine, { callbackUrl, state, scopes, shortLived: true });
    const credentials = await extendToken(mine, { credentials: short });
    await debugToken(mine, { token: credentials.accessToken });
    await getAppToken(mine);
    emulator.clock.advance(2 * day);
    await refreshCredentials(mine, { credentials });
    expect(headers).toEqual([null, null, null, null, null]);
  });
});
