import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import type { RequestRecord } from '../log/request-record.ts';
import { requestLine } from './log-requests.ts';

const record: RequestRecord = {
  id: 1,
  at: Date.UTC(2026, 0, 1),
  method: 'GET',
  path: '/v1.0/17',
  operation: 'getThread',
  user: 'alice',
  parameters: {},
  headers: {},
  status: 400,
  answer: '',
  error: { code: 100, subcode: 33, message: 'Unsupported get request' },
  duration: 3,
};

it.each([
  [record, '2026-01-01T00:00:00.000Z GET /v1.0/17 getThread @alice 400 100/33: Unsupported get request 3 ms'],
  [
    {
      id: 2,
      at: 0,
      method: 'POST',
      path: '/a',
      parameters: {},
      headers: {},
      status: 0,
      answer: '',
      duration: 12,
    },
    '1970-01-01T00:00:00.000Z POST /a - - no answer 12 ms',
  ],
])('a request is one line, with the same words in colour', (request, line) => {
  expect(requestLine(request, false)).toBe(line);
  const coloured = requestLine(request, true);
  expect(coloured).not.toBe(line);
  expect(stripVTControlCharacters(coloured)).toBe(line);
});
