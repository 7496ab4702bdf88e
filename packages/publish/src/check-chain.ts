import type { InputIssue } from '@threads-sdk/errors';
import { custom } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { locatedAt, postIssues } from './check-post.ts';
import type { OpenFiles } from './media-storage.ts';
import type { PublishOptions } from './options.ts';
import type { Post } from './post.ts';
import { mediaIssues } from './publish.ts';

/**
 * What is wrong with the posts of a chain. A later one is checked as the reply that it will be.
 *
 * @param storage where their files are, as for `postIssues`
 */
export function chainIssues(posts: readonly Post[], storage: unknown = true): readonly InputIssue[] {
  if (!Array.isArray(posts) || posts.length === 0)
    return [{ path: 'posts', message: 'must be an array that is not empty' }];
  return [
    ...locatedAt('posts[0]', postIssues(posts[0], false, storage)),
    ...laterIssues(posts.slice(1), storage, (index) => `posts[${index + 1}]`),
  ];
}

/** What is wrong with posts that are not the first of their chain. */
export function laterIssues(
  posts: readonly Post[],
  storage: unknown,
  pathOf: (index: number) => string,
): readonly InputIssue[] {
  return posts.flatMap((post: Post, index) => [
    ...locatedAt(pathOf(index), postIssues(asReply(post, '0'), false, storage)),
    ...(Object(post).replyTo === undefined
      ? []
      : [{ path: `${pathOf(index)}.replyTo`, message: 'is for the first post of a chain only' }]),
  ]);
}

/** What the caller's check finds wrong with the media of a chain. */
export async function chainMediaIssues(
  posts: readonly Post[],
  options: Pick<PublishOptions, 'check' | 'signal'>,
  files: OpenFiles | undefined,
): Promise<readonly InputIssue[]> {
  const issues = posts.map(async (post, index) =>
    locatedAt(`posts[${index}]`, await mediaIssues(post, options, files)),
  );
  return (await Promise.all(issues)).flat();
}

/** What is wrong with the files of a chain. */
export function chainFileIssues(files: OpenFiles | undefined): readonly InputIssue[] {
  return (files?.issues ?? []).flatMap((issues, index) => locatedAt(`posts[${index}]`, issues));
}

/** The post as an answer to another one. Whether it can be that, `postIssues` says: a ghost post cannot. */
export function asReply(post: Post, replyTo: string): Post {
  return Object.assign({ ...post }, { replyTo });
}

/** The schema of `replyTo` of a chain. */
export function replyToSchema(): v.GenericSchema<'previous' | 'root'> {
  return custom((value) => value === 'previous' || value === 'root', 'must be "previous" or "root"');
}
