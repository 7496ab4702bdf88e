import type { EmulatorContext } from '../../context.ts';
import { InvalidInput } from '../../input/invalid-input.ts';
import type { OriginalRequest, RequestLog } from '../../log/log.ts';
import type { RequestRecord } from '../../log/request-record.ts';

/** Why a request cannot be sent once more as it was; nothing where it can. */
export function replayFault({ log }: EmulatorContext, record: RequestRecord): string | undefined {
  // No platform makes such a `Request`; a server has ways of its own.
  if (/^(?:connect|trace|track)$/i.test(record.method)) return `no page can send ${record.method}`;
  return log.original(record)?.body === undefined
    ? 'its body was not read to the end, since the request was too long or broke off'
    : undefined;
}

/**
 * The request of a record, to be sent once more with its headers, its token and its body.
 *
 * @throws {InvalidInput} for one that is not in the log any more, and for one that cannot be sent as it was.
 */
export function requestAgain(
  context: EmulatorContext,
  wanted: { readonly run: string | undefined; readonly id: string | undefined },
): Request {
  const { log } = context;
  const record = findRecord(log, wanted);
  const original = log.original(record);
  const fault = replayFault(context, record);
  if (fault !== undefined || original === undefined)
    throw new InvalidInput('replay', [`this request cannot be replayed: ${fault ?? 'it was not kept'}`]);
  return copyOf(original);
}

function findRecord(
  { records, run }: RequestLog,
  wanted: { readonly run: string | undefined; readonly id: string | undefined },
): RequestRecord {
  if (wanted.run !== run)
    throw new InvalidInput('replay', [
      'the emulator was started over since, and knows nothing of the requests before: load the page again',
    ]);
  const record = records.find(({ id }) => String(id) === wanted.id);
  if (record === undefined) throw new InvalidInput('replay', ['the request is not in the log any more']);
  return record;
}

function copyOf({ method, url, headers, body }: OriginalRequest): Request {
  const carries = body !== undefined && body.byteLength > 0;
  return new Request(url, { method, headers, ...(carries ? { body } : {}) });
}
