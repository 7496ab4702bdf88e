import {
  completeAuthorization,
  createAuthorizationUrl,
  debugToken,
  exchangeCode,
  extendToken,
  getAppToken,
  loadApp,
  readAuthorizationError,
  withGrantedScopes,
} from '@threads-sdk/auth';
import { expiresIn, hasScope } from '@threads-sdk/credentials';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf, rejection } from '../in-runtime/rejection.ts';

const scopes = ['threads_basic', 'threads_content_publish'];

export const login: readonly Case[] = [
  {
    name: 'A login ends in long-lived credentials whose user id has every digit',
    run: async ({ app, clock, consent, control }) => {
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const callbackUrl = await consent(url);
      const credentials = await completeAuthorization(app, { callbackUrl, state, scopes });
      const { users } = Object(await control('GET', '/users'));
      assert.equal(credentials.userId, users[0].id);
      assert.isAbove(Number(credentials.userId), Number.MAX_SAFE_INTEGER);
      assert.isFalse(credentials.shortLived);
      assert.deepEqual(credentials.scopes, scopes);
      assert.closeTo(expiresIn(credentials, clock.now()), 60 * 24 * 3600, 60);
    },
  },
  {
    name: 'A user id that is a bare number beyond 2^53 keeps every digit',
    run: async ({ app, plan }) => {
      const body = '{"access_token":"short","user_id":18446744073709551615}';
      await plan({ kind: 'answer', operation: 'exchangeCode', body });
      const { userId } = await exchangeCode(app, { code: 'any', scopes });
      assert.equal(userId, '18446744073709551615');
    },
  },
  {
    name: 'Each login has a state of its own, 43 characters of base64url',
    run: ({ app }) => {
      const states = Array.from({ length: 20 }, () => createAuthorizationUrl(app, { scopes }).state);
      for (const state of states) assert.match(state, /^[\w-]{43}$/);
      assert.equal(new Set(states).size, 20);
    },
  },
  {
    name: 'The address to log in at carries the app, its permissions and the state',
    run: ({ app, baseUrl }) => {
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const { origin, pathname, searchParams } = new URL(url);
      assert.equal(origin + pathname, `${baseUrl}/oauth/authorize`);
      assert.deepEqual(Object.fromEntries(searchParams), {
        client_id: app.clientId,
        redirect_uri: app.redirectUri,
        scope: 'threads_basic,threads_content_publish',
        response_type: 'code',
        state,
      });
    },
  },
  {
    name: 'A code is exchanged for a token of one hour, and that for one of 60 days',
    run: async ({ app, clock, consent }) => {
      const callback = new URL(await consent(createAuthorizationUrl(app, { scopes }).url));
      const short = await exchangeCode(app, { code: callback.searchParams.get('code') ?? '', scopes });
      assert.isTrue(short.shortLived);
      assert.closeTo(expiresIn(short, clock.now()), 3600, 60);
      const long = await extendToken(app, { credentials: short });
      assert.isFalse(long.shortLived);
      assert.equal(long.userId, short.userId);
      assert.notEqual(long.accessToken, short.accessToken);
      assert.equal(await codeOf(extendToken(app, { credentials: long })), 'TOKEN_ALREADY_LONG_LIVED');
    },
  },
  {
    name: 'A code works once',
    run: async ({ app, consent }) => {
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const callbackUrl = await consent(url);
      await completeAuthorization(app, { callbackUrl, state, scopes });
      const again = completeAuthorization(app, { callbackUrl, state, scopes });
      assert.equal(await codeOf(again), 'CODE_REJECTED');
    },
  },
  {
    name: 'A user who says no is told apart from a failure',
    run: async ({ app, consent }) => {
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const callbackUrl = await consent(url, { decision: 'deny' });
      const login = completeAuthorization(app, { callbackUrl, state, scopes });
      assert.equal(await codeOf(login), 'AUTHORIZATION_DENIED');
    },
  },
  {
    name: 'A callback with the state of somebody else is refused before anything is sent',
    run: async ({ app, consent, requests }) => {
      const callbackUrl = await consent(createAuthorizationUrl(app, { scopes }).url);
      const { state } = createAuthorizationUrl(app, { scopes });
      const login = completeAuthorization(app, { callbackUrl, state, scopes });
      assert.equal(await codeOf(login), 'AUTHORIZATION_STATE_MISMATCH');
      assert.isEmpty(await requests('exchangeCode'));
    },
  },
  {
    name: 'The app is read from variables, and what is missing is named at once',
    run: async ({ app }) => {
      const { clientId, clientSecret, redirectUri } = app;
      const read = loadApp({
        THREADS_APP_ID: clientId,
        THREADS_API_SECRET: clientSecret,
        THREADS_REDIRECT_URI: redirectUri,
      });
      assert.deepEqual(read, { clientId, clientSecret, redirectUri });
      const { code, message } = await rejection(() => loadApp({ THREADS_APP_ID: clientId }));
      assert.equal(code, 'INVALID_INPUT');
      assert.match(String(message), /THREADS_API_SECRET.*THREADS_REDIRECT_URI/s);
    },
  },
  {
    name: "What Meta's page shows in place of a login becomes an error with a remedy",
    run: () => {
      const shown = '{"error_message":"URL Blocked","error_code":1349168}';
      const error = readAuthorizationError(shown);
      assert.equal(error?.code, 'AUTHORIZATION_FAILED');
      assert.match(error?.remedy ?? '', /Register redirectUri/);
      assert.isUndefined(readAuthorizationError('<p>Log in</p>'));
    },
  },
  {
    name: 'A token of the app is given for its id and secret',
    run: async ({ app }) => {
      assert.match(await getAppToken(app), /^TH\|\d+\|/);
    },
  },
  {
    name: 'A token tells whose it is, for what and until when',
    run: async ({ app, credentials }) => {
      const { accessToken, expiration, userId } = await credentials({ scopes: ['threads_basic'] });
      const details = await debugToken(app, { token: accessToken });
      assert.isTrue(details.isValid);
      assert.equal(details.userId, userId);
      assert.deepEqual(details.scopes, ['threads_basic']);
      assert.closeTo(details.expiresAt?.getTime() ?? 0, expiration.getTime(), 1000);
    },
  },
  {
    name: 'Permissions that the user deselected are taken out of the credentials',
    run: async ({ app, credentials }) => {
      const granted = await credentials({ scopes: ['threads_basic'] });
      const asked = { ...granted, scopes };
      assert.isTrue(hasScope(asked, 'threads_content_publish'));
      const known = await withGrantedScopes(app, { credentials: asked });
      assert.isFalse(hasScope(known, 'threads_content_publish'));
      assert.isTrue(hasScope(known, 'threads_basic'));
    },
  },
];
