/**
 * How much of the app's rate limit is used up, in percent: the `X-App-Usage` header, with the names that Meta gave its
 * members. Whether Threads sends it on every answer is not documented.
 *
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 * @category Watch requests
 */
export interface AppUsage {
  readonly call_count?: number;
  readonly total_time?: number;
  readonly total_cputime?: number;
}

/** Reads an `X-App-Usage` header, a JSON object of numbers; undefined if it is absent. */
export function parseUsage(header: string | null): AppUsage | undefined {
  const percents = header?.matchAll(/"(\w+)"\s*:\s*([\d.]+)/g);
  return percents && Object.fromEntries(Array.from(percents, ([, name, percent]) => [name, Number(percent)]));
}
