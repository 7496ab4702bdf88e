import { describe, expect, it } from 'vitest';
import { readError } from './graph-error.ts';

const read = (error: object, status = 400): ReturnType<typeof readError> =>
  readError({ error }, { ok: false, status }, undefined);
const codeOf = (error: object, status?: number): string | undefined => read(error, status)?.code;

it.each([
  [{ code: 190 }, 'TOKEN_INVALID'],
  [{ code: 102 }, 'TOKEN_INVALID'],
  [{ code: 452, error_subcode: 4279019 }, 'TOKEN_ALREADY_LONG_LIVED'],
  [{ error_subcode: 4279019 }, 'TOKEN_ALREADY_LONG_LIVED'],
  [{ code: 100, error_subcode: 10 }, 'GRANT_MISSING'],
  [{ code: 10 }, 'PERMISSION_MISSING'],
  [{ code: 10, error_subcode: 4279067 }, 'PERMISSION_MISSING'],
  [{ code: 200 }, 'PERMISSION_MISSING'],
  [{ code: 299 }, 'PERMISSION_MISSING'],
  [{ code: 300 }, 'UNKNOWN_API_ERROR'],
  [{ code: 100, error_subcode: 33 }, 'OBJECT_NOT_FOUND'],
  [{ code: 24 }, 'MEDIA_NOT_FOUND'],
  [{ code: 24, error_subcode: 4279009 }, 'MEDIA_NOT_FOUND'],
  [{ code: 1, error_subcode: 2207052 }, 'MEDIA_DOWNLOAD_FAILED'],
  [{ code: -1, error_subcode: 4279047 }, 'LINK_REJECTED'],
  [{ code: 100, error_subcode: 4279004 }, 'CAROUSEL_CHILDREN_INVALID'],
  [{ code: 506 }, 'DUPLICATE_POST'],
  [{ code: 368 }, 'BLOCKED'],
  [{ code: 4, error_subcode: 2207051 }, 'BLOCKED'],
  [{ error_subcode: 4279013 }, 'BLOCKED'],
  [{ code: 4 }, 'RATE_LIMITED'],
  [{ code: 613 }, 'RATE_LIMITED'],
  [{ code: 100 }, 'REQUEST_REJECTED'],
  [{ code: 100, error_subcode: 4279030 }, 'REQUEST_REJECTED'],
  [{ code: 1, message: 'THREADS_API__LINK_LIMIT_EXCEEDED' }, 'REQUEST_REJECTED'],
  [{ type: 'THREADS_API__FEATURE_NOT_AVAILABLE' }, 'REQUEST_REJECTED'],
  [{ code: 1 }, 'SERVER_FAILED'],
  [{ code: 2 }, 'SERVER_FAILED'],
  [{ code: 9999, is_transient: true }, 'SERVER_FAILED'],
  [{ code: 9999 }, 'UNKNOWN_API_ERROR'],
  [{}, 'UNKNOWN_API_ERROR'],
])('%o is %s', (answer, code) => {
  expect(codeOf(answer)).toBe(code);
});

it('reads the status only where the codes say nothing', () => {
  expect(codeOf({}, 500)).toBe('SERVER_FAILED');
  expect(codeOf({ code: 10 }, 500)).toBe('PERMISSION_MISSING');
  expect(codeOf({ code: 9999 }, 500)).toBe('UNKNOWN_API_ERROR');
  expect(codeOf({}, 429)).toBe('RATE_LIMITED');
  expect(codeOf({ code: 1 }, 429)).toBe('RATE_LIMITED');
  expect(codeOf({ code: 190 }, 429)).toBe('TOKEN_INVALID');
});

it('takes 4, 17, 32, 613 and 429 for calls that were not carried out', () => {
  for (const code of [4, 17, 32, 613]) expect(read({ code })).toHaveProperty('repeat', 'always');
  expect(read({}, 429)).toHaveProperty('repeat', 'always');
  for (const code of [1, 2, 341]) expect(read({ code })).toHaveProperty('repeat', 'unless sendOnce');
  for (const code of [10, 100, 190]) expect(read({ code })).toHaveProperty('repeat', undefined);
});

describe('the shapes of an error', () => {
  it.each([
    [
      { error: { message: 'm', type: 't', code: 190, error_subcode: 2, fbtrace_id: 'f' } },
      { reason: 'm', answer: { apiType: 't', apiCode: 190, apiSubcode: 2, traceId: 'f' } },
    ],
    [{ error: { message: 'm', code: '190' } }, { reason: 'm', answer: { apiCode: 190 } }],
    [{ error: { message: 'm', code: 'THREADS_API__X' } }, { reason: 'THREADS_API__X / m', answer: {} }],
    [
      { error: { message: 'm', error_user_title: 't', error_user_msg: 'u' } },
      { reason: 'm / t / u', answer: {} },
    ],
    [{ error: { message: {}, type: [], fbtrace_id: 1, code: {} } }, { reason: '', answer: {} }],
    [
      { error_type: 'OAuthException', code: 400, error_message: 'used' },
      { reason: 'used', answer: { apiType: 'OAuthException', apiCode: 400 } },
    ],
  ])('%j', (answer, expected) => {
    const failure = readError(answer, { ok: true, status: 200 }, undefined);
    expect(failure).toMatchObject({ ...expected, answer: { ...expected.answer, status: 200 } });
  });

  it.each([
    { id: '1', status: 'ERROR', error_message: 'UNKNOWN' },
    { data: { error: { code: 190 } } },
    [{ error: {} }],
    'error',
    undefined,
  ])('%j is none', (answer) => {
    expect(readError(answer, { ok: true, status: 200 }, undefined)).toBeUndefined();
  });
});
