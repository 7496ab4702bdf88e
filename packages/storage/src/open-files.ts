import { AbortError, type InputIssue, isThreadsError } from '@threads-sdk/errors';
import type { Media, MediaCheck, OpenFiles, Post, ReportUpload } from '@threads-sdk/publish';

/** What a storage can do, with the checks and the errors that all of them have. */
export interface Cabinet {
  readonly removeWhenLive: boolean;
  /** What is wrong with a key, if anything is. */
  readonly keyIssue: (key: unknown) => string | undefined;
  readonly name: (file: Blob, kind: 'image' | 'video', signal: AbortSignal | undefined) => Promise<NamedFile>;
  readonly put: (
    file: NamedFile,
    onProgress: (bytesSent: number) => void,
    signal: AbortSignal | undefined,
  ) => Promise<void>;
  readonly url: (key: string, signal: AbortSignal | undefined) => Promise<string>;
  readonly remove: (key: string) => Promise<void>;
}

/** A file at hand. */
export interface NamedFile {
  readonly file: Blob;
  readonly key: string;
  readonly contentType: string;
}

/** The files of posts, while these are published. */
export async function openFiles(
  cabinet: Cabinet,
  given: readonly unknown[],
  check: MediaCheck | undefined,
  signal: AbortSignal | undefined,
): Promise<OpenFiles> {
  const { removeWhenLive, put, remove, url } = cabinet;
  const files = new Map<string, NamedFile>();
  /** The keys of what was uploaded, and not addressed since. */
  const fresh = new Set<string>();
  const { issues, posts } = await nameFiles(cabinet, given, files, check, signal);

  const upload = async (
    key: string,
    place: { readonly index?: number; readonly mediaIndex: number },
    report: ReportUpload,
    stopped: AbortSignal | undefined,
  ): Promise<void> => {
    const file = files.get(key);
    if (!file) return;
    const bytesTotal = file.file.size;
    await put(file, (bytesSent) => report({ step: 'upload', ...place, bytesSent, bytesTotal }), stopped);
    fresh.add(key);
  };
  return {
    posts,
    issues,
    source: async (media) => {
      const key = keyIn(media);
      if (key === undefined) return String(media[kindOf(media)]);
      return files.get(key)?.file ?? url(key, signal);
    },
    upload: async (report) => {
      // Of one post together, and one post after the other: a chain has up to 20 files in each.
      for (const [index, post] of posts.entries()) {
        const places = keysIn(post).map((key, mediaIndex) => [key, mediaIndex] as const);
        await together([...new Map(places)], signal, ([key, mediaIndex], stopped) =>
          upload(key, { index, mediaIndex }, report, stopped),
        );
      }
    },
    addressed: async (media, mediaIndex, report, stopped) => {
      const key = keyIn(media);
      if (key === undefined) return media;
      // Another post may have removed it meanwhile.
      if (!fresh.delete(key)) await upload(key, { mediaIndex }, report, stopped);
      fresh.delete(key);
      return Object.assign({ ...media }, { [kindOf(media)]: await url(key, stopped) });
    },
    mayPass: (error, step) =>
      /^wait-for/.test(step) &&
      Object(Object(error).what).errorMessage === 'FAILED_DOWNLOADING_VIDEO' &&
      posts.some((post) => keysIn(post).length > 0),
    afterwards: async (live, index = 0) => {
      if (!removeWhenLive) return live;
      try {
        await Promise.all(keysIn(posts[index]).map(remove));
        return live;
      } catch (error) {
        if (!isThreadsError(error) || error.name !== 'StorageError') throw error;
        return { ...live, storageError: error };
      }
    },
  };
}

