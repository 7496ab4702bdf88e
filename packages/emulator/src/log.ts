import type { Parameters } from './parameters.ts';

/** One request as it came in. */
export interface RequestRecord {
  /** When, in epoch milliseconds of the emulator's clock. */
  readonly at: number;
  readonly method: string;
  /** The path as it was sent, version included, without the query. */
  readonly path: string;
  /** The operation that it was read as, e.g. `createContainer`; absent for a page and for a path that the API does not have. */
  readonly operation?: string;
  /** The parameters of query and body; tokens, secrets and codes are masked. */
  readonly parameters: Readonly<Record<string, string>>;
  /** 0 where the connection broke, or the caller gave up, before the answer. */
  readonly status: number;
  /** The kinds of the planned faults that struck it; absent where none did. */
  readonly faults?: readonly string[];
}

/** The newest requests, oldest first. */
export interface RequestLog {
  readonly records: readonly RequestRecord[];
  add(record: RequestRecord): void;
  clear(): void;
}

// A served emulator may run for weeks: what does not fit pushes the oldest records out.
const greatestCount = 10_000;
const greatestSize = 16 * 1024 * 1024;

/** Keeps the newest 10,000 requests, fewer if they are longer than 16 Mi characters together. */
export function createRequestLog(): RequestLog {
  const records: RequestRecord[] = [];
  let size = 0;
  return {
    records,
    add: (record) => {
      records.push(Object.freeze(record));
      size += sizeOf(record);
      while (records.length > greatestCount || size > greatestSize) {
        const oldest = records.shift();
        if (oldest !== undefined) size -= sizeOf(oldest);
      }
    },
    clear: () => {
      records.length = 0;
      size = 0;
    },
  };
}

function sizeOf({ path, parameters }: RequestRecord): number {
  return Object.entries(parameters).reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    path.length,
  );
}

const secretParameters = new Set(['access_token', 'client_secret', 'code', 'input_token']);

/** The parameters for the log, with what a token could be read from masked. */
export function maskParameters(parameters: Parameters): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...parameters].map(([name, values]) => [name, maskParameter(name, values.join(','))]),
  );
}

/** A parameter's value as it may be shown. */
export function maskParameter(name: string, value: string): string {
  return secretParameters.has(name) ? '[masked]' : value;
}
