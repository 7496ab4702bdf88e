import type { RequestOptions } from '@threads-sdk/core-http';

/** Request options with a signal, or without any. */
export function requestOptions(signal: AbortSignal | undefined): RequestOptions {
  return signal ? { signal } : {};
}
