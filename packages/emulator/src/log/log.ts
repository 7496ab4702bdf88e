import type { RequestRecord } from './request-record.ts';

/** The newest requests. */
export interface RequestLog {
  /** Oldest first; the oldest are dropped for newer ones. */
  readonly records: readonly RequestRecord[];
  /** A name that a log of before has not, nor this one once it was cleared: numbers of requests mean nothing beyond it. */
  readonly run: string;
  /** `original`: the request as it came, secrets and all, to be sent once more. */
  add(record: Omit<RequestRecord, 'id'>, original?: OriginalRequest): void;
  /** What a record was made of. */
  original(record: RequestRecord): OriginalRequest | undefined;
  clear(): void;
}

/** A request with its secrets. It is kept for sending it once more, and shown nowhere. */
export interface OriginalRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: Headers;
  /** Absent where it was not read to its end: it was too long, or broke off. */
  readonly body?: Uint8Array<ArrayBuffer>;
}

// A served emulator may run for weeks: what does not fit pushes the oldest records out.
const maxRecords = 10_000;
const maxCharacters = 16 * 1024 * 1024;

/**
 * A log of the newest requests: `limit` of them, fewer if they are longer than 16 Mi characters together, bodies included.
 *
 * @param startedAt When the emulator was created, by its clock.
 */
export function createRequestLog(startedAt: number, limit: number = maxRecords): RequestLog {
  const records: RequestRecord[] = [];
  const originals = new WeakMap<RequestRecord, OriginalRequest>();
  let clearings = 0;
  let lastId = 0;
  let size = 0;
  const sizeOf = (record: RequestRecord): number =>
    lengthOf(record) + (originals.get(record)?.body?.byteLength ?? 0);
  return {
    records,
    get run() {
      return `${startedAt}-${clearings}`;
    },
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
    },
    original: (record) => originals.get(record),
    clear: () => {
      records.length = 0;
      size = 0;
      clearings += 1;
    },
  };
}

function lengthOf({ path, headers, parameters, answer }: RequestRecord): number {
  return [...Object.entries(headers), ...Object.entries(parameters)].reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    path.length + answer.length,
  );
}
