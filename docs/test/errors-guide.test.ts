import { readAuthorizationError } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { getUser } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { readErrorClasses } from '../errors-table.ts';
import { literalsOf, namesIn, read, rowsOf } from '../guide-tables.ts';

const classes = readErrorClasses();
const rows = rowsOf('docs/guides/errors.md');
const cellsBelow = (...headings: string[]): string[] =>
  rows.filter(({ heading }) => headings.includes(heading)).map(({ cells: [first = ''] }) => first);

/** The names in the first column below these headings, in the order of the alphabet. */
const namesBelow = (...headings: string[]): string[] =>
  cellsBelow(...headings.map((heading) => `\`${heading}\``))
    .flatMap(namesIn)
    .sort();

/** What comes back from functions as data, not as errors. */
const unions = [
  ['MediaIssueCode', 'packages/media/src/media-report.ts', 'MediaIssueCode'],
  ['MediaWarningCode', 'packages/media/src/media-report.ts', 'MediaWarningCode'],
  ['RefreshResult', 'packages/auth/src/refresh-due-credentials.ts', 'RefreshResult'],
] as const;

/** The classes whose tables name a code. */
const headingsOf = (code: string): string[] =>
  rows
    .filter(({ cells: [first = ''] }) => namesIn(first).includes(code))
    .flatMap(({ heading }) => namesIn(heading))
    .filter((heading) => heading.endsWith('Error'));

const emulator = createEmulator({ users: [{ username: 'mika' }] });
const client = createClient({
  credentials: createCredentials(emulator.issueToken({ username: 'mika' })),
  fetch: emulator.fetch,
  retry: { maxAttempts: 1 },
});

describe('the classes of errors', () => {
  it('are those of the union', () => {
    const source = read('packages/errors/src/errors.ts');
    const [, union = ''] = /export type AnyThreadsError =([^;]+);/.exec(source) ?? [];
    expect(classes.map(({ name }) => name).sort()).toEqual(union.match(/\w+/g));
  });

  it('have one class for each code', () => {
    const codes = classes.flatMap((each) => each.codes);
    expect(codes.length).toBeGreaterThan(40);
    expect(codes).toEqual([...new Set(codes)]);
    expect(classes.filter((each) => each.codes.length === 0)).toEqual([]);
  });
});

describe('the guide to what can go wrong', () => {
  it.each(classes)(
    'has one row for each code of $name below its name, and for no other',
    ({ name, codes }) => {
      expect(namesBelow(name)).toEqual([...codes].sort());
      expect(codes.filter((code) => headingsOf(code).length !== 1)).toEqual([]);
    },
  );

  it('has one row for each code in the table of all, with its class', () => {
    const named = rows.filter(({ heading }) => heading === 'Code').map(({ cells }) => cells.slice(0, 2));
    const expected = classes.flatMap(({ name, codes }) =>
      codes.map((code) => [`\`${code}\``, `\`${name}\``]),
    );
    expect(named).toEqual(expected);
  });

  it.each(unions)('has a row for each code of %s, and for no other', (heading, file, type) => {
    const codes = literalsOf(file, type).sort();
    expect(codes.length).toBeGreaterThan(3);
    expect(namesBelow(heading)).toEqual(codes);
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
    expect(isThreadsError(error) && error.code).toBe(namesIn(becomes)[0]);
  });

  it('has a row for each code and subcode that the client tells apart', () => {
    const told = [...read('packages/core-http/src/graph-error.ts').matchAll(/^ {2}(\d+): '/gm)];
    const named = metaRows.map(([meta = '']) => meta.split('/').at(-1));
    expect(told.length).toBeGreaterThan(20);
    expect(told.map(([, number]) => number).filter((number) => !named.includes(number))).toEqual([]);
  });

  it("has Meta's login page as readAuthorizationError knows it", () => {
    const source = read('packages/auth/src/callback.ts');
    const known = [...source.matchAll(/^ {2,4}\[?\s*'(\d+)',/gm)].map(([, code = '']) => code);
    const remedyOf = (code: string): string | undefined =>
      readAuthorizationError(JSON.stringify({ error_code: Number(code) }))?.remedy;
    const named = cellsBelow('`error_code`');
    expect(named).toEqual(known);
    expect(named.filter((code) => remedyOf(code) === remedyOf('77'))).toEqual([]);
  });
});