/** Puts keys in the place of files. Whatever is no post and no list of media is left, and refused as what it is. */
async function nameFiles(
  cabinet: Cabinet,
  given: readonly unknown[],
  files: Map<string, NamedFile>,
  check: MediaCheck | undefined,
  signal: AbortSignal | undefined,
): Promise<Pick<OpenFiles, 'issues' | 'posts'>> {
  try {
    const named = await Promise.all(
      listOf(given).map(async (post) => {
        const { media } = Object(post);
        if (!Array.isArray(media)) return { post, issues: [] };
        const all = await Promise.all(media.map((each) => nameFile(cabinet, each, files, signal)));
        const issues = all.map(({ issue }) => (issue === undefined ? [] : [issue]));
        return { post: { ...Object(post), media: all.map(({ media: taken }) => taken) }, issues };
      }),
    );
    // Whoever has one file that is refused hears at once what is wrong with the others.
    const isRefused = named.some(({ issues }) => issues.flat().length > 0);
    const found = isRefused && typeof check === 'function' ? await checkFiles(given, check, signal) : [];
    const issuesOf = (issues: readonly (readonly string[])[], post: number): readonly InputIssue[] =>
      issues.flatMap((own, index) => {
        const path = `media[${index}].${kindOf(listOf(Object(listOf(given)[post]).media)[index])}`;
        return [...new Set([...own, ...(found[post]?.[index] ?? [])])].map((message) => ({ path, message }));
      });
    return {
      // They are checked by whoever publishes them.
      posts: named.map(({ post }) => post as Post),
      issues: named.map(({ issues }, index) => issuesOf(issues, index)),
    };
  } catch (error) {
    if (!signal?.aborted || isThreadsError(error)) throw error;
    throw new AbortError('ABORTED', 'storage: aborted while files were read. Nothing was sent.', {
      call: 'storage',
      remedy: 'Call again whenever you like.',
      retryable: 'now',
      cause: signal.reason,
    });
  }
}

/** Puts a key in the place of a file, and says what is wrong with it. */
async function nameFile(
  { keyIssue, name }: Cabinet,
  media: unknown,
  files: Map<string, NamedFile>,
  signal: AbortSignal | undefined,
): Promise<{ readonly media: unknown; readonly issue?: string | undefined }> {
  const kind = kindOf(media);
  const source: unknown = Object(media)[kind];
  const { stored } = Object(source);
  if (!isBlob(source)) return { media, issue: stored === undefined ? undefined : keyIssue(stored) };
  const withKey = (key: string): object => ({ ...Object(media), [kind]: { stored: key } });
  try {
    const file = await name(source, kind, signal);
    files.set(file.key, file);
    return { media: withKey(file.key) };
  } catch (error) {
    if (!isThreadsError(error) || error.name !== 'InvalidInputError') throw error;
    return { media: withKey('refused'), issue: error.issues.map(({ message }) => message).join('; ') };
  }
}

/** What a check finds wrong with the files of each post. */
function checkFiles(
  given: readonly unknown[],
  check: MediaCheck,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly (readonly string[])[])[]> {
  const checkFile = async (media: unknown): Promise<readonly string[]> => {
    const kind = kindOf(media);
    const file: unknown = Object(media)[kind];
    if (!isBlob(file)) return [];
    const report = await check(file, { kind, ...(signal && { signal }) });
    return report.issues.map(({ message }) => message);
  };
  return Promise.all(given.map((post) => Promise.all(listOf(Object(post).media).map(checkFile))));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function kindOf(media: unknown): 'image' | 'video' {
  return Object(media).image === undefined ? 'video' : 'image';
}

/** The key of the file that media are, none of those with an address. */
function keyIn(media: Media): string | undefined {
  const { stored } = Object(media[kindOf(media)]);
  return stored;
}

function keysIn(post: object | undefined): readonly string[] {
  return listOf(Object(post).media).flatMap((media) => keyIn(Object(media)) ?? []);
}

function isBlob(value: unknown): value is Blob {
  return typeof Object(value).arrayBuffer === 'function'; // of whatever realm
}

/** Does something for all of a list at once. The first failure stops the others, and is thrown when all have ended. */
async function together<Item>(
  items: readonly Item[],
  signal: AbortSignal | undefined,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const running = items.map((item) => work(item, stopped));
  try {
    await Promise.all(running);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(running);
    throw error;
  }
}
