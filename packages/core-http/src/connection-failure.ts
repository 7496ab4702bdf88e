import type { TransportFailure } from './failure.ts';

// Failures before the first byte of a request can leave: the server is not there, has no address, or is not who it
// should be. Deno has no codes; its HTTP library says in words that no connection came about.
const unsent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ConnectionRefused|FailedToOpenSocket|CERT_.+|ERR_TLS_CERT_.+|(DEPTH_ZERO_)?SELF_SIGNED_CERT.*|UNABLE_TO_(GET|VERIFY|DECODE)_.+|HOSTNAME_MISMATCH)$|client error \(Connect\)/;

/** Reads out of what fetch threw why an exchange broke off. `status` is that of the answer, if one had begun. */
export function connectionFailure(thrown: unknown, status: number | undefined): TransportFailure {
  let reason = '';
  // ky and Node wrap the error that has the code, and Node several tried addresses in an AggregateError.
  for (let error = Object(thrown), depth = 0; error && depth < 5; depth += 1) {
    const { code, message, cause, errors } = error;
    if (typeof code === 'string') reason = code;
    else if (typeof message === 'string' && !/^[A-Z]\w+$/.test(reason)) reason = message || reason;
    error = cause ?? errors?.[0];
  }
  const nothingSent = status === undefined && unsent.test(reason);
  return { code: 'NETWORK_FAILED', reason, repeat: nothingSent ? 'always' : 'unless sendOnce' };
}
