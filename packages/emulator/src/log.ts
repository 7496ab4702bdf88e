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
  /** 0 where the connection broke before the answer. */
  readonly status: number;
  /** The kinds of the planned faults that struck it; absent where none did. */
  readonly faults?: readonly string[];
}

/** The requests so far, oldest first. */
export interface RequestLog {
  readonly records: readonly RequestRecord[];
  add(record: RequestRecord): void;
  clear(): void;
}

export function createRequestLog(): RequestLog {
  const records: RequestRecord[] = [];
  return {
    records,
    add: (record) => {
      records.push(Object.freeze(record));
    },
    clear: () => {
      records.length = 0;
    },
  };
}

const secretParameters = new Set(['access_token', 'client_secret', 'code', 'input_token']);

/** The parameters for the log, with what a token could be read from masked. */
export function maskParameters(parameters: Parameters): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...parameters].map(([name, values]) => [
      name,
      secretParameters.has(name) ? '[masked]' : values.join(','),
    ]),
  );
}
