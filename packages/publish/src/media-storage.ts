import type { InputIssue, PublishedPost, PublishStep } from '@threads-sdk/errors';
import type { MediaCheck } from './media-check.ts';
import type { FilePost, Media, Post, Repost } from './post.ts';

/**
 * Where files lie from which Meta downloads them. `createS3Storage` of `@threads-sdk/storage` makes one, and `createStorage` there
 * makes one of three functions.
 *
 * A post and its state keep the key of a file, made from its bytes. Its address, which may be signed, is made anew for each
 * container.
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { type MediaStorage, publish } from '@threads-sdk/publish';
 *
 * export const share = (client: Client, storage: MediaStorage, picture: File) =>
 *   publish(client, { text: 'The gate', media: [{ image: picture }] }, { storage });
 * ```
 *
 * @category Post files
 */
export interface MediaStorage {
  /**
   * Puts keys in the place of the files of posts: the publishing functions call it. Nothing is sent, and nothing else of the posts is
   * checked. The posts are copied before anything is waited for.
   */
  readonly open: (
    posts: readonly (Post | FilePost)[],
    options: {
      readonly check?: MediaCheck;
      readonly signal?: AbortSignal;
      /** Where it is kept what became of the posts before, if it is kept anywhere. */
      readonly journal?: object;
    },
  ) => Promise<OpenFiles>;
}

/**
 * The files of posts, while these are published: what the publishing functions and a storage have to do with each other.
 *
 * @category Post files
 */
export interface OpenFiles {
  /** The posts with keys in the place of files. */
  readonly posts: readonly Post[];
  /** What is wrong with the files of each post. */
  readonly issues: readonly (readonly InputIssue[])[];
  /** What a check looks at: a file that is at hand, or an address. */
  readonly source: (media: Media) => Promise<string | Blob>;
  /** Uploads what is at hand and is not in the storage yet. */
  readonly upload: (report: ReportUpload) => Promise<void>;
  /** The same media with an address in the place of a key, each time a new one. What is gone is uploaded again, if it is at hand. */
  readonly addressed: (
    media: Media,
    mediaIndex: number,
    report: ReportUpload,
    signal: AbortSignal | undefined,
  ) => Promise<Media>;
  /** Whether what a step ended with says that Threads could not download a file: another address may help. */
  readonly mayPass: (error: unknown, step: PublishStep) => boolean;
  /** Removes the files of a post that is live, if that is wanted. That this failed is told with the post. */
  readonly afterwards: (live: PublishedPost, post?: number) => Promise<PublishedPost>;
}

/**
 * Hears how far an upload is, and of which post.
 *
 * @category Post files
 */
export type ReportUpload = (progress: {
  readonly step: 'upload';
  /** Which post of a chain. */
  readonly index?: number;
  readonly mediaIndex: number;
  readonly bytesSent: number;
  readonly bytesTotal: number;
}) => void;

/** Opens the files of posts in the storage of the options, if there is one; options that are not usable are refused later. */
export function openFiles(
  posts: readonly (Post | FilePost | Repost)[],
  options: Parameters<MediaStorage['open']>[1] & { readonly storage?: MediaStorage },
): Promise<OpenFiles> | undefined {
  const { storage }: typeof options = Object(options);
  return typeof storage?.open === 'function' ? storage.open(posts as readonly Post[], options) : undefined;
}
