import type { Emulator } from '../emulator.ts';

type Fetch = Emulator['fetch'];

const fetches = /* @__PURE__ */ new WeakMap<Emulator, Fetch>();

/** Notes how an emulator answers without bodies: see `fetchUnread`. */
export function noteUnreadFetch(emulator: Emulator, fetch: Fetch): void {
  fetches.set(emulator, fetch);
}

/**
 * How a server asks an emulator. Where `textOf` knows an answer's text, the answer has no body: its stream took an eighth
 * of the time of a whole answer, and a server writes the text. An emulator that somebody wrapped is asked as it is.
 */
export function fetchUnread(emulator: Emulator): Fetch {
  return fetches.get(emulator) ?? emulator.fetch;
}
