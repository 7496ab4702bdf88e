import { type Client, getUserId } from '@threads-sdk/core-http/fetch';
import type { InputIssue, PublishedPost } from '@threads-sdk/errors';
import { custom, filledText, issuesOf, notify, refuse } from '@threads-sdk/internal';
import { advanceState } from './advance-state.ts';
import { afterPart, startOfChain } from './chain.ts';
import { chainStopped } from './chain-stopped.ts';
import { chainFileIssues, chainIssues, chainMediaIssues, replyToSchema } from './check-chain.ts';
import { optionIssues, postOptions } from './check-options.ts';
import { postIssues } from './check-post.ts';
import { errorAtEnd, Stop } from './errors.ts';
import { type JournalEntry, openEntry } from './journal/journal-entry.ts';
import type { Journal } from './journal/journal.ts';
import type { PublishOptions, PublishProgress } from './options.ts';
import { type OpenFiles, openFiles } from './media-storage.ts';
import type { FilePost, Post } from './post.ts';
import type { ChainOptions } from './publish-chain.ts';
import { isDead, published, type Run } from './run.ts';
import { firstState, isSamePost, type State } from './state.ts';
import type { StepContext } from './steps/context.ts';

/**
 * What `stepPublish` publishes, and how.
 *
 * @example
 * ```ts
 * import { createMemoryJournal, type StepOptions } from '@threads-sdk/publish';
 *
 * const options: StepOptions = {
 *   chain: [{ text: 'One' }, { text: 'Two' }],
 *   journal: createMemoryJournal(),
 * };
 * ```
 *
 * @category Never publish twice
 */
export type StepOptions = Pick<PublishOptions, 'signal' | 'context' | 'check' | 'extra' | 'storage'> & {
  /** Where the progress under the key is kept: the same for every call, and for every worker. */
  readonly journal: Journal;

  /** Hears what happens; `index` says in which post of a chain, 0 for a post. It changes nothing, as with `publish`. */
  readonly onProgress?: (progress: PublishProgress & { readonly index: number }) => unknown;
} & (
    | {
        /** The post. */
        readonly post: Post | FilePost;
        /** As for `publish`. */
        readonly fast?: boolean;
      }
    | {
        /** The posts of a chain, in their order. */
        readonly chain: readonly (Post | FilePost)[];
        /** As for `publishChain`. */
        readonly replyTo?: NonNullable<ChainOptions['replyTo']>;
      }
  );

/**
 * What `stepPublish` comes to.
 *
 * @example
 * ```ts
 * import type { StepResult } from '@threads-sdk/publish';
 *
 * export function describeStep(step: StepResult): string {
 *   return step.done ? `live as ${step.id}` : `to go on at ${new Date(step.due).toISOString()}`;
 * }
 * ```
 *
 * @category Never publish twice
 */
export type StepResult =
  | {
      readonly done: true;
      /** Id of the post that is live; of a chain, of its first. */
      readonly id: string;
      /** The post, or the posts of the chain in their order. */
      readonly published: readonly PublishedPost[];
    }
  | {
      readonly done: false;
      /** When to call again, in epoch milliseconds: now, or later where the next step is not worth taking before. */
      readonly due: number;
    };

