import { Stop } from './stop.ts';

/** The part that an answer holds, of a file whose size is known. */
export interface ContentRange {
  readonly start: number;
  readonly size: number;
}

/** Headers that ask for a part: from a byte, this many. `fetch` adds that it must not be compressed. */
export function headersOf(start: number, length: number): Readonly<Record<string, string>> {
  return { range: `bytes=${start}-${start + length - 1}` };
}

/** What the header `content-range` says; `undefined` if it is of no use (RFC 9110, 14.4). */
export function contentRangeOf({ headers }: Response): ContentRange | undefined {
  if (headers.has('content-encoding')) return undefined;
  const [, start, size] =
    /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(headers.get('content-range') ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), size: Number(size) };
}

/** @throws Stop if a server refuses. */
export function refuseErrors({ ok, status }: Response): void {
  if (!ok)
    throw new Stop('HTTP_ERROR', `could not be downloaded: its server answers with HTTP status ${status}`);
}
