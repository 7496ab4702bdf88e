import {
  type CredentialsStore,
  isThreadsError,
  type Journal,
  type MediaStorage,
  type Post,
  stepPublish,
} from 'threads-sdk';
import { createClient, type HttpOptions } from 'threads-sdk/core-http/fetch';

/** All that an engine remembers of a post. How far it is, the journal knows. */
export type PostJob = {
  /** Whose post it is: a key of the store of credentials. */
  readonly account: string;
  /** The app's own name for the post, such as its id in the app's database. */
  readonly key: string;
} & (
  | { readonly post: Post; readonly fast?: boolean }
  | { readonly chain: readonly Post[]; readonly replyTo?: 'previous' | 'root' }
);

/** Where a step led: small and plain, so that any engine can remember it, and nothing to go on from. */
export type Reached =
  | { readonly now: 'live'; readonly ids: readonly string[] }
  /** For so many milliseconds, one at least, the next step is not worth taking: some engines cannot sleep for none. */
  | { readonly now: 'waiting'; readonly wait: number }
  /** Why trying again does not help. */
  | { readonly now: 'parked'; readonly reason: string };

/** What is the same for all posts. */
export interface StepSettings {
  readonly http?: HttpOptions | undefined;
  /** Where the files of posts lie that have any: the storage that `storeFiles` put them into. */
  readonly storage?: MediaStorage | undefined;
}

/** Takes one step of a post. What it throws is for the engine to try again, later and later. */
export async function takeStep(
  { account, key, ...what }: PostJob,
  store: CredentialsStore,
  journal: Journal,
  { http, storage }: StepSettings = {},
): Promise<Reached> {
  let due: number;
  try {
    const stored = await store.get(account);
    if (!stored) {
      return { now: 'parked', reason: `There are no credentials of ${account}: it has to log in.` };
    }
    const client = createClient({ ...http, credentials: stored.credentials });
    const reached = await stepPublish(client, key, { ...what, journal, ...(storage && { storage }) });
    if (reached.done) return { now: 'live', ids: reached.published.map(({ id }) => id) };
    due = reached.due;
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    const { code, message, remedy, retryable, retryAt } = error;
    if (retryable === 'never') return { now: 'parked', reason: `${code}: ${message} ${remedy}` };
    if (retryAt === undefined) throw error;
    due = retryAt.getTime();
  }
  return { now: 'waiting', wait: Math.max(1, due - Date.now()) };
}
