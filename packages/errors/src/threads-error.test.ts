import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isThreadsError, ThreadsError } from './index.ts';

const error = new ThreadsError('TOKEN_INVALID', 'getUser: the token is not valid.', {
  remedy: 'Log in again.',
});

describe('ThreadsError', () => {
  it('is an Error with a code and a remedy', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('ThreadsError');
    expect(error.code).toBe('TOKEN_INVALID');
    expect(error.remedy).toBe('Log in again.');
    expect(String(error)).toBe('ThreadsError: getUser: the token is not valid.');
    expect(error.stack).toContain('threads-error.test.ts');
  });

  it('holds plain data that survives JSON', () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'ThreadsError',
      code: 'TOKEN_INVALID',
      remedy: 'Log in again.',
    });
  });

  it('keeps a cause, and has none when none is given', () => {
    const cause = new Error('the reason');
    const withCause = new ThreadsError('NETWORK_FAILED', 'failed', { remedy: 'Try again.', cause });
    expect(withCause.cause).toBe(cause);
    expect('cause' in error).toBe(false);
  });

  it('does not print its brand', () => {
    expect(inspect(error, { depth: 10 })).not.toContain('Symbol');
  });
});

describe('isThreadsError', () => {
  it('recognises an error of its own copy', () => {
    expect(isThreadsError(error)).toBe(true);
  });

  it('recognises an error of another copy of the package', async () => {
    const path = './threads-error.ts?copy';
    const copy: { ThreadsError: typeof ThreadsError } = await import(path);
    expect(copy.ThreadsError).not.toBe(ThreadsError);
    const foreign = new copy.ThreadsError('ABORTED', 'stopped', { remedy: 'None needed.' });
    expect(foreign).not.toBeInstanceOf(ThreadsError);
    expect(isThreadsError(foreign)).toBe(true);
  });

  it('recognises an error of another realm', () => {
    const source = stripTypeScriptTypes(readFileSync(new URL('threads-error.ts', import.meta.url), 'utf8'));
    const foreign: unknown = runInNewContext(
      `${source.replace('export class', 'class')}; new ThreadsError('ABORTED', 'stopped', { remedy: 'None needed.' })`,
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(isThreadsError(foreign)).toBe(true);
  });

  it.each([
    undefined,
    null,
    'TOKEN_INVALID',
    7,
    {},
    [],
    new Error('other'),
    { code: 'TOKEN_INVALID' },
    () => 1,
  ])('does not take %s for one', (value) => {
    expect(isThreadsError(value)).toBe(false);
  });
});
