import { createCredentialsSource, refreshCredentials, refreshDue } from '@threads-sdk/auth';
import { createClient, getUserId } from '@threads-sdk/core-http';
import {
  createCredentials,
  createMemoryStore,
  expiresIn,
  isExpired,
  isRefreshDue,
} from '@threads-sdk/credentials';
import { getUser } from '@threads-sdk/endpoints';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf, rejection } from '../in-runtime/rejection.ts';

const day = 24 * 3_600_000;

export const tokensAndRefresh: readonly Case[] = [
  {
    name: 'A long-lived token is renewed for 60 days once half of its life is over',
    run: async ({ app, clock, credentials }) => {
      const old = await credentials();
      assert.isFalse(isRefreshDue(old, clock.now()));
      await clock.sleep(31 * day);
      assert.isTrue(isRefreshDue(old, clock.now()));
      const renewed = await refreshCredentials(app, { credentials: old });
      assert.equal(renewed.userId, old.userId);
      assert.deepEqual(renewed.scopes, old.scopes);
      assert.closeTo(expiresIn(renewed, clock.now()), 60 * 24 * 3600, 60);
    },
  },
  {
    name: 'A token of less than 24 hours is not sent to be renewed',
    run: async ({ app, credentials, requests }) => {
      const young = await credentials();
      const error = await rejection(refreshCredentials(app, { credentials: young }));
      assert.equal(error['code'], 'TOKEN_TOO_YOUNG');
      assert.match(String(error['remedy']), /\d{4}-\d\d-\d\dT/);
      assert.isEmpty(await requests('refreshToken'));
    },
  },
  {
    name: 'Expired credentials are refused before anything is sent',
    run: async ({ client, clock, requests }) => {
      const mika = await client();
      await clock.sleep(61 * day);
      assert.equal(await codeOf(getUser(mika)), 'CREDENTIALS_EXPIRED');
      assert.isEmpty(await requests());
    },
  },
  {
    name: 'A token that was revoked is told by what the API answers',
    run: async ({ client, control }) => {
      const mika = await client();
      await control('POST', '/events/deauthorize', { username: 'mika' });
      const error = await rejection(getUser(mika));
      assert.equal(error['code'], 'TOKEN_INVALID');
      assert.equal(error['apiSubcode'], 458);
    },
  },
  {
    name: 'A source of credentials refreshes what is due once, however many calls wait',
    run: async ({ app, clock, credentials, http, requests }) => {
      const store = createMemoryStore();
      await store.set('mika', await credentials());
      const mika = createClient({
        ...http,
        credentials: createCredentialsSource(app, { store, key: 'mika' }),
      });
      await clock.sleep(31 * day);
      const users = await Promise.all([1, 2, 3, 4].map(() => getUser(mika, { fields: ['username'] })));
      assert.deepEqual(
        users.map(({ username }) => username),
        ['mika', 'mika', 'mika', 'mika'],
      );
      assert.lengthOf(await requests('refreshToken'), 1);
      const stored = await store.get('mika');
      assert.isFalse(isRefreshDue(stored?.credentials ?? (await credentials()), clock.now()));
    },
  },
  {
    name: 'A refresh that fails leaves the old token in use and is reported',
    run: async ({ app, clock, credentials, http, plan }) => {
      const store = createMemoryStore();
      await store.set('mika', await credentials());
      await clock.sleep(31 * day);
      await plan({ kind: 'error', operation: 'refreshToken', preset: 'unexpected-error', times: 'always' });
      const codes: string[] = [];
      const source = createCredentialsSource(app, {
        store,
        key: 'mika',
        onRefreshFailed: ({ error }) => codes.push(error.code),
      });
      const { username } = await getUser(createClient({ ...http, credentials: source }));
      assert.equal(username, 'mika');
      assert.deepEqual(codes, ['SERVER_FAILED']);
    },
  },
  {
    name: 'A source without stored credentials says so',
    run: async ({ app }) => {
      const source = createCredentialsSource(app, { store: createMemoryStore(), key: 'nobody' });
      assert.equal(await codeOf(source()), 'CREDENTIALS_MISSING');
    },
  },
  {
    name: 'A sweep refreshes those that are due and tells who has to log in again',
    run: async ({ app, clock, credentials }) => {
      const store = createMemoryStore();
      const old = await credentials();
      await store.set('gone', createCredentials({ ...old, expiration: new Date(clock.now() + day) }));
      await store.set('due', old);
      await clock.sleep(31 * day);
      await store.set('fresh', await credentials({ username: 'kenji' }));
      const results: string[] = [];
      const summary = await refreshDue(app, {
        store,
        onResult: ({ key, status }) => results.push(`${key} ${status}`),
      });
      assert.deepEqual(summary, {
        refreshed: 1,
        notDue: 1,
        expired: ['gone'],
        failed: [],
        isComplete: true,
      });
      assert.deepEqual(results.toSorted(), ['due refreshed', 'fresh notDue', 'gone expired']);
    },
  },
  {
    name: 'A client tells whose credentials it sends without asking',
    run: async ({ client, credentials, requests }) => {
      const { userId } = await credentials();
      assert.equal(await getUserId(await client()), userId);
      assert.isEmpty(await requests());
    },
  },
  {
    name: 'A stored date and the clock decide whether a token has expired',
    run: async ({ clock, credentials }) => {
      const current = await credentials({ shortLived: true });
      assert.isFalse(isExpired(current, clock.now()));
      assert.isTrue(isExpired(current, clock.now() + 3_600_001));
      assert.equal(expiresIn(current, clock.now() + 3_600_001), 0);
    },
  },
];