/**
 * Takes the next step of publishing a post or a chain, without any waiting: for queues of jobs and engines for durable
 * execution. It reads what the journal has under the key, takes one step from there, and keeps each state in the journal
 * before it goes on. So it may be called as often as an engine likes, by any number of workers: the post goes live once.
 * The state is not for the engine: what an engine remembers can be older than the last step.
 *
 * @param client the client of the user who posts
 * @param key the app's own name for the post, such as its id in the app's database. The same key of the same user is the
 *   same post, also for `publish` and `publishChain`
 * @param options `post` or `chain`: what to publish. `journal`: where the progress is kept; with `compareAndSet`, if several
 *   workers can have the same job. `fast`, `replyTo`, `extra`, `check`, `signal`, `context`, `onProgress`: as for
 *   `publish` and `publishChain`
 * @returns `done` with the ids, or when to call again
 * @throws {InvalidInputError} if the key, the post or the options are not usable; it names every fault, and nothing was sent
 * @throws {PublishChainError} if a post of a chain failed: `published` holds those that are live, `cause` is one of the others
 * @throws {ContainerError} with code `CONTAINER_FAILED` or `CONTAINER_EXPIRED`, as `publish` does. How long to wait for a
 *   container is up to the caller
 * @throws {PublishError} as `publish` does
 * @throws {AbortError} as `publish` does
 * @throws {ApiError} as `publish` does
 * @throws {TransportError} as `publish` does
 * @throws {CredentialsError} as `publish` does
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { type Journal, type Post, stepPublish } from '@threads-sdk/publish';
 *
 * export async function work(
 *   client: Client,
 *   journal: Journal,
 *   job: { id: string; post: Post; again(at: number): Promise<void> },
 * ): Promise<void> {
 *   const step = await stepPublish(client, job.id, { post: job.post, journal });
 *   if (!step.done) await job.again(step.due);
 * }
 * ```
 *
 * @category Never publish twice
 */
export async function stepPublish(client: Client, key: string, options: StepOptions): Promise<StepResult> {
  const { chain: parts, post } = Object(options);
  const isChain = parts !== undefined;
  const given: readonly Post[] = isChain ? parts : [post];
  const opened = openFiles(given, options);
  const files = opened && (await opened);
  const posts = files?.posts ?? given;
  refuse(call, stepIssues(key, options, posts, files));
  let chain = startOfChain(posts, options);
  /** All files of all posts are looked at and uploaded, unless the post or the chain was begun before. */
  const prepare: Run['prepare'] = async (report) => {
    const issues = await chainMediaIssues(posts, options, files);
    refuse(call, isChain ? issues : issuesOfOne(issues));
    await files?.upload(report);
  };
  while (chain.step !== 'done') {
    const { length: index } = chain.published;
    const part = { index, name: isChain ? index : undefined, start: chain.current };
    try {
      const state = await stepOfPart({ client, key, options, part, files, ...(index === 0 && { prepare }) });
      if (state.step !== 'done') return { done: false, due: state.due ?? client.clock.now() };
      chain = afterPart(chain, published(state));
    } catch (error) {
      const again = 'Call stepPublish again with the same chain and key';
      throw isChain ? chainStopped(call, error, chain.published, again) : error;
    }
  }
  const [first] = chain.published;
  return { done: true, id: first?.id ?? '', published: chain.published };
}

/** The same issues of a post that is no chain. */
export function issuesOfOne(issues: readonly InputIssue[]): readonly InputIssue[] {
  return issues.map(({ message, path }) => ({ path: path.replace('posts[0].', ''), message }));
}

/** What is wrong with the key, the posts and the options. */
export function stepIssues(
  key: string,
  options: StepOptions,
  posts: readonly Post[],
  files: OpenFiles | undefined,
): readonly InputIssue[] {
  const { chain, fast } = Object(options);
  const isChain = chain !== undefined;
  const { fast: ofPost, ...own } = postOptions();
  return [
    ...issuesOf(filledText, key, 'key'),
    ...(isChain ? chainFileIssues(files) : (files?.issues[0] ?? [])),
    ...(isChain ? chainIssues(posts, files ?? false) : postIssues(posts[0], fast, files ?? false)),
    ...optionIssues(
      { ...options, idempotencyKey: 'key' },
      isChain
        ? { ...own, chain: custom(() => true), replyTo: replyToSchema() }
        : { ...own, post: custom(() => true), fast: ofPost },
    ),
  ];
}

const call = 'stepPublish';

