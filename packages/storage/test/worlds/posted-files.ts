import type { Emulator } from '@threads-sdk/emulator';

/** What the emulator keeps of a post, as far as it tells its files. */
interface Kept {
  readonly id: string;
  readonly content: { readonly mediaUrl?: string; readonly children?: readonly string[] };
}

/**
 * Tells which files a post has, by its id: what was downloaded for it, in the order of a carousel.
 *
 * @param downloads the SHA-256 of what was downloaded, by address
 */
export function postedFiles(
  emulator: Emulator,
  downloads: ReadonlyMap<string, string>,
): (id: string) => readonly string[] {
  const posts = new Map(
    emulator.snapshot().store.posts.map((each) => {
      const post: Kept = Object(each);
      return [post.id, post.content] as const;
    }),
  );
  const filesOf = (id: string): readonly string[] => {
    const { children, mediaUrl } = posts.get(id) ?? {};
    if (children) return children.flatMap(filesOf);
    return mediaUrl === undefined ? [] : [downloads.get(mediaUrl) ?? 'nothing'];
  };
  return filesOf;
}
