const base = 300;
const cap = 10_000;

/**
 * Milliseconds to wait after a failed attempt: a random part of a bound that doubles ("full jitter"), so that many
 * clients do not come back at once.
 *
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export function retryDelay(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(cap, base * 2 ** (attempt - 1)));
}

/**
 * Reads a `Retry-After` header, seconds or a date, as milliseconds from now; undefined if it is absent, past or not
 * understood.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const wait = Number(header) * 1000 || Date.parse(String(header)) - now;
  return wait >= 0 ? wait : undefined;
}
