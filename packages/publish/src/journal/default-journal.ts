import type { Client } from '@threads-sdk/core-http';
import { createMemoryJournal } from './create-memory-journal.ts';
import type { Journal } from './journal.ts';

/** One journal for each client, gone with it. */
const journals: WeakMap<Client, Journal> = /* @__PURE__ */ new WeakMap();

/** The journal of those who name none. */
export function defaultJournal(client: Client): Journal {
  const journal = journals.get(client) ?? createMemoryJournal();
  journals.set(client, journal);
  return journal;
}
