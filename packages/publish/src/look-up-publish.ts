import { type Client, getUserId } from '@threads-sdk/core-http/fetch';
import type { PublishedPost } from '@threads-sdk/errors';
import { filledText, issuesOf, refuse } from '@threads-sdk/internal';
import { afterPart, startOfChain } from './chain.ts';
import { chainMediaIssues } from './check-chain.ts';
import { optionIssues } from './check-options.ts';
import { repostIssues } from './check-post.ts';
import { errorAtEnd, Stop } from './errors.ts';
import { openEntry } from './journal/journal-entry.ts';
import type { Journal } from './journal/journal.ts';
import { openFiles } from './media-storage.ts';
import type { Post } from './post.ts';
import { published } from './run.ts';
import { isSamePost, isSent, type State } from './state.ts';
import { issuesOfOne, stepIssues, type StepOptions } from './step-publish.ts';

/**
 * What `lookUpPublish` looks for: what `stepPublish` publishes, a repost of `publishRepost`, or, with the journal alone, whatever
 * has the key.
 *
 * @category Never publish twice
 */
export type LookUpOptions =
  | StepOptions
  | {
      /** Id of the post that is to be reposted. */
      readonly repost: string;
      /** Where the progress under the key is kept. */
      readonly journal: Journal;
      readonly signal?: AbortSignal;
    }
  | {
      /** Where the progress under the key is kept. */
      readonly journal: Journal;
      readonly signal?: AbortSignal;
    };

/**
 * What `lookUpPublish` found.
 *
 * @example
 * ```ts
 * import type { PublishLookUp } from '@threads-sdk/publish';
 *
 * export function describeLookUp({ begun, published, posts }: PublishLookUp): string {
 *   if (published.length === posts.length) return 'all are live';
 *   return begun === 0 ? 'nothing was begun' : `${published.length} of ${posts.length} are live`;
 * }
 * ```
 *
 * @category Never publish twice
 */
export interface PublishLookUp {
  /** The posts that were asked about, with keys in the place of files: plain JSON. None for a repost, or where none was named. */
  readonly posts: readonly Post[];

  /** How many of them were begun, those that are live included; they are the first ones. */
  readonly begun: number;

  /** Those that are live, in their order. */
  readonly published: readonly PublishedPost[];

  /** Whether the one after those was sent, so that it may be live without anybody knowing. Publishing it looks for it first. */
  readonly isNextSent: boolean;
}

/**
 * Looks up what became of a post, a chain or a repost under its key, and checks it as publishing would, its media included if
 * nothing was begun. It sends nothing to Threads, uploads nothing and writes nothing: for whoever asks a person before
 * publishing, and does not ask about what was done already.
 *
 * @param client the client of the user who posts
 * @param key the app's own name for the post
 * @param options as those of `stepPublish`; or `repost`: the id of a post, and `journal`; or `journal` alone, for whatever has
 *   the key, where its posts are not at hand
 * @returns how many were begun, what is live, and whether the next one may be
 * @throws {InvalidInputError} if the key, the post or the options are not usable; it names every fault
 * @throws {PublishError} with code `IDEMPOTENCY_KEY_REUSED` if the key belongs to another post, and `JOURNAL_FAILED` if the
 *   journal could not be read
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { type Journal, lookUpPublish } from '@threads-sdk/publish';
 *
 * export async function isLive(client: Client, journal: Journal, text: string): Promise<boolean> {
 *   const { published } = await lookUpPublish(client, 'post 17', { post: { text }, journal });
 *   return published.length === 1;
 * }
 * ```
 *
 * @category Never publish twice
 */
