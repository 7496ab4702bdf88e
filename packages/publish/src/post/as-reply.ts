import type { Post } from './post.ts';

/** The post as an answer to another one. Whether it can be that, `checkPost` says: a ghost post cannot. */
export function asReply(post: Post, replyTo: string): Post {
  return Object.assign({ ...post }, { replyTo });
}
