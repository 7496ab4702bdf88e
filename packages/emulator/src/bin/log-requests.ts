import { styleText } from 'node:util';
import type { Emulator } from '../emulator.ts';
import type { RequestRecord } from '../log/request-record.ts';

/** The same emulator, to be served: it prints a line for each request to the API, before it is answered. */
export function logRequests(
  emulator: Emulator,
  print: (line: string) => void,
  isColoured: boolean,
): Emulator {
  let last = 0;
  return {
    ...emulator,
    fetch: async (request) => {
      try {
        return await emulator.fetch(request);
      } finally {
        // Others may have been answered meanwhile, and pages are no requests to the API.
        const known = last;
        const fresh = emulator.requests.slice(emulator.requests.findLastIndex(({ id }) => id <= known) + 1);
        last = fresh.at(-1)?.id ?? last;
        for (const record of fresh) print(requestLine(record, isColoured));
      }
    },
  };
}

/** A request in one line: when, what was asked for by whom, and what was answered. What is not there is a hyphen. */
export function requestLine(record: RequestRecord, isColoured: boolean): string {
  const { at, method, path, operation = '-', user, status, error, duration } = record;
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    // Whether this is a terminal was asked already.
    isColoured ? styleText(format, text, { validateStream: false }) : text;
  const isGood = error === undefined && status > 0 && status < 400;
  return [
    paint('dim', new Date(at).toISOString()),
    method,
    harmless(path),
    paint('bold', operation),
    user === undefined ? '-' : `@${user}`,
    paint(isGood ? 'green' : 'red', status === 0 ? 'no answer' : String(status)),
    ...(error === undefined ? [] : [paint('red', describe(error))]),
    paint('dim', `${duration} ms`),
  ].join(' ');
}

function describe({ code, subcode, message }: NonNullable<RequestRecord['error']>): string {
  return `${code}${subcode === undefined ? '' : `/${subcode}`}: ${harmless(message)}`;
}

// What a caller sent must not move the cursor, nor begin another line.
function harmless(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
