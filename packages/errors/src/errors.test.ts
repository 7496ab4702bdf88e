import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { AbortError, CredentialsError, isThreadsError, ThreadsError } from './index.ts';

const error = new CredentialsError('STORE_FAILED', 'The store failed at reading.', { remedy: 'Look at it.' });

describe('an error', () => {
  it('is an Error with a code and a remedy', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(ThreadsError);
    expect(error.name).toBe('CredentialsError');
    expect(error.code).toBe('STORE_FAILED');
    expect(error.remedy).toBe('Look at it.');
    expect(String(error)).toBe('CredentialsError: The store failed at reading.');
    expect(error.stack).toContain('errors.test.ts');
  });

  it('tells a queue that it may not be repeated and had no effect, unless more is known', () => {
    expect(error).toMatchObject({ retryable: 'never', carriedOut: 'unsent' });
    expect('retryAt' in error).toBe(false);
    const retryAt = new Date(0);
    const details = { remedy: 'Wait.', retryable: 'later', retryAt, carriedOut: 'maybe' } as const;
    expect(new CredentialsError('STORE_FAILED', 'x', details)).toMatchObject(details);
  });

  it('leaves out what is undefined', () => {
    const details = { remedy: 'Wait.', retryable: undefined, retryAt: undefined, carriedOut: undefined };
    expect(Object.keys(new CredentialsError('STORE_FAILED', 'x', details)).toSorted()).toEqual(
      Object.keys(error).toSorted(),
    );
  });

  it('holds plain data that survives JSON', () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      message: 'The store failed at reading.',
      name: 'CredentialsError',
      code: 'STORE_FAILED',
      remedy: 'Look at it.',
      retryable: 'never',
      carriedOut: 'unsent',
    });
  });

  it('keeps a cause, which is not enumerable, and has none when none is given', () => {
    const cause = new Error('the reason');
    const withCause = new CredentialsError('STORE_FAILED', 'failed', { remedy: 'Try again.', cause });
    expect(withCause.cause).toBe(cause);
    expect(Object.keys(withCause)).not.toContain('cause');
    expect('cause' in error).toBe(false);
  });

  it('does not print its brand', () => {
    expect(inspect(error, { depth: 10 })).not.toContain('Symbol');
  });
});

it('is called AbortError, as with fetch, where the signal ended the call', () => {
  const reason = new Error('the user left');
  const aborted = new AbortError('ABORTED', 'publish: aborted.', {
    call: 'publish',
    remedy: 'None needed.',
    cause: reason,
  });
  expect(aborted).toMatchObject({ name: 'AbortError', code: 'ABORTED', call: 'publish' });
  expect(aborted.cause).toBe(reason);
});

describe('isThreadsError', () => {
  it('recognises an error of its own copy', () => {
    expect(isThreadsError(error)).toBe(true);
  });

  it('recognises an error of another copy of the package', async () => {
    const path = './errors.ts?copy';
    const copy: { ThreadsError: typeof ThreadsError } = await import(path);
    expect(copy.ThreadsError).not.toBe(ThreadsError);
    class Foreign extends copy.ThreadsError {}
    const foreign = new Foreign('ABORTED', 'stopped', { remedy: 'None needed.' });
    expect(foreign).not.toBeInstanceOf(ThreadsError);
    expect(isThreadsError(foreign)).toBe(true);
  });

  it('recognises an error of another realm', () => {
    const foreign: unknown = runInNewContext(
      `Object.defineProperty(new Error('stopped'), Symbol.for('@threads-sdk/error'), { value: true })`,
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
