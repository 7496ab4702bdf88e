import type { Access } from './access.ts';
import type { ByteSource } from './byte-source.ts';
import { contentRangeOf, headersOf, refuseErrors } from './content-range.ts';
import { follow } from './follow.ts';
import { bytesOfPart } from './limits.ts';
import { joinBytes } from './join-bytes.ts';
import { bytesLeft, readBody, type Budget } from './read-body.ts';
import { limitReached, Stop } from './stop.ts';

interface Part {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** Reads a file by range requests; parts that have been read are kept. */
export async function openRanges(
  first: { readonly response: Response; readonly url: string },
  size: number,
  budget: Budget,
  access: Access,
): Promise<ByteSource> {
  const parts = [await take(first.response, 0, Math.min(size, bytesOfPart))];

  async function take(response: Response, start: number, length: number): Promise<Part> {
    const pieces: Uint8Array[] = [];
    let taken = 0;
    for await (const piece of readBody(response, budget, access)) {
      pieces.push(piece);
      taken += piece.byteLength;
      // Some servers send more than they were asked for. Where none does, the end is read too: the connection stays.
      if (taken > length) break;
    }
    if (taken < length && bytesLeft(budget) === 0) throw limitReached();
    if (taken < length) throw broken('the answer broke off');
    return { start, bytes: joinBytes(pieces).subarray(0, length) };
  }

  async function ask(start: number, end: number): Promise<Part> {
    const length = Math.min(Math.max(end - start, bytesOfPart), size - start);
    if (length > bytesLeft(budget)) throw limitReached();
    const { response } = await follow(first.url, headersOf(start, length), access);
    refuseErrors(response);
    const range = contentRangeOf(response);
    if (response.status !== 206 || range?.start !== start || range.size !== size)
      throw broken('its server answers range requests in different ways');
    return take(response, start, length);
  }

  return {
    contentType: first.response.headers.get('content-type') ?? '',
    reach: Infinity,
    size: () => size,
    bytesRead: () => budget.read,
    async read(start, length) {
      const end = Math.min(start + length, size);
      const found: Uint8Array[] = [];
      for (let position = start; position < end;) {
        const at = position;
        let part = parts.find((each) => each.start <= at && at < each.start + each.bytes.byteLength);
        if (!part) parts.push((part = await ask(at, end)));
        const piece = part.bytes.subarray(at - part.start, end - part.start);
        found.push(piece);
        position += piece.byteLength;
      }
      return found.length === 1 && found[0] ? found[0] : joinBytes(found);
    },
  };
}

function broken(what: string): Stop {
  return new Stop('UNREACHABLE', `could not be downloaded (${what})`);
}
