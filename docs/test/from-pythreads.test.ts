import { readFileSync } from 'node:fs';
import * as auth from '@threads-sdk/auth';
import * as coreHttp from '@threads-sdk/core-http';
import * as credentials from '@threads-sdk/credentials';
import * as errors from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The rows of every table of the guide. */
const rows = read('docs/guides/from-pythreads-auth.md')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (?:PyThreads|-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, theirs = '', ours = '']) => ({ theirs, ours }));

/** What stands in backticks. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

// Everything public of its authentication and its credentials in 0.2.1.
const theirNames = [
  'Configuration',
  'Configuration.app_id',
  'Configuration.api_secret',
  'Configuration.redirect_uri',
  'Configuration.scopes',
  'Configuration.scopes_str()',
  'Threads.load_configuration()',
  'Threads.authorization_url()',
  'Threads.complete_authorization()',
  'Threads.fetch_user_id_and_token()',
  'Threads.fetch_long_lived_token()',
  'Threads.refresh_long_lived_token()',
  'Threads.build_graph_api_url()',
  'Credentials.user_id',
  'Credentials.scopes',
  'Credentials.short_lived',
  'Credentials.access_token',
  'Credentials.expiration',
  'Credentials.to_json()',
  'Credentials.from_json()',
  'Credentials.expires_in()',
  'Credentials.expired()',
  'ThreadsAccessTokenExpired',
  'ThreadsAuthenticationError',
];

describe('the guide from PyThreads', () => {
  it.each(theirNames)('says what takes the place of %s', (name) => {
    const row = rows.find(({ theirs }) => namesIn(theirs).includes(name));
    expect(row?.ours).toMatch(/\w/);
  });

  it('names functions that exist, and nothing else that looks like one', () => {
    const exported = new Set([auth, coreHttp, credentials, errors].flatMap((module) => Object.keys(module)));
    const fields = ['userId', 'scopes', 'shortLived', 'accessToken', 'expiration', 'code', 'remedy', 'url'];
    const parameters = ['redirectUri', 'baseUrl', 'state', 'callbackUrl'];
    const names = rows.flatMap(({ ours }) => namesIn(ours)).filter((name) => /^[a-z]\w+$/.test(name));
    const functions = names.filter((name) => !fields.includes(name) && !parameters.includes(name));
    expect(functions.length).toBeGreaterThan(12);
    expect(functions.filter((name) => !exported.has(name))).toEqual([]);
  });

  it('names error codes that exist', () => {
    const known = read('packages/errors/src/threads-error-code.ts');
    const codes = rows.flatMap(({ ours }) => namesIn(ours)).filter((name) => /^[A-Z]+_[A-Z_]+$/.test(name));
    expect(codes.length).toBeGreaterThan(8);
    expect(codes.filter((code) => !known.includes(`'${code}'`))).toEqual([]);
  });
});
