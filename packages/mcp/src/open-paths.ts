import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { InvalidInputError, type InputIssue } from '@threads-sdk/errors';
import { isObject, reasonOf } from '@threads-sdk/internal';
import type { McpFiles } from './options.ts';

/**
 * Opens the files of posts that are given by a path, and reads what is given by a key of the storage.
 *
 * @param posts posts as an agent gave them: nothing of them is checked but the paths
 * @returns the posts with files in the place of paths, and what is wrong with the paths. What could not be opened has an address
 *   in its place, so that all else can be checked
 */
export async function openPaths(
  posts: readonly unknown[],
  files: McpFiles | undefined,
): Promise<{ readonly posts: readonly unknown[]; readonly issues: readonly InputIssue[] }> {
  const issues: InputIssue[] = [];
  const openMedia = async (media: unknown, place: string): Promise<unknown> => {
    if (!isObject(media)) return media;
    const opened = { ...media };
    for (const kind of ['image', 'video']) {
      const source = media[kind];
      if (typeof source !== 'string' || /^\s*https?:/i.test(source)) continue;
      const [, stored] = /^stored:(.*)$/s.exec(source) ?? [];
      if (stored !== undefined) {
        opened[kind] = { stored };
        continue;
      }
      try {
        opened[kind] = await openAllowed(source, files);
      } catch (error) {
        if (!(error instanceof Refusal) && !(error instanceof InvalidInputError)) throw error;
        const message = error instanceof Refusal ? error.message : 'cannot be opened';
        issues.push({ path: `${place}.${kind}`, message });
        opened[kind] = 'https://example.com/';
      }
    }
    return opened;
  };
  const opened = await Promise.all(
    posts.map(async (post, index) => {
      if (!isObject(post) || !Array.isArray(post['media'])) return post;
      const media = post['media'].map((each: unknown, item) =>
        openMedia(each, `posts[${index}].media[${item}]`),
      );
      return { ...post, media: await Promise.all(media) };
    }),
  );
  return { posts: opened, issues };
}

/** Why a path is not taken, in words for an agent. */
class Refusal extends Error {}

/** Opens a file below an allowed folder, by where it really is: links are followed before anything is compared. */
async function openAllowed(path: string, files: McpFiles | undefined): Promise<Blob> {
  if (files === undefined)
    throw new Refusal('must be an http or https address: this server posts no files of the disk');
  const { folders, open } = files;
  const allowed = `must be an http or https address, or the path of a file below ${folders.join(' or ')}, counted from ${folders[0] ?? ''} or absolute`;
  // An address of another kind is no path.
  if (/^[a-z][a-z\d+.-]+:/i.test(path)) throw new Refusal(allowed);
  const wanted = resolve(folders[0] ?? '', path);
  const roots = await Promise.all(folders.map((folder) => realpath(folder)));
  try {
    const real = await realpath(wanted);
    if (roots.some((root) => isBelow(root, real))) {
      const opened = await open(real);
      // A link may have taken the place of the file after it was found, and before it was opened.
      if ((await realpath(real)) === real) return opened;
    }
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    // Outside of the folders nobody learns what is there and what is not.
    const parent = await realpath(dirname(wanted)).catch(() => '');
    if (roots.some((root) => parent === root || isBelow(root, parent)))
      throw new Refusal(`cannot be opened${reasonOf(error)}; it ${allowed}`);
  }
  throw new Refusal(allowed);
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
