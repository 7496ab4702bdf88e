import { type Journal, type Post, publish, type PublishOptions } from '../src/index.ts';
import { createClient, type Client } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { allScopes, type Stage } from './stage.ts';

/** How a call failed. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`It was expected to fail, and gave ${JSON.stringify(value)}.`);
    },
    (error: unknown) => error,
  );
}

/** A journal with compare-and-set, on entries that outlive it. */
export function journalOn(entries: Map<string, string>, changes: Partial<Journal> = {}): Journal {
  return {
    get: async (key) => entries.get(key),
    set: async (key, entry) => void entries.set(key, entry),
    compareAndSet: async (key, entry, expected) => {
      if (entries.get(key) !== expected) return false;
      entries.set(key, entry);
      return true;
    },
    ...changes,
  };
}

/** How publishing ends when its caller leaves while it is looked for what became of it. */
export async function leftAtConfirm(
  { client }: Stage,
  post: Post,
  options: PublishOptions = {},
  after = 0,
): Promise<unknown> {
  const leave = new AbortController();
  const onProgress: PublishOptions['onProgress'] = ({ step, elapsed }) => {
    if (step === 'confirm' && elapsed >= after) leave.abort();
  };
  return failureOf(publish(client, post, { ...options, signal: leave.signal, onProgress }));
}

/** A client whose function of credentials throws an error while it is down. */
export function clientOfVault(
  { emulator, clock }: Pick<Stage, 'emulator' | 'clock'>,
  error: Error,
): { readonly client: Client; readonly setDown: (isDown: boolean) => void } {
  const credentials = createCredentials(emulator.issueToken({ username: 'mika', scopes: allScopes }));
  let isDown = false;
  const client = createClient({
    clock,
    fetch: emulator.fetch,
    credentials: async () => {
      if (isDown) throw error;
      return credentials;
    },
  });
  return {
    client,
    setDown: (value) => {
      isDown = value;
    },
  };
}
