import type { MediaStorage } from '@threads-sdk/publish';

/**
 * What a storage is made of: three functions, and a fourth to sweep with.
 *
 * @category Make a storage
 */
export interface StorageFunctions {
  /**
   * Keeps a file under a key. Does nothing where it is there already: a second attempt uploads nothing. `onProgress` hears how
   * many bytes were sent, if that is known.
   */
  readonly put: (
    key: string,
    file: Blob,
    options: {
      /** As it has to be served: `image/jpeg`, `image/png`, `video/mp4` or `video/quicktime`, by the file's own bytes. */
      readonly contentType: string;
      readonly signal?: AbortSignal;
      readonly onProgress: (bytesSent: number) => void;
    },
  ) => Promise<void>;

  /** An address from which anybody can download the file, for an hour at least: Meta comes some minutes later. */
  readonly url: (key: string, options: { readonly signal?: AbortSignal }) => Promise<string>;

  /** Removes a file; does nothing where there is none. */
  readonly remove: (key: string) => Promise<void>;

  /** Lists what is there below a prefix, for {@link sweepStorage}. */
  readonly list?: (prefix: string) => AsyncIterable<StoredObject>;
}

/**
 * A file in a storage.
 *
 * @category Make a storage
 */
export interface StoredObject {
  readonly key: string;
  /** When it was written. */
  readonly lastModified: Date;
}

/**
 * Options that every storage has.
 *
 * @category Make a storage
 */
export interface StorageOptions {
  /**
   * What every key begins with: letters, digits and `-_./`. What has another key is neither addressed nor removed. Default
   * `'threads/'`.
   */
  readonly prefix?: string;

  /**
   * Removes the files of a post once it is live, after `publish`, `publishChain` and `resumePublish`. Another post with the same
   * file uploads it again, if it is given the file and not its key. So leave it where posts wait in a queue or a scheduler, and
   * sweep with {@link sweepStorage}. If it fails, the post says so as `storageError`. Default `false`.
   */
  readonly removeWhenLive?: boolean;
}

/**
 * A storage, for the option `storage` of the publishing functions.
 *
 * @category Make a storage
 */
export interface FileStorage extends MediaStorage {
  /** What every key begins with. */
  readonly prefix: string;

  /**
   * Uploads a file, unless it is there, and resolves to its key, for `{ stored: key }`. Throws a `StorageError` if it failed, an `InvalidInputError` if Meta takes no such file, and the reason of the signal.
   */
  readonly put: (
    file: Blob,
    options: { readonly kind: 'image' | 'video'; readonly signal?: AbortSignal },
  ) => Promise<string>;

  /** An address from which anybody can download a file; each time another, where addresses are signed. */
  readonly url: (key: string) => Promise<string>;

  /** Removes a file. */
  readonly remove: (key: string) => Promise<void>;

  /** Lists the files that are there, all, or those whose keys begin so; absent where the storage cannot. */
  readonly list?: (below?: string) => AsyncIterable<StoredObject>;
}
