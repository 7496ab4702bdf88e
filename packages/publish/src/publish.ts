import type { Client } from '@threads-sdk/core-http/fetch';
import type { InputIssue, PublishedPost } from '@threads-sdk/errors';
import { refuse } from '@threads-sdk/internal';
import { postIssues } from './check-post.ts';
import { optionIssues, postOptions } from './check-options.ts';
import { kindOf, mediaOf } from './container-parameters.ts';
import { type OpenFiles, openFiles } from './media-storage.ts';
import type { PublishOptions } from './options.ts';
import type { FilePost, Post } from './post.ts';
import { type Run, run } from './run.ts';
import { startOf } from './state.ts';

/**
 * Publishes a post: creates its containers, waits until Meta has processed them, and makes it live. No media is a text
 * post, one an image or video post, 2 to 20 a carousel.
 *
 * Nothing is published twice. When the answer to the decisive request is lost or unclear, the status of the container
 * and the newest posts are asked before it is sent again, and if they cannot tell, the error says so. With an
 * `idempotencyKey` that also holds for calling it again, after an error or a crash.
 *
 * @param client the client of the user who posts; needs the permissions `threads_basic` and `threads_content_publish`,
 *   and for a reply whose outcome must be looked up `threads_read_replies`
 * @param post what to publish: text of at most 500 characters, at most 20 media, and settings. Media may be files, which are
 *   uploaded to the option `storage`
 * @param options signal, progress, how long to wait, the key and the journal, `fast` for texts, `storage` for
 *   files, `check` for media, and `extra` parameters
 * @returns the id of the live post and of its container
 * @throws {InvalidInputError} if the post cannot be published as it is; it names every fault, and nothing was sent
 * @throws {ContainerError} if Meta could not process the media; nothing was published
 * @throws {PublishError} with code `OUTCOME_UNKNOWN` if nobody can tell whether the post went out, or under which id, and
 *   `JOURNAL_FAILED` if the journal could not be read or written; `carriedOut` tells what is known. With
 *   `IDEMPOTENCY_KEY_REUSED` if the key belongs to another post, of which `carriedOut` tells
 * @throws {StorageError} if a file could not be uploaded, or has no address; nothing was published
 * @throws {AbortError} if the signal was aborted; `carriedOut` tells whether the post may be live
 * @throws {ApiError} if Threads refused
 * @throws {TransportError} if Threads could not be reached before anything was published
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the access token has expired; nothing was published
 *
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { publish } from '@threads-sdk/publish';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * const post = await publish(client, {
 *   text: 'Three days in Kyoto',
 *   media: [
 *     { image: 'https://example.com/gate.jpg', altText: 'A red gate' },
 *     { video: 'https://example.com/walk.mp4' },
 *   ],
 * });
 * console.log(post.id);
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 * @category Publish
 */
export async function publish(
  client: Client,
  post: Post | FilePost,
  options: PublishOptions = {},
): Promise<PublishedPost> {
  const call = 'publish';
  // Where there is nothing to open, nothing is waited for: the caller may change the post right after the call.
  const opened = openFiles([post], options);
  const files = opened && (await opened);
  // Where there is no storage, a file is refused.
  const taken = files?.posts[0] ?? (post as Post);
  refuse(call, [
    ...(files?.issues[0] ?? []),
    ...postIssues(taken, Object(options).fast, files ?? false),
    ...optionIssues(options, postOptions()),
  ]);
  const prepare: Run['prepare'] = async (report) => {
    refuse(call, await mediaIssues(taken, options, files));
    await files?.upload(report);
  };
  const live = await run({ client, call, start: startOf(taken, options), options, prepare, files });
  return files?.afterwards(live) ?? live;
}

/** What the caller's check finds wrong with the media of a post; all are looked at at once. */
export async function mediaIssues(
  post: Post,
  { check, signal }: Pick<PublishOptions, 'check' | 'signal'>,
  files?: OpenFiles,
): Promise<readonly InputIssue[]> {
  if (!check) return [];
  const issues = await Promise.all(
    mediaOf(post).map(async (media, index) => {
      const kind = kindOf(media);
      // Without a storage it is an address: the key of a file was refused.
      const source = (await files?.source(media)) ?? (media[kind] as string);
      const report = await check(source, { kind, ...(signal && { signal }) });
      return report.issues.map(({ message }) => ({ path: `media[${index}].${kind}`, message }));
    }),
  );
  return issues.flat();
}
