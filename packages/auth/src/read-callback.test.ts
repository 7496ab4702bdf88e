import { inspect } from 'node:util';
import { isThreadsError } from '@threads-sdk/errors';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCallback } from './read-callback.ts';

const state = 'p0Zt-canary-state_9';
const redirectUri = 'https://app.example/callback';
const read = (query: string): string => readCallback(`${redirectUri}?${query}`, state, redirectUri);

function codeOf(query: string): string | undefined {
  try {
    read(query);
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
  ])('reads the code of %j', (query) => {
    expect(read(query)).toBe('AQ-1');
  });

  it('reads what a server knows: the path and the query, or the query alone', () => {
    expect(readCallback(`/callback?code=AQ-1&state=${state}`, state, redirectUri)).toBe('AQ-1');
    expect(readCallback(`?code=AQ-1&state=${state}`, state, redirectUri)).toBe('AQ-1');
  });

  it.each([
    ['missing', 'code=AQ-canary'],
    ['empty', 'code=AQ-canary&state='],
    ['different', 'code=AQ-canary&state=canary'],
    ['different in case', `code=AQ-canary&state=${state.toUpperCase()}`],
    ['longer', `code=AQ-canary&state=${state}x`],
    ['shorter', `code=AQ-canary&state=${state.slice(0, -1)}`],
    ['doubled', `code=AQ-canary&state=${state}&state=${state}`],
    ['doubled by a forger', `state=canary&code=AQ-canary&state=${state}`],
    ['missing from an error', 'error=access_denied'],
  ])('refuses a state that is %s', (_kind, query) => {
    expect(codeOf(query)).toBe('AUTHORIZATION_STATE_MISMATCH');
  });

  it('believes only the state that was sent', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (other) => {
        fc.pre(other !== state && !other.includes('canary'));
        const query = new URLSearchParams({ code: 'AQ', state: other });
        expect(codeOf(query.toString())).toBe('AUTHORIZATION_STATE_MISMATCH');
      }),
    );
  });

  it.each(['access_denied', 'acceess_denied'])('knows a refusal spelled %s', (error) => {
    expect(codeOf(`error=${error}&error_reason=user_denied&state=${state}`)).toBe('AUTHORIZATION_DENIED');
    expect(codeOf(`code=AQ-canary&error=${error}&state=${state}`)).toBe('AUTHORIZATION_DENIED');
  });

  it('passes on another error, without secrets and not at any length', () => {
    const query = `error=server_error&error_reason=AQ-canary&error_description=${state}+${'x'.repeat(9999)}&code=AQ-canary&state=${state}`;
    expect(codeOf(query)).toBe('AUTHORIZATION_FAILED');
    expect(() => read(query)).toThrow(
      /Threads refused the login: server_error: \[redacted\]: \[redacted\] x{1,300}\.$/,
    );
  });

  it.each([
    ['no code', `state=${state}`],
    ['an empty code', `code=&state=${state}`],
    ['nothing but #_', `code=%23_&state=${state}`],
    ['two codes', `code=AQ-canary&code=AQ-canary&state=${state}`],
  ])('refuses %s', (_kind, query) => {
    expect(codeOf(query)).toBe('AUTHORIZATION_CALLBACK_INVALID');
  });

  it('refuses what is no address', () => {
    expect(() => readCallback('https://', state, redirectUri)).toThrow(/no address/);
  });
});
