import { inspect } from 'node:util';
import { isThreadsError } from '@threads-sdk/errors';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCallback } from './callback.ts';

const state = 'p0Zt-canary-state_9';
const redirectUri = 'https://app.example/callback';
const read = (query: string): Promise<string> => readCallback(`${redirectUri}?${query}`, state, redirectUri);

async function codeOf(query: string): Promise<string | undefined> {
  try {
    await read(query);
  } catch (error) {
    if (!isThreadsError(error) || inspect(error, { depth: 10 }).includes('canary')) throw error;
    return error.code;
  }
  return undefined;
}

describe('readCallback', () => {
  it.each([
    `code=AQ-1&state=${state}`,
    `code=AQ-1&state=${state}#_`,
    `state=${state}&code=AQ-1#_`,
    `code=AQ-1#_&state=${state}`,
    `code=AQ-1%23_&state=${state}`,
    `code=AQ-1&state=${state}%23_`,
    `code=AQ-1&state=${state}#_\n`,
    `code=AQ-1&state=${state}&utm=x#anything`,
  ])('reads the code of %j', async (query) => {
    expect(await read(query)).toBe('AQ-1');
  });

  it('reads what a server knows: the path and the query, or the query alone', async () => {
    expect(await readCallback(`/callback?code=AQ-1&state=${state}`, state, redirectUri)).toBe('AQ-1');
    expect(await readCallback(`?code=AQ-1&state=${state}`, state, redirectUri)).toBe('AQ-1');
  });

  it.each([
    ['missing', 'code=AQ-canary', 'no state'],
    ['empty', 'code=AQ-canary&state=', 'a foreign state'],
    ['different', 'code=AQ-canary&state=canary', 'a foreign state'],
    ['different in case', `code=AQ-canary&state=${state.toUpperCase()}`, 'a foreign state'],
    ['longer', `code=AQ-canary&state=${state}x`, 'a foreign state'],
    ['shorter', `code=AQ-canary&state=${state.slice(0, -1)}`, 'a foreign state'],
    ['doubled', `code=AQ-canary&state=${state}&state=${state}`, 'more than one state'],
    ['doubled by a forger', `state=canary&code=AQ-canary&state=${state}`, 'more than one state'],
    ['missing from an error', 'error=access_denied', 'no state'],
  ])('refuses a state that is %s, and says which', async (_kind, query, fault) => {
    expect(await codeOf(query)).toBe('AUTHORIZATION_STATE_MISMATCH');
    await expect(read(query)).rejects.toThrow(`holds ${fault}, not the one that was sent`);
  });

  it('believes only the state that was sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (other) => {
        fc.pre(other !== state && !other.includes('canary'));
        const query = new URLSearchParams({ code: 'AQ', state: other });
        expect(await codeOf(query.toString())).toBe('AUTHORIZATION_STATE_MISMATCH');
      }),
    );
  });

  it.each(['access_denied', 'acceess_denied'])('knows a refusal spelled %s', async (error) => {
    expect(await codeOf(`error=${error}&error_reason=user_denied&state=${state}`)).toBe(
      'AUTHORIZATION_DENIED',
    );
    expect(await codeOf(`code=AQ-canary&error=${error}&state=${state}`)).toBe('AUTHORIZATION_DENIED');
  });

  it('passes on another error, without secrets and not at any length', async () => {
    const query = `error=server_error&error_reason=AQ-canary&error_description=${state}+${'x'.repeat(9999)}&code=AQ-canary&state=${state}`;
    expect(await codeOf(query)).toBe('AUTHORIZATION_FAILED');
    await expect(read(query)).rejects.toThrow(
      /Threads refused the login: server_error: \[redacted\]: \[redacted\] x{1,300}\.$/,
    );
  });

  it.each([
    ['no code', `state=${state}`],
    ['an empty code', `code=&state=${state}`],
    ['nothing but #_', `code=%23_&state=${state}`],
    ['two codes', `code=AQ-canary&code=AQ-canary&state=${state}`],
  ])('refuses %s', async (_kind, query) => {
    expect(await codeOf(query)).toBe('AUTHORIZATION_CALLBACK_INVALID');
  });

  it('refuses what is no address', async () => {
    await expect(readCallback('https://', state, redirectUri)).rejects.toThrow(/no address/);
  });
});
