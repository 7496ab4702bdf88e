import { completeAuthorization, createAuthorizationUrl, refreshCredentials } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import { isExpired, isRefreshDue } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { giveConsent } from './give-consent.ts';

const day = 24 * 60 * 60 * 1000;
const redirectUri = 'https://app.example/callback';
const scopes = ['threads_basic'];

/**
 * A server and an app whose clocks differ by `skew`, with answers that are `latency` on their way, half of it before the
 * server acts.
 */
function createWorld(skew: number, latency: number) {
  const start = Date.parse('2026-03-01T12:00:00Z');
  const here = createVirtualClock(start);
  const there = createVirtualClock(start + skew);
  const pass = (milliseconds: number): void => {
    here.advance(milliseconds);
    there.advance(milliseconds);
  };
  const emulator = createEmulator({
    clock: there,
    users: [{ username: 'mika' }],
    app: { redirectUris: [redirectUri] },
  });
  const fetch = async (request: Request): Promise<Response> => {
    pass(latency / 2);
    const response = await emulator.fetch(request);
    pass(latency / 2);
    return response;
  };
  const { clientId, clientSecret } = emulator.app;
  const app = { clientId, clientSecret, redirectUri, client: createClient({ fetch, clock: here }) };
  return { app, emulator, here, pass };
}

const milliseconds = fc.integer({ min: 0, max: 20_000 }).map((half) => 2 * half);
const anySkew = fc.integer({ min: -3650 * day, max: 3650 * day });

it('a token expires here never after it does there, and before by less than its exchange took and a second', async () => {
  await fc.assert(
    fc.asyncProperty(anySkew, milliseconds, fc.boolean(), async (skew, latency, shortLived) => {
      const { app, emulator, here, pass } = createWorld(skew, latency);
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const callbackUrl = await giveConsent(emulator, url);
      const began = here.now();
      const credentials = await completeAuthorization(app, { callbackUrl, state, scopes, shortLived });
      const exchanges = shortLived ? 1 : 2;
      expect(here.now() - began).toBe(exchanges * latency);

      // The server issued the token half a latency ago.
      const issued = here.now() - latency / 2;
      const end = issued + (shortLived ? day / 24 : 60 * day);
      const early = end - credentials.expiration.getTime();
      expect(early).toBeGreaterThanOrEqual(0);
      expect(early).toBeLessThanOrEqual(latency);

      pass(end - here.now() - 1);
      expect(isExpired(credentials, here.now())).toBe(true);
      const usable = credentials.expiration.getTime() - 1000;
      expect(isExpired(credentials, usable)).toBe(false);
      expect(end - usable).toBeLessThanOrEqual(latency + 1000);
    }),
    { numRuns: 60 },
  );
});

it('a server whose clock is wrong by years changes nothing about when a token is refreshed', async () => {
  await fc.assert(
    fc.asyncProperty(anySkew, async (skew) => {
      const { app, emulator, here, pass } = createWorld(skew, 0);
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const callbackUrl = await giveConsent(emulator, url);
      const first = await completeAuthorization(app, { callbackUrl, state, scopes });
      pass(day - 1);
      await expect(refreshCredentials(app, { credentials: first })).rejects.toMatchObject({
        code: 'TOKEN_TOO_YOUNG',
      });
      pass(1);
      expect(isRefreshDue(first, here.now())).toBe(false);
      const second = await refreshCredentials(app, { credentials: first });
      expect(second.expiration).toEqual(new Date(here.now() + 60 * day));
    }),
    { numRuns: 30 },
  );
});
