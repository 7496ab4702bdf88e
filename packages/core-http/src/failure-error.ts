import { createRedactor } from '@threads-sdk/errors';
import { ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import type { Exchange, Failure } from './failure.ts';
import { remedies } from './remedies.ts';
import { TransportError, type Sent } from './transport-error.ts';

/** What is known about all attempts of a call. */
export interface Attempts extends Omit<Exchange, 'outcome'> {
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly sent: Sent;
}

/**
 * Makes the error that a caller gets, from scratch: nothing of ky, of the request or of the response is in it, and
 * every text is redacted.
 */
export function failureError(
  { operation, secrets, sendOnce }: Call,
  { answer, code, reason, retryAfter }: Failure,
  { attempts, now, sent, status, usage }: Attempts,
): ApiError | TransportError {
  const redact = createRedactor(secrets);
  const show = <Details extends object>(details: Details): Details => {
    for (const [name, value] of Object.entries(details)) {
      if (value === undefined) Reflect.deleteProperty(details, name);
      if (typeof value === 'string') Reflect.set(details, name, redact(value).slice(0, 500));
    }
    return details;
  };
  const { id, method, path, scopes } = operation;
  const about = { operation: id, method, path, attempts };
  const { apiCode, apiSubcode, traceId } = answer ?? {};
  const { what, ...facts } = show({
    what: reason,
    code: apiCode,
    subcode: apiSubcode,
    HTTP: status,
    trace: traceId,
    attempts,
  });
  const known = Object.entries(facts).map((fact) => fact.join(' '));
  const message = `${id}: ${method} ${path}: ${code}: ${what} (${known.join(', ')})`;
  if (answer) {
    const retryAt = retryAfter === undefined ? undefined : new Date(now + retryAfter);
    return new ApiError(
      code,
      message,
      show({ ...about, ...answer, scopes, usage, retryAt, remedy: remedies[code] }),
    );
  }
  const unclear =
    sendOnce && sent !== 'no' ? 'It may have been carried out: look before sending it again. ' : '';
  return new TransportError(
    code,
    message,
    show({ ...about, status, sent, reason, remedy: unclear + remedies[code] }),
  );
}
