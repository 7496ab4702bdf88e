import type { Emulator } from '@threads-sdk/emulator';

/** A post as an emulator keeps it. */
export interface KeptPost {
  readonly id: string;
  readonly ownerId: string;
  readonly mediaType: string;
  readonly carouselItem: boolean;
  readonly content: Readonly<Record<string, unknown>> & {
    readonly text?: string;
    readonly replyToId?: string;
    readonly children?: readonly string[];
  };
}

/** All posts of an emulator, in the order in which they came, items of carousels included. */
export function keptPosts(emulator: Emulator): readonly KeptPost[] {
  return emulator.snapshot().store.posts.map((post): KeptPost => Object(post));
}

/** The posts that say something. */
export function postsThatSay(emulator: Emulator, text: string): readonly KeptPost[] {
  return keptPosts(emulator).filter((post) => !post.carouselItem && post.content.text === text);
}

/** The only post that says something. */
export function postThatSays(emulator: Emulator, text: string): KeptPost {
  const [post, ...others] = postsThatSay(emulator, text);
  if (post === undefined || others.length > 0)
    throw new Error(`${others.length + (post ? 1 : 0)} posts say ${text}`);
  return post;
}