export async function lookUpPublish(
  client: Client,
  key: string,
  options: LookUpOptions,
): Promise<PublishLookUp> {
  const find = (start: State, part?: number): Promise<State | undefined> =>
    readEntry({ client, key, options, start, part });
  if ('repost' in Object(options)) return lookUpRepost(key, options, find);
  if (!('post' in Object(options) || 'chain' in Object(options))) return lookUpKey(client, key, options);
  // It is neither.
  const { check, ...asked } = options as StepOptions;
  const isChain = 'chain' in asked;
  const given: readonly Post[] = isChain ? (asked.chain as readonly Post[]) : [asked.post as Post];
  const opened = openFiles(given, options);
  const files = opened && (await opened);
  const posts = files?.posts ?? given;
  refuse(call, stepIssues(key, options as StepOptions, posts, files));

  let chain = startOfChain(posts, asked);
  // A post and a chain lie under different names. Whoever asks for one does not know of the other.
  const other = await find(chain.current, isChain ? undefined : 0);
  if (other !== undefined) throw reused(other, options.signal);
  let begun = 0;
  let isNextSent = false;
  while (chain.step !== 'done') {
    const known = await find(chain.current, isChain ? chain.published.length : undefined);
    if (known === undefined) break;
    begun += 1;
    isNextSent = mayBeLive(known);
    if (known.step !== 'done') break;
    chain = afterPart(chain, published(known));
  }
  if (begun === 0 && check) {
    const issues = await chainMediaIssues(posts, { ...asked, check }, files);
    refuse(call, isChain ? issues : issuesOfOne(issues));
  }
  return Object.freeze({ posts, begun, published: chain.published, isNextSent });
}

const call = 'lookUpPublish';

async function lookUpRepost(
  key: string,
  options: LookUpOptions,
  find: (start: State, part?: number) => Promise<State | undefined>,
): Promise<PublishLookUp> {
  const { repost, ...others } = Object(options);
  refuse(call, [
    ...issuesOf(filledText, key, 'key'),
    ...repostIssues({ repost }),
    ...optionIssues({ ...others, idempotencyKey: 'key' }),
  ]);
  const start: State = { step: 'publish-at-once', post: { repost }, notReady: 0 };
  await find(start, 0); // a chain is none
  const known = await find(start);
  return Object.freeze({
    posts: [],
    begun: known === undefined ? 0 : 1,
    published: known?.step === 'done' ? [published(known)] : [],
    isNextSent: known !== undefined && mayBeLive(known),
  });
}

/** How far a key is, whatever was published under it: a chain has an entry for each part, and all else has one. */
async function lookUpKey(client: Client, key: string, options: LookUpOptions): Promise<PublishLookUp> {
  refuse(call, [...issuesOf(filledText, key, 'key'), ...optionIssues({ ...options, idempotencyKey: 'key' })]);
  const first = { step: 'publish-at-once', post: { text: key }, notReady: 0 } as const;
  const find = (part?: number): Promise<State | undefined> =>
    readAnyEntry({ client, key, options, start: first, part });
  const live: PublishedPost[] = [];
  const ofParts = await find(0);
  let known = ofParts ?? (await find());
  while (known?.step === 'done') {
    live.push(published(known));
    known = ofParts && (await find(live.length));
  }
  return Object.freeze({
    posts: [],
    begun: live.length + (known === undefined ? 0 : 1),
    published: live,
    isNextSent: known !== undefined && mayBeLive(known),
  });
}

/** Whether something was sent that may have made it live, of which nobody has heard. */
function mayBeLive({ step, wasSent = false }: State): boolean {
  return step !== 'done' && (wasSent || isSent(step));
}

interface Asked {
  readonly client: Client;
  readonly key: string;
  readonly options: LookUpOptions;
  /** What would be begun with. */
  readonly start: State;
  readonly part: number | undefined;
}

/** Reads how far a post is, which has to be the one that was asked about. */
async function readEntry(asked: Asked): Promise<State | undefined> {
  const known = await readAnyEntry(asked);
  if (known !== undefined && !isSamePost(known, asked.start)) throw reused(known, asked.options.signal);
  return known;
}

/** Reads how far a key is, when those of this process that work on it have ended. */
async function readAnyEntry({ client, key, options, start, part }: Asked): Promise<State | undefined> {
  const { journal, signal } = options;
  try {
    const entry = await openEntry(journal, { userId: await getUserId(client), key, part }, client, signal);
    try {
      return await entry.read();
    } finally {
      entry.close();
    }
  } catch (error) {
    throw errorAtEnd(error, { ...end, state: start, signal, journal: 'was not read' });
  }
}

function reused(known: State, signal: AbortSignal | undefined): unknown {
  const why = 'the key belongs to another post. Of that one:';
  const isUnseen = 'containerId' in known;
  const stop = new Stop('IDEMPOTENCY_KEY_REUSED', why, undefined, true);
  return errorAtEnd(stop, { ...end, state: known, signal, journal: 'agrees', isUnseen });
}

const end = {
  call,
  looksFirst: true,
  startsOver: true,
  again: 'Call lookUpPublish again with the same key.',
} as const;
