import type { Client } from '@threads-sdk/core-http/fetch';
import { type AnyThreadsError, isThreadsError, type PublishedPost } from '@threads-sdk/errors';
import { readPermalink } from '@threads-sdk/publish';
import { CommandError } from '../../command-error.ts';
import type { Context } from '../../context.ts';
import { exitCodeOf, exitCodes } from '../../exit-codes.ts';
import { inOurWords } from '../../in-our-words.ts';
import type { Origin } from '../../origin.ts';
import { printable } from '../../output/printable.ts';

/** What is posted, for messages. */
export interface Subject {
  readonly key: string;
  /** How many posts it has. */
  readonly parts: number;
}

/**
 * What ended a post or a chain, for who typed the command: what is known of it, and that the same command goes on. What the SDK says
 * to programs would not help them.
 */
export function outcomeError(error: unknown, subject: Subject): unknown {
  if (!isThreadsError(error)) return error;
  const { what, own, before } = partOf(error, subject);
  const exitCode = isLostContainer(own) ? exitCodes.refused : exitCodeOf(error);
  const again = `Type the same command again: it goes on with ${subject.parts > 1 ? 'this chain' : 'this post'} and posts nothing twice (key: ${subject.key}).`;
  const say = (message: string, remedy: string): CommandError =>
    new CommandError(exitCode, `${before}${message}`, remedy, error);
  if (own.code === 'ABORTED') return say(`Interrupted${what}. ${known(own, what !== '')}`, again);
  if (own.code === 'IDEMPOTENCY_KEY_REUSED')
    return say(
      `The key ${subject.key} belongs to another post: its text, its settings or the bytes of its files were others.`,
      'Put back what it was posted with, or give this one a --key of its own. Nothing was sent.',
    );
  const words = inOurWords(
    own.message.replace(/^(publish|publishChain|publishRepost|lookUpPublish|storage): /, ''),
  );
  const remedy = inOurWords(own.remedy);
  const message = what === '' ? words : `It stopped${what}: ${words}`;
  if (exitCode === exitCodes.outcomeUnknown)
    return say(message, `${again} Or look at your profile. Do not post it under another key.`);
  if (own.code === 'JOURNAL_FAILED')
    return say(
      message,
      `Look at the data folder, which \`threads whoami\` names: it may be full, locked or damaged. ${again}`,
    );
  // Which function a program would call next is of no use here.
  const isForPrograms = /resumePublish|idempotencyKey|error\.state/.test(own.remedy);
  return say(message, isForPrograms ? again : own.retryable === 'never' ? remedy : `${remedy} ${again}`);
}

/** Whether Threads did not find what it had made itself: nothing that the person named. */
function isLostContainer(error: AnyThreadsError): boolean {
  return (
    'operation' in error &&
    /^(publish|get)Container$/.test(error.operation) &&
    error.code === 'MEDIA_NOT_FOUND'
  );
}

/** The error itself, and where in a chain it is. */
function partOf(
  error: AnyThreadsError,
  { parts }: Subject,
): { readonly own: AnyThreadsError; readonly what: string; readonly before: string } {
  if (error.code !== 'CHAIN_STOPPED') return { own: error, what: '', before: '' };
  const { cause, index, published } = error;
  const live = published.map(({ id }) => id).join(', ');
  const before = index === 0 ? '' : `${index} of ${parts} parts are live (${live}). `;
  return { own: cause, what: ` at part ${index + 1}`, before };
}

function known({ carriedOut }: AnyThreadsError, isPart: boolean): string {
  if (carriedOut === 'yes') return 'It is live, but its id is not known yet.';
  if (carriedOut === 'maybe') return 'Whether it is live is not known yet.';
  return isPart ? 'Of that part nothing was posted.' : 'Nothing was posted.';
}

/** A post that is live, as far as it could be read. */
export interface LivePost {
  readonly id: string;
  readonly permalink?: string;
  readonly timestamp?: string;
  /** Whether Threads says that it is not there any more. */
  readonly isGone: boolean;
}

/** Reads what is live. A post whose address cannot be read is live all the same. */
export async function readLive(
  client: Client,
  ids: readonly string[],
  { signal }: Pick<Context, 'signal'>,
): Promise<readonly LivePost[]> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(5000)]);
  return Promise.all(
    ids.map(async (id) => {
      const { error, ...address } = await readPermalink(client, { id }, { signal: inTime });
      return { id, ...address, isGone: isThreadsError(error) && error.code === 'OBJECT_NOT_FOUND' };
    }),
  );
}

/** The part of a live post that is printed as data. */
export function liveData({ isGone: _, ...data }: LivePost): object {
  return data;
}

/** Says where a post of an emulator can be looked at: its own address is one of Threads, where it is not. */
export function tellTimeline(
  { messages }: Context,
  { isEmulator, name }: Origin,
  [post]: readonly LivePost[],
): void {
  if (!isEmulator || post?.permalink === undefined) return;
  messages.write(`Not on Threads, only on the emulator: ${name}${new URL(post.permalink).pathname}\n`);
}

/** Does what is to be done after a post is live. That this failed is told: the command has done what it is for. */
export function afterwards({ messages }: Context, work: () => void): void {
  try {
    work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    messages.write(`It is live. Afterwards something failed on this machine: ${printable(reason)}\n`);
  }
}

/** What went wrong after a post was live. It is no error of the command: posting it again would be one. */
export function tellFaults({ messages }: Context, posts: readonly PublishedPost[]): void {
  for (const { id, crossreshareToIgStatus: story, journalError, storageError } of posts) {
    if (story === 'FAILED') messages.write(`${printable(id)} is live, but sharing it on Instagram failed.\n`);
    if (storageError) messages.write(`${id} is live, but: ${printable(storageError.message)}\n`);
    if (journalError)
      messages.write(
        `${id} is live, but that could not be written down: ${printable(journalError.message)} The same command would look for it first.\n`,
      );
  }
}

/**
 * Says that all was live before.
 *
 * @throws {CommandError} if Threads says that some of it is not there any more
 */
export function tellAlreadyLive({ messages }: Context, posts: readonly LivePost[], key: string): void {
  const gone = posts.filter(({ isGone }) => isGone);
  const what = posts.length > 1 ? 'This chain' : 'This post';
  const remedy = `To post it once more, give it another key: --key "${key} again".`;
  if (gone.length > 0)
    throw new CommandError(
      exitCodes.notFound,
      `${what} was posted already, and ${gone.map(({ id }) => id).join(', ')} cannot be found any more: deleted, or of an emulator that began anew.`,
      remedy,
    );
  const since = posts[0]?.timestamp;
  const when = since === undefined ? '' : `, since ${printable(since)}`;
  messages.write(`${what} is live already${when}. Nothing was posted. ${remedy}\n`);
}
