import type { RequestError } from './log.ts';
import { parseJson } from './parameters.ts';

// Longer than any body takes that is there already, and short enough to hold nobody up.
const patience = 50;

/**
 * Reads a copy of an answer's body, which stays whole for the caller: no more than about `limit` bytes, and of a body
 * that trickles or breaks off what is there.
 */
export async function readAnswer(response: Response, limit: number): Promise<string> {
  const { body } = response.clone();
  if (body === null) return '';
  const reader = body.getReader();
  // Ends a read that waits. Settles only when the caller's copy has ended too, and fails as that one does: it is the
  // caller who has to know.
  const stop = (): void => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(stop, patience);
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let size = 0; size < limit;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
    stop();
  } catch {
    // The caller's copy breaks off in the same place.
  } finally {
    clearTimeout(timer);
  }
  return text;
}

/** The error that the text of an answer names, in any of the three shapes that Meta has for one. */
export function readError(text: string): RequestError | undefined {
  if (!/^\s*\{\s*"error/.test(text)) return undefined;
  const body = membersOf(parseJson(text));
  const error = typeof body['error'] === 'object' ? membersOf(body['error']) : body;
  const code = error['code'] ?? error['error_code'];
  const subcode = error['error_subcode'];
  const message = error['message'] ?? error['error_message'];
  if (typeof code !== 'number') return undefined;
  return {
    code,
    ...(typeof subcode === 'number' ? { subcode } : {}),
    message: typeof message === 'string' ? message : '',
  };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
