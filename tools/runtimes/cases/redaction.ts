import { completeAuthorization, createAuthorizationUrl, exchangeCode } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http';
import { createSealingKey, openCredentials } from '@threads-sdk/credentials';
import { getUser, listThreads } from '@threads-sdk/endpoints';
import { createRedactor } from '@threads-sdk/errors';
import { publish } from '@threads-sdk/publish';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { rejection } from '../in-runtime/rejection.ts';

/** Everything that can be reached from a value, as text. */
function everythingIn(value: unknown, seen: Set<unknown> = new Set()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  const names = [...Object.getOwnPropertyNames(value), ...Object.getOwnPropertySymbols(value)];
  return names.map((name) => `${String(name)} ${everythingIn(Reflect.get(value, name), seen)}`).join('\n');
}

const scopes = ['threads_basic'];

export const redaction: readonly Case[] = [
  {
    name: 'No error of a call shows the token, wherever it travels and whatever fails',
    run: async ({ client, closedUrl, credentials, http, plan, control }) => {
      const mine = await credentials();
      for (const tokenPlacement of ['header', 'query', 'body'] as const) {
        const mika = createClient({ ...http, credentials: mine, tokenPlacement });
        const message = `Invalid OAuth access token ${mine.accessToken}`;
        for (const fault of [
          { kind: 'error', status: 400, code: 190, message },
          { kind: 'html', status: 502 },
          { kind: 'lost-request' },
          { kind: 'answer', status: 400, body: JSON.stringify({ error: { message } }) },
        ]) {
          await plan({ ...fault, times: 'always' });
          assert.notInclude(everythingIn(await rejection(getUser(mika))), mine.accessToken);
          await control('DELETE', '/faults');
        }
        const nowhere = createClient({ ...http, credentials: mine, tokenPlacement, baseUrl: closedUrl });
        assert.notInclude(everythingIn(await rejection(getUser(nowhere))), mine.accessToken);
      }
      const kept = await client();
      assert.notInclude(everythingIn(kept), mine.accessToken);
    },
  },
  {
    name: 'No error of publishing shows the token, nor does the state that it carries',
    run: async ({ credentials, http, plan }) => {
      const mine = await credentials();
      const mika = createClient({ ...http, credentials: mine, tokenPlacement: 'body' });
      await plan({ kind: 'error', operation: 'createContainer', preset: 'unexpected-error' });
      const error = await rejection(publish(mika, { text: 'Hello' }, { fast: true }));
      assert.equal(error['code'], 'OUTCOME_UNKNOWN');
      assert.notInclude(everythingIn(error), mine.accessToken);
    },
  },
  {
    name: 'No error of a login shows the code or the secret of the app',
    run: async ({ app, closedUrl, consent }) => {
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const callbackUrl = await consent(url);
      const code = new URL(callbackUrl).searchParams.get('code') ?? '';
      const nowhere = { ...app, http: { ...app.http, baseUrl: closedUrl } };
      const wrong = { ...app, clientSecret: 'a-wrong-secret-of-the-app' };
      const errors = [
        await rejection(completeAuthorization(nowhere, { callbackUrl, state, scopes })),
        await rejection(exchangeCode(wrong, { code, scopes })),
      ];
      for (const error of errors)
        for (const secret of [code, app.clientSecret, 'a-wrong-secret-of-the-app'])
          assert.notInclude(everythingIn(error), secret);
    },
  },
  {
    name: 'No error of a sealed text shows the key',
    run: async () => {
      const key = createSealingKey();
      assert.notInclude(everythingIn(await rejection(openCredentials('a.b.c.d.e', { keys: [key] }))), key);
      const short = key.slice(1);
      assert.notInclude(everythingIn(await rejection(openCredentials('a', { keys: [short] }))), short);
    },
  },
  {
    name: 'Secrets are found in every usual encoding, and what looks like one as well',
    run: () => {
      const redact = createRedactor(['s3cret/with+signs=']);
      const texts = [
        's3cret/with+signs=',
        encodeURIComponent('s3cret/with+signs='),
        btoa('s3cret/with+signs='),
        'access_token=THAAabc',
        '{"client_secret":"abc"}',
      ];
      for (const text of texts) {
        assert.include(redact(text), '[redacted]');
        assert.equal(redact(redact(text)), redact(text));
      }
      assert.equal(redact('nothing to hide'), 'nothing to hide');
    },
  },
  {
    name: 'Hooks get no token',
    run: async ({ client, credentials, plan }) => {
      const { accessToken } = await credentials();
      const events: unknown[] = [];
      const record = (event: unknown): void => void events.push(event);
      const hooks = { onRequest: record, onResponse: record, onRetry: record };
      await plan({ kind: 'error', preset: 'unexpected-error' });
      const mika = await client({ hooks, tokenPlacement: 'query' });
      await listThreads(mika);
      assert.isAtLeast(events.length, 4);
      assert.notMatch(everythingIn(events), /TH[\w-]{40}/);
      assert.match(accessToken, /TH[\w-]{40}/);
    },
  },
];