/** One post under a key. */
interface Part {
  readonly client: Client;
  readonly key: string;
  readonly options: StepOptions;
  readonly part: {
    /** Which post of a chain it is. */
    readonly index: number;
    /** Its name in the journal beside the key; none if it is no chain. */
    readonly name: number | undefined;
    /** Where to begin if the journal knows nothing. */
    readonly start: State;
  };
  readonly files: OpenFiles | undefined;
  /** What to do before the first step of all. */
  readonly prepare?: Run['prepare'];
}

const end = {
  looksFirst: true,
  startsOver: true,
  again: 'Call stepPublish again with the same key.',
  goOn: 'call stepPublish again with the same key',
} as const;

/** Takes a step when it is this call's turn under the key, if one is due. Gives the state after it. */
async function stepOfPart(task: Part): Promise<State> {
  const { client, key, options, part } = task;
  const { journal, signal } = options;
  const unread = (error: unknown): unknown =>
    errorAtEnd(error, { ...end, call, state: part.start, signal, journal: 'was not read' });
  let entry: JournalEntry;
  try {
    const name = { userId: await getUserId(client), key, part: part.name };
    entry = await openEntry(journal, name, client, signal);
  } catch (error) {
    throw unread(error);
  }
  try {
    const known = await entry.read().catch((error: unknown) => {
      throw unread(error);
    });
    return await takeStep(task, entry, known);
  } finally {
    entry.close();
  }
}

async function takeStep(
  { client, files, options, part: { index, start }, prepare }: Part,
  entry: JournalEntry,
  known: State | undefined,
): Promise<State> {
  const { context, journal, onProgress, signal } = options;
  // A journal that has lost its last write would not know of what was sent.
  const isUnseen = known !== undefined && 'containerId' in known;
  const heard = onProgress && ((progress: PublishProgress) => onProgress({ index, ...progress }));
  if (known !== undefined && !isSamePost(known, start)) {
    const why = 'the key belongs to another post. Of that one:';
    const reused = new Stop('IDEMPOTENCY_KEY_REUSED', why, undefined, true);
    throw errorAtEnd(reused, { ...end, call, state: known, signal, journal: 'agrees', isUnseen });
  }
  // The addresses of its media may be signed anew.
  const before: State = known === undefined ? start : Object.assign({ ...known }, { post: start.post });
  if (before.step === 'done' || (before.due ?? 0) > client.clock.now()) return before;
  let latest: State = before;
  const record = async (next: State): Promise<boolean> => {
    try {
      const isKept =
        next.step === 'done' ? await entry.finish(next).then(() => true) : await entry.write(next);
      if (isKept) latest = next;
      return isKept;
    } catch (error) {
      // It may be kept all the same: then the next call would look for a post that was not sent.
      if (next.step !== 'done') await entry.write(latest).catch(() => false);
      throw error;
    }
  };
  const startedAt = client.clock.now();
  const report: StepContext['report'] = (progress) => {
    void notify('onProgress', heard, { ...progress, elapsed: client.clock.now() - startedAt });
  };
  try {
    if (known === undefined) {
      await prepare?.(report).catch((error: unknown) => {
        throw errorAtEnd(error, { ...end, call, state: start, signal, journal: 'agrees' });
      });
    }
    return await advanceState(
      call,
      client,
      before,
      {
        context,
        record,
        others: entry.others,
        ...(signal && { signal }),
        files,
        ...(heard && { onProgress: heard }),
      },
      { ...end, isUnseen },
    );
  } catch (error) {
    // Another worker may have got on with the post: then that is how far it is.
    const newer = await entry.readNewer().catch((cause: unknown) => {
      // Where one process at a time works under a key, nobody else can have.
      if (!journal.compareAndSet) return undefined;
      throw errorAtEnd(cause, { ...end, call, state: latest, signal, journal: 'was not read' });
    });
    if (newer) return newer;
    if (isDead(latest, error, undefined)) await entry.write(firstState(latest, 0)).catch(() => false);
    throw error;
  }
}
