import { AbortError, type InputIssue, isThreadsError, type StorageError } from '@threads-sdk/errors';
import { copyOf, runTogether } from '@threads-sdk/internal';
import type { Media, MediaCheck, MediaStorage, OpenFiles, Post, ReportUpload } from '@threads-sdk/publish';

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
  readonly remove: (key: string, signal?: AbortSignal) => Promise<void>;
  /** What went wrong, as an error of the storage. */
  readonly errorOf: (error: unknown) => StorageError;
}

/** A file at hand. */
export interface NamedFile {
  readonly file: Blob;
  readonly key: string;
  readonly contentType: string;
}

type OpenOptions = Parameters<MediaStorage['open']>[1];

/** The files of posts, while these are published. */
export async function openFiles(
  cabinet: Cabinet,
  given: readonly unknown[],
  options: OpenOptions,
): Promise<OpenFiles> {
  const { signal } = options;
  const { removeWhenLive, put, remove, url } = cabinet;
  const files = new Map<string, NamedFile>();
  /** The keys of what was uploaded here, and what of it was addressed. */
  const uploaded = new Set<string>();
  const addressed = new Set<string>();
  const { issues, posts } = await nameFiles(cabinet, given, files, options);

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
    uploaded.add(key);
  };
  return {
    posts,
    issues,
    source: async (media) => {
      const key = keyIn(media);
      if (key !== undefined) return files.get(key)?.file ?? url(key, signal);
      const address = media[kindOf(media)];
      return typeof address === 'string' ? address : '';
    },
    upload: async (report) => {
      // Of one post together, and one post after the other: a chain has up to 20 files in each.
      for (const [index, post] of posts.entries()) {
        const places = keysIn(post).map((key, mediaIndex) => [key, mediaIndex] as const);
        await runTogether([...new Map(places.toReversed())], signal, ([key, mediaIndex], _, stopped) =>
          upload(key, { index, mediaIndex }, report, stopped),
        );
      }
    },
    addressed: async (media, mediaIndex, report, stopped) => {
      const key = keyIn(media);
      if (key === undefined) return media;
      // When it comes here again, Threads did not get the file: another post may have removed it meanwhile.
      const place = `${mediaIndex} ${key}`;
      if (!uploaded.has(key) || addressed.has(place)) await upload(key, { mediaIndex }, report, stopped);
      addressed.add(place);
      return Object.assign({ ...media }, { [kindOf(media)]: await url(key, stopped) });
    },
    mayPass: (error, step) =>
      step.startsWith('wait-for') &&
      Object(Object(error).what).errorMessage === 'FAILED_DOWNLOADING_VIDEO' &&
      posts.some((post) => keysIn(post).length > 0),
    afterwards: async (live, index = 0) => {
      if (!removeWhenLive) return live;
      try {
        await Promise.all([...new Set(keysIn(posts[index]))].map((key) => remove(key, signal)));
        return live;
      } catch (error) {
        // Whatever it is: the post is live.
        return { ...live, storageError: cabinet.errorOf(error) };
      }
    },
  };
}

/** Puts keys in the place of files. Whatever is no post and no list of media is left, and refused as what it is. */
async function nameFiles(
  cabinet: Cabinet,
  wanted: readonly unknown[],
  files: Map<string, NamedFile>,
  { check, journal, signal }: OpenOptions,
): Promise<Pick<OpenFiles, 'issues' | 'posts'>> {
  // The caller may change theirs while we wait.
  const given = listOf(copyOf(wanted));
  try {
    const posts: unknown[] = [];
    const found: string[][][] = [];
    // One file after the other: an image is hashed whole, and there may be hundreds.
    for (const post of given) {
      const media: unknown[] = [];
      const issues: string[][] = [];
      for (const each of listOf(Object(post).media)) {
        const named = await nameFile(cabinet, each, files, signal);
        media.push(named.media);
        issues.push(named.issue === undefined ? [] : [named.issue]);
      }
      posts.push(Array.isArray(Object(post).media) ? { ...Object(post), media } : post);
      found.push(issues);
    }
    // Whoever has one file that is refused hears at once what is wrong with the others.
    const isRefused = found.flat(2).length > 0;
    const checked = isRefused && typeof check === 'function' ? await checkFiles(given, check, signal) : [];
    const issuesOf = (issues: readonly (readonly string[])[], post: number): readonly InputIssue[] =>
      issues.flatMap((own, index) => {
        const path = `media[${index}].${kindOf(listOf(Object(given[post]).media)[index])}`;
        return [...new Set([...own, ...(checked[post]?.[index] ?? [])])].map((message) => ({
          path,
          message,
        }));
      });
    return {
      // They are checked by whoever publishes them.
      posts: posts.map((post) => post as Post),
      issues: found.map((issues, index) => issuesOf(issues, index)),
    };
  } catch (error) {
    if (!signal?.aborted || isThreadsError(error)) throw error;
    const hasJournal = journal !== undefined;
    const known = hasJournal ? 'Whether the post is live only the journal could tell.' : 'Nothing was sent.';
    throw new AbortError('ABORTED', `storage: aborted while files were read. ${known}`, {
      call: 'storage',
      remedy: 'Call again whenever you like.',
      retryable: 'now',
      // An earlier call under the same key may have got further.
      carriedOut: hasJournal ? 'maybe' : 'unsent',
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

/** Of whatever realm. */
export function isBlob(value: unknown): value is Blob {
  return /^\[object (Blob|File)\]$/.test(Object.prototype.toString.call(value));
}
