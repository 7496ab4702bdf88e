import type { InputIssue } from '@threads-sdk/errors';
import { mediaOf } from './post/container.ts';
import type { PublishOptions } from './options.ts';
import type { Post } from './post/post.ts';

/** What the caller's check finds wrong with the media of a post; all are looked at at once. */
export async function mediaFaults(
  post: Post,
  { check, signal }: Pick<PublishOptions, 'check' | 'signal'>,
): Promise<readonly InputIssue[]> {
  if (!check) return [];
  const faults = await Promise.all(
    mediaOf(post).map(async ({ image, video }, index) => {
      const kind = image === undefined ? 'video' : 'image';
      const result = await check(image ?? video ?? '', { kind, ...(signal ? { signal } : {}) });
      return result.faults.map(({ message }) => ({ path: `media[${index}].${kind}`, message }));
    }),
  );
  return faults.flat();
}
