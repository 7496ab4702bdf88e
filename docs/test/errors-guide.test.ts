import { readAuthorizationError } from '@threads-sdk/auth';
import { createClient, isApiError } from '@threads-sdk/core-http';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { getUser } from '@threads-sdk/endpoints';
import { describe, expect, it } from 'vitest';
import { literalsOf, namesIn, read, rowsOf } from './guide-tables.ts';

const rows = rowsOf('docs/guides/errors.md');
const cellsBelow = (...headings: string[]): string[] =>
  rows.filter(({ heading }) => headings.includes(heading)).map(({ cells: [first = ''] }) => first);

/** The names in the first column below these headings, in the order of the alphabet. */
const namesBelow = (...headings: string[]): string[] =>
  cellsBelow(...headings.map((heading) => `\`${heading}\``))
    .flatMap(namesIn)
    .sort();

const unions = [
  ['ApiError', 'packages/core-http/src/api-error.ts', 'ApiErrorCode'],
  ['TransportError', 'packages/core-http/src/transport-error.ts', 'TransportErrorCode'],
  ['PublishError', 'packages/publish/src/errors.ts', 'PublishErrorCode'],
  ['MediaFaultCode', 'packages/media/src/media-fault.ts', 'MediaFaultCode'],
  ['MediaWarningCode', 'packages/media/src/media-fault.ts', 'MediaWarningCode'],
  ['RefreshResult', 'packages/auth/src/refresh-due.ts', 'RefreshResult'],
] as const;

const emulator = createEmulator({ users: [{ username: 'mika' }] });
const client = createClient({
  credentials: createCredentials(emulator.issueToken({ username: 'mika' })),
  fetch: emulator.fetch,
  retry: { attempts: 1 },
});

describe('the guide to what can go wrong', () => {
  it.each(unions)('has a row for each code of %s, and for no other', (heading, file, type) => {
    const codes = literalsOf(file, type).sort();
    expect(codes.length).toBeGreaterThan(3);
    expect(namesBelow(heading)).toEqual(codes);
  });

  it('has a row for each code of ThreadsError, and for no other', () => {
    const codes = literalsOf('packages/errors/src/threads-error-code.ts', 'ThreadsErrorCode').sort();
    const named = namesBelow('ThreadsError', 'ApiError', 'TransportError', 'PublishError');
    expect([...new Set(named)]).toEqual(codes);
  });

  it('names no code twice in one family', () => {
    for (const heading of ['ThreadsError', 'ApiError', 'TransportError', 'PublishError']) {
      const names = namesBelow(heading);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('leaves no cell empty', () => {
    expect(rows.filter(({ cells }) => cells.includes(''))).toEqual([]);
  });

  const metaRows = rows.filter(({ heading }) => heading === "Meta's code").map(({ cells }) => cells);

  it.each(metaRows)('is right that %s becomes %s', async (meta = '', becomes = '') => {
    const [code, subcode] = meta.split('/').map(Number);
    emulator.planFault({
      kind: 'error',
      status: 400,
      ...(code !== undefined && { code }),
      ...(subcode !== undefined && { subcode }),
      isTransient: false,
    });
    const error: unknown = await getUser(client).catch((thrown: unknown) => thrown);
    expect(isApiError(error) && error.code).toBe(namesIn(becomes)[0]);
  });

  it('has a row for each code and subcode that the client tells apart', () => {
    const told = [...read('packages/core-http/src/classify.ts').matchAll(/^ {2}(\d+): '/gm)];
    const named = metaRows.map(([meta = '']) => meta.split('/').at(-1));
    expect(told.length).toBeGreaterThan(20);
    expect(told.map(([, number]) => number).filter((number) => !named.includes(number))).toEqual([]);
  });

  it("has Meta's login page as readAuthorizationError knows it", () => {
    const source = read('packages/auth/src/read-authorization-error.ts');
    const known = [...source.matchAll(/^ {2,4}\[?\s*'(\d+)',/gm)].map(([, code = '']) => code);
    const remedyOf = (code: string): string | undefined =>
      readAuthorizationError(JSON.stringify({ error_code: Number(code) }))?.remedy;
    const named = cellsBelow('`error_code`');
    expect(named).toEqual(known);
    expect(named.filter((code) => remedyOf(code) === remedyOf('77'))).toEqual([]);
  });
});
