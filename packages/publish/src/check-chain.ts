import type { InputIssue } from '@threads-sdk/errors';
import { custom } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { locatedAt, postIssues } from './check-post.ts';
import type { PublishOptions } from './options.ts';
import type { Post } from './post.ts';
import { mediaIssues } from './publish.ts';

/** What is wrong with the posts of a chain. A later one is checked as the reply that it will be. */
export function chainIssues(posts: readonly Post[]): readonly InputIssue[] {
  if (!Array.isArray(posts) || posts.length === 0)
    return [{ path: 'posts', message: 'must be an array that is not empty' }];
  return [
    ...locatedAt('posts[0]', postIssues(posts[0])),
    ...laterIssues(posts.slice(1), (index) => `posts[${index + 1}]`),
  ];
}

/** What is wrong with posts that are not the first of their chain. */
export function laterIssues(
  posts: readonly Post[],
  pathOf: (index: number) => string,
): readonly InputIssue[] {
  return posts.flatMap((post: Post, index) => [
    ...locatedAt(pathOf(index), postIssues(asReply(post, '0'))),
    ...(Object(post).replyTo === undefined
      ? []
      : [{ path: `${pathOf(index)}.replyTo`, message: 'is for the first post of a chain only' }]),
  ]);
}

/** What the caller's check finds wrong with the media of a chain. */
export async function chainMediaIssues(
  posts: readonly Post[],
  options: Pick<PublishOptions, 'check' | 'signal'>,
): Promise<readonly InputIssue[]> {
  const issues = posts.map(async (post, index) =>
    locatedAt(`posts[${index}]`, await mediaIssues(post, options)),
  );
  return (await Promise.all(issues)).flat();
}

/** The post as an answer to another one. Whether it can be that, `postIssues` says: a ghost post cannot. */
export function asReply(post: Post, replyTo: string): Post {
  return Object.assign({ ...post }, { replyTo });
}

/** The schema of `replyTo` of a chain. */
export function replyToSchema(): v.GenericSchema<'previous' | 'root'> {
  return custom((value) => value === 'previous' || value === 'root', 'must be "previous" or "root"');
}
