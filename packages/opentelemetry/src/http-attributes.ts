import type { Attributes } from '@opentelemetry/api';
import type { AttemptEnd, AttemptEvent } from '@threads-sdk/core-http/fetch';

/**
 * An attempt in the words of the semantic conventions for HTTP, as far as there are few values of each: for metrics.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
export function metricAttributes(
  { method, path, url }: AttemptEvent,
  { code, status }: AttemptEnd,
): Attributes {
  const { hostname, port, protocol } = new URL(url);
  return {
    'http.request.method': method,
    'server.address': hostname.replaceAll(/[[\]]/g, ''),
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'url.template': path,
    ...(status !== undefined && { 'http.response.status_code': status }),
    // Whoever ended it by a signal met no error.
    ...(code !== undefined && code !== 'ABORTED' && { 'error.type': code }),
  };
}

/**
 * An attempt for its span: also where it went, with the parameters of a GET, and the how manieth repetition it was.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function spanAttributes(event: AttemptEvent, end: AttemptEnd = {}): Attributes {
  const { attempt, url } = event;
  return {
    ...metricAttributes(event, end),
    'url.full': url,
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
  };
}
