import type { Access } from './access.ts';
import type { ByteSource } from './byte-source.ts';
import { follow } from './follow.ts';
import { bytesOfPart } from './limits.ts';
import { contentRangeOf, headersOf, refuseErrors } from './content-range.ts';
import { openRanges } from './open-ranges.ts';
import { openStream } from './open-stream.ts';
import type { Budget } from './read-body.ts';
import { Stop } from './stop.ts';

/** Asks for the beginning of a file. A server without range requests sends the whole, of which the beginning is read. */
export async function openSource(url: string, access: Access): Promise<ByteSource> {
  const budget: Budget = { read: 0 };
  const first = await follow(url, headersOf(0, bytesOfPart), access);
  // No byte can be had of an empty file.
  if (first.response.status === 416) return openStream(new Response(null), budget, access);
  refuseErrors(first.response);
  if (first.response.status !== 206) return openStream(first.response, budget, access);
  const range = contentRangeOf(first.response);
  if (range?.start === 0) return openRanges(first, range.size, budget, access);
  const { response } = await follow(url, {}, access);
  refuseErrors(response);
  if (response.status === 206)
    throw new Stop('UNREACHABLE', 'could not be downloaded (its server sends a part in place of the whole)');
  return openStream(response, budget, access);
}
