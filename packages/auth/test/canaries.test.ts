import { inspect } from 'node:util';
import {
  completeAuthorization,
  createAuthorizationUrl,
  debugToken,
  exchangeCode,
  extendToken,
  getAppToken,
  refreshCredentials,
  readGrantedScopes,
} from '@threads-sdk/auth';
import { createCredentials } from '@threads-sdk/credentials';
import type { FaultPlan } from '@threads-sdk/emulator';
import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { createApp } from './create-app.ts';
import { giveConsent } from './give-consent.ts';

const scopes = ['threads_basic'];
const day = 24 * 60 * 60 * 1000;

type World = ReturnType<typeof createApp>;
interface Started {
  /** Secrets that the failing operation sends, which a server may repeat. */
  readonly sent: readonly string[];
  /** Further ones that must be seen nowhere. */
  readonly kept?: readonly string[];
  readonly call: () => Promise<unknown>;
}

async function callback({
  emulator,
  app,
}: World): Promise<{ code: string; callbackUrl: string; state: string }> {
  const { url, state } = createAuthorizationUrl(app, { scopes });
  const callbackUrl = await giveConsent(emulator, url);
  return { callbackUrl, state, code: new URL(callbackUrl).searchParams.get('code') ?? '' };
}

/** Each function that sends secrets, ready to be called, with the operation that is going to fail. */
const calls: Readonly<
  Record<string, readonly [operation: string, start: (world: World) => Promise<Started>]>
> = {
  'completeAuthorization, at its first step': [
    'exchangeCode',
    async (world) => {
      const { callbackUrl, state, code } = await callback(world);
      return {
        sent: [world.app.clientSecret, code],
        kept: [state],
        call: () => completeAuthorization(world.app, { callbackUrl, state, scopes }),
      };
    },
  ],
  'completeAuthorization, at its second step': [
    'exchangeToken',
    async (world) => {
      const { callbackUrl, state, code } = await callback(world);
      return {
        sent: [world.app.clientSecret],
        kept: [code, state],
        call: () => completeAuthorization(world.app, { callbackUrl, state, scopes }),
      };
    },
  ],
  exchangeCode: [
    'exchangeCode',
    async (world) => {
      const { code } = await callback(world);
      return { sent: [world.app.clientSecret, code], call: () => exchangeCode(world.app, { code, scopes }) };
    },
  ],
  extendToken: [
    'exchangeToken',
    async ({ emulator, app }) => {
      const credentials = createCredentials(emulator.issueToken({ username: 'mika', shortLived: true }));
      return {
        sent: [app.clientSecret, credentials.accessToken],
        call: () => extendToken(app, { credentials }),
      };
    },
  ],
  refreshCredentials: [
    'refreshToken',
    async ({ emulator, app }) => {
      const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
      emulator.clock.advance(2 * day);
      return { sent: [credentials.accessToken], call: () => refreshCredentials(app, { credentials }) };
    },
  ],
  debugToken: [
    'debugToken',
    async ({ emulator, app }) => {
      const { accessToken: token } = emulator.issueToken({ username: 'mika' });
      const { accessToken: testerToken } = emulator.issueToken({ username: 'mika' });
      return { sent: [token, testerToken], call: () => debugToken(app, { token, testerToken }) };
    },
  ],
  readGrantedScopes: [
    'debugToken',
    async ({ emulator, app }) => {
      const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
      return { sent: [credentials.accessToken], call: () => readGrantedScopes(app, { credentials }) };
    },
  ],
  getAppToken: [
    'getAppToken',
    async ({ app }) => ({ sent: [app.clientSecret], call: () => getAppToken(app) }),
  ],
};

/** Faults of every kind that fits these operations; those that can, repeat the secrets as an echoing proxy would. */
function faults(secrets: readonly string[]): readonly FaultPlan[] {
  const echo = secrets.join(' and ');
  const quoted = JSON.stringify(echo);
  return [
    { kind: 'error' },
    { kind: 'error', preset: 'unknown-error', message: echo, userTitle: echo, userMessage: echo, type: echo },
    { kind: 'error', preset: 'grant-missing', message: echo },
    { kind: 'error', preset: 'invalid-token', message: echo },
    { kind: 'error', preset: 'session-expired', message: echo },
    { kind: 'error', preset: 'already-long-lived', message: echo },
    { kind: 'error', preset: 'code-used', userMessage: echo },
    { kind: 'error', preset: 'code-rejected' },
    { kind: 'error', preset: 'rate-limited', message: echo, retryAfter: 86_400 },
    { kind: 'html' },
    { kind: 'html', status: 200 },
    { kind: 'redirect', location: `https://evil.example/?${new URLSearchParams({ echo }).toString()}` },
    {
      kind: 'answer',
      body: `{"access_token":[${quoted}],"user_id":${quoted},"expires_in":${quoted},"data":${quoted}}`,
    },
    { kind: 'answer', body: `{"error":${quoted},"error_description":${quoted}}`, status: 400 },
    { kind: 'answer', body: `{"error_type":${quoted},"code":400,"error_message":${quoted}}`, status: 400 },
    { kind: 'answer', body: `{"error":{"message":${quoted},"code":${quoted},"fbtrace_id":${quoted}}}` },
    { kind: 'answer', body: quoted },
    { kind: 'answer', body: `<p>${echo}`, status: 502 },
    { kind: 'answer', body: `<p>${echo}`, headers: { 'content-type': 'text/html', 'x-echo': echo } },
    { kind: 'lost-request' },
    { kind: 'lost-answer' },
    { kind: 'late-effect', delay: 1000 },
    { kind: 'cut-body' },
    { kind: 'cut-body', bytes: 5 },
    { kind: 'huge-body', bytes: 9 * 1024 * 1024 },
    { kind: 'truncated-json' },
    { kind: 'empty-body' },
    { kind: 'invalid-utf8' },
  ];
}

function shownBy(error: Error): string {
  const parts = [String(error), error.stack, JSON.stringify(error)];
  for (const options of [{}, { depth: 20, showHidden: true, getters: true }])
    parts.push(inspect(error, options));
  for (const name of Reflect.ownKeys(error)) parts.push(String(name), inspect(Reflect.get(error, name)));
  return parts.join('\n');
}

/** Also as it is written in a query, a form, JSON and base64. */
function spellings(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    btoa(secret).replaceAll('=', ''),
    btoa(`x${secret}`).slice(2, -4),
  ];
}

describe.each(Object.entries(calls))('%s', (_name, [operation, start]) => {
  const plans = faults(['one', 'two']).map((_plan, index) => index);

  it.each(plans)('shows no secret under fault %i', async (index) => {
    const world = createApp();
    const { call, kept = [], sent } = await start(world);
    const plan = faults(sent)[index];
    if (plan === undefined) throw new Error('no such fault');
    world.emulator.planFault({ ...plan, operation, times: Number.POSITIVE_INFINITY });
    const error: unknown = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!isThreadsError(error))
      throw new Error(`not a typed error under ${JSON.stringify(plan)}`, { cause: error });
    // What the emulator made in this login belongs to the secrets too.
    const tokens = JSON.stringify(world.emulator.snapshot()).match(/\bTH[\w-]{30,}/g) ?? [];
    expect(tokens.length > 0 || ['exchangeCode', 'getAppToken'].includes(operation)).toBe(true);
    const shown = shownBy(error);
    for (const secret of [world.app.clientSecret, ...sent, ...kept, ...tokens])
      for (const spelling of spellings(secret)) expect(shown).not.toContain(spelling);
  });
});
