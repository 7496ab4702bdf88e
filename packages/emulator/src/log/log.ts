/**
 * One request as it came in.
 *
 * @category Look at what happened
 */
export interface RequestRecord {
  /** A running number; the first request of an emulator has 1. */
  readonly id: number;
  /** When, in epoch milliseconds of the emulator's clock. */
  readonly at: number;
  readonly method: string;
  /** The path as it was sent, version included, without the query. */
  readonly path: string;
  /** The operation that it was read as, e.g. `createContainer`; absent for a page and for a path that the API does not have. */
  readonly operation?: string;
  /** The username of its token's owner; absent without a token of a user. */
  readonly user?: string;
  /** Its headers, by names in lower case; tokens, secrets and cookies are masked. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parameters of query and body; tokens, secrets and codes are masked. */
  readonly parameters: Readonly<Record<string, string>>;
  /** 0 where the connection broke, or the caller gave up, before the answer. */
  readonly status: number;
  /**
   * The body of the answer, with the same masked; no more than its first 16 KiB. Where a fault slowed it down, cut it
   * or blew it up: what it would have been.
   */
  readonly answer: string;
  /** What the answer says went wrong; absent where it says nothing of the kind. */
  readonly error?: RequestError;
  /**
   * The settings of the emulator without which it would have been answered otherwise, such as `behaviour.textLength`;
   * absent where no setting decided on the error.
   */
  readonly decidedBy?: readonly string[];
  /** Milliseconds of the emulator's clock until the answer. */
  readonly duration: number;
  /** The kinds of the planned faults that struck it; absent where none did. */
  readonly faults?: readonly string[];
}

/**
 * The error that an answer names.
 *
 * @category Look at what happened
 */
export interface RequestError {
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
}

/** The newest requests. */
export interface RequestLog {
  /** Oldest first; the oldest are dropped once there are more than 10,000. */
  readonly records: readonly RequestRecord[];
  /** `original`: the request as it came, secrets and all, to be sent once more. */
  add(record: Omit<RequestRecord, 'id'>, original?: OriginalRequest): void;
  /** What a record was made of; absent once it was dropped. */
  original(id: number): OriginalRequest | undefined;
  /** Calls `listener` with each request from now on, until the function that it returns is called. */
  subscribe(listener: RequestListener): () => void;
  clear(): void;
}

/** A request with its secrets. It is kept for sending it once more, and shown nowhere. */
export interface OriginalRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: Headers;
  /** Of query and body together. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
}

/** Is told of a request. */
export type RequestListener = (record: RequestRecord) => void;

// A served emulator may run for weeks: what does not fit pushes the oldest records out.
const maxRecords = 10_000;
const maxCharacters = 16 * 1024 * 1024;

/** A log of the newest requests: `limit` of them, fewer if they are longer than 16 Mi characters together. */
export function createRequestLog(limit: number = maxRecords): RequestLog {
  const records: RequestRecord[] = [];
  const originals = new WeakMap<RequestRecord, OriginalRequest>();
  const listeners = new Set<RequestListener>();
  let lastId = 0;
  let size = 0;
  return {
    records,
    add: (input, original) => {
      lastId += 1;
      const record = Object.freeze({ id: lastId, ...input });
      records.push(record);
      if (original !== undefined) originals.set(record, original);
      size += sizeOf(record);
      while (records.length > limit || size > maxCharacters) {
        const oldest = records.shift();
        if (oldest !== undefined) size -= sizeOf(oldest);
      }
      for (const listener of listeners) listener(record);
    },
    original: (id) => {
      const record = records.find((candidate) => candidate.id === id);
      return record === undefined ? undefined : originals.get(record);
    },
    subscribe: (listener) => {
      // Wrapped, so that the same function can listen twice and each can stop on its own.
      const entry: RequestListener = (record) => listener(record);
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    clear: () => {
      records.length = 0;
      size = 0;
    },
  };
}

function sizeOf({ path, headers, parameters, answer }: RequestRecord): number {
  return [...Object.entries(headers), ...Object.entries(parameters)].reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    path.length + answer.length,
  );
}
