import type { Client } from '@threads-sdk/core-http/fetch';
import {
  type AnyThreadsError,
  CredentialsError,
  type InputIssue,
  isThreadsError,
  PublishChainError,
  type PublishedPost,
} from '@threads-sdk/errors';
import { custom, reasonOf, refuse } from '@threads-sdk/internal';
import { locatedAt, postIssues } from './check-post.ts';
import { optionIssues, postOptions } from './check-options.ts';
import type { PublishOptions, PublishProgress } from './options.ts';
import type { Post } from './post.ts';
import { mediaIssues } from './publish.ts';
import { run } from './run.ts';
import { startOf } from './state.ts';

/**
 * Options of `publishChain`.
 *
 * @example
 * ```ts
 * import { type ChainOptions, createMemoryJournal } from '@threads-sdk/publish';
 *
 * const journal = createMemoryJournal();
 * const options: ChainOptions = { idempotencyKey: 'essay 3', journal, replyTo: 'root' };
 * ```
 *
 * @category Publish
 */
export interface ChainOptions extends Omit<PublishOptions, 'fast' | 'onProgress'> {
  /** Which post each one answers: the one before it, or the first. Default `'previous'`. */
  readonly replyTo?: 'previous' | 'root';

  /** Hears what happens, `index` says to which of the posts. It changes nothing, as with `publish`. */
  readonly onProgress?: (progress: PublishProgress & { readonly index: number }) => unknown;
}

/**
 * Publishes a chain of posts one after the other, each a reply to the one before it, or to the first. All of them are
 * checked before the first is sent.
 *
 * With an `idempotencyKey` the chain goes on where it stopped: those that are live stay, the one in the middle of which
 * it stopped is finished, the others follow. None is published twice.
 *
 * @param client the client of the user who posts; needs the permissions `threads_basic`, `threads_content_publish`,
 *   `threads_manage_replies`, and `threads_read_replies` where an outcome must be looked up
 * @param posts the posts in their order, at least one; only the first may have a `replyTo` of its own
 * @param options as those of `publish`, for each of the posts; `replyTo`: which post each one answers, default
 *   `'previous'`
 * @returns the posts that are live, in their order
 * @throws {InvalidInputError} if a post cannot be published as it is; it names every fault of every post, and nothing was
 *   sent
 * @throws {PublishChainError} if a post failed: `published` holds those that are live, `cause` is what `publish` throws
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { type Journal, publishChain } from '@threads-sdk/publish';
 *
 * export async function tell(
 *   client: Client,
 *   paragraphs: readonly string[],
 *   journal: Journal,
 * ): Promise<readonly string[]> {
 *   const posts = await publishChain(
 *     client,
 *     paragraphs.map((text) => ({ text })),
 *     { idempotencyKey: 'my story', journal },
 *   );
 *   return posts.map(({ id }) => id);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reply-management
 * @category Publish
 */
export async function publishChain(
  client: Client,
  posts: readonly Post[],
  options: ChainOptions = {},
): Promise<readonly PublishedPost[]> {
  const call = 'publishChain';
  refuse(call, chainIssues(posts, options));
  const { replyTo, onProgress, ...others } = options;
  const chain = structuredClone(posts); // the caller may change theirs while we wait
  /** All files of all posts are looked at, unless the chain was begun before. */
  const prepare = async (): Promise<void> => {
    const issues = chain.map(async (post, index) =>
      locatedAt(`posts[${index}]`, await mediaIssues(post, options)),
    );
    refuse(call, (await Promise.all(issues)).flat());
  };

  const published: PublishedPost[] = [];
  for (const [index, post] of chain.entries()) {
    const target = replyTo === 'root' ? published[0] : published.at(-1);
    try {
      published.push(
        await run({
          client,
          call: 'publish',
          start: startOf(target ? asReply(post, target.id) : post, options),
          part: index,
          ...(index === 0 && { prepare }),
          options: {
            ...others,
            ...(onProgress && { onProgress: (progress) => onProgress({ ...progress, index }) }),
          },
        }),
      );
    } catch (error) {
      const isOurs = isThreadsError(error);
      if (isOurs ? error.name === 'InvalidInputError' : published.length === 0) throw error;
      const cause = isOurs ? error : credentialsFailed(error);
      throw stopped(cause, published, options.idempotencyKey !== undefined);
    }
  }
  return published;
}

/** The post as an answer to another one. Whether it can be that, `postIssues` says: a ghost post cannot. */
function asReply(post: Post, replyTo: string): Post {
  return Object.assign({ ...post }, { replyTo });
}

function chainIssues(posts: readonly Post[], options: ChainOptions): readonly InputIssue[] {
  if (!Array.isArray(posts) || posts.length === 0) {
    return [{ path: 'posts', message: 'must be an array that is not empty' }, ...chainOptionIssues(options)];
  }
  return [
    // A later post is checked as the reply that it will be.
    ...posts.flatMap((post: Post, index) => [
      ...locatedAt(`posts[${index}]`, postIssues(index === 0 ? post : asReply(post, '0'))),
      ...(index > 0 && Object(post).replyTo !== undefined
        ? [{ path: `posts[${index}].replyTo`, message: 'is for the first post of a chain only' }]
        : []),
    ]),
    ...chainOptionIssues(options),
  ];
}

function chainOptionIssues(options: ChainOptions): readonly InputIssue[] {
  const { fast: _, ...others } = postOptions();
  return optionIssues(options, {
    ...others,
    replyTo: custom(
      (value: unknown) => value === 'previous' || value === 'root',
      'must be "previous" or "root"',
    ),
  });
}

/** What is live must not be forgotten for what somebody's own function throws. Only its code is told: it may hold a secret. */
function credentialsFailed(error: unknown): CredentialsError {
  return new CredentialsError('STORE_FAILED', `publish: the client got no credentials${reasonOf(error)}.`, {
    remedy: "Look at the function that gives the client's credentials.",
    retryable: 'later',
  });
}

function stopped(
  cause: AnyThreadsError,
  published: readonly PublishedPost[],
  hasKey: boolean,
): PublishChainError {
  const { length: index } = published;
  const next = hasKey
    ? 'Call publishChain again with the same posts and idempotencyKey: it goes on with this post.'
    : 'Those before it are live and stay: publish only it and the rest, each with the post that it answers as `replyTo`. For it go by `cause.remedy`.';
  const message = `publishChain: posts[${index}] failed, ${index} before it are live. ${cause.message}`;
  return new PublishChainError('CHAIN_STOPPED', message, {
    cause,
    published,
    index,
    remedy: hasKey ? `${cause.remedy} ${next}` : index === 0 ? cause.remedy : next,
    // Without a key, the same call would publish those that are live once more.
    retryable: hasKey || index === 0 ? cause.retryable : 'never',
    retryAt: cause.retryAt,
    carriedOut: index === 0 ? cause.carriedOut : 'yes',
  });
}
