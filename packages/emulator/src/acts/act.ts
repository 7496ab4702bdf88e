import type { MediaSeed } from '../model/compose-post.ts';

/**
 * Something that a user does on this Threads, as people do it in the app: no token, no permission, no quota.
 *
 * @example
 * ```ts
 * import { createEmulator, type Act } from '@threads-sdk/emulator';
 *
 * const emulator = createEmulator({ users: [{ username: 'alice', posts: ['Hello'] }, { username: 'bob' }] });
 * const post: Act = { act: 'post', by: 'alice', text: 'Tea or coffee?', poll: ['Tea', 'Coffee'] };
 * const { id } = emulator.act(post);
 * emulator.act({ act: 'vote', by: 'bob', to: id, option: 2 });
 * emulator.act({ act: 'reply', by: 'bob', to: id, text: 'Coffee!' }); // a webhook that is subscribed hears of it
 * ```
 * @category Fill it
 */
export type Act = PostAct | ReplyAct | VoteAct | PostedAct | FollowAct;

interface ByUser {
  /** The username of who does it. */
  readonly by: string;
}

interface Written extends ByUser {
  readonly text?: string;
  /** None: a text post; one: an image or video post; more: a carousel. */
  readonly media?: readonly MediaSeed[];
  /** Two to four options. */
  readonly poll?: readonly string[];
}

/** Where it is done. */
interface ToPost extends ByUser {
  /** A post: its id, its shortcode or its permalink. */
  readonly to: string;
}

/**
 * Writes a post.
 *
 * @category Fill it
 */
export interface PostAct extends Written {
  readonly act: 'post';
}

/**
 * Answers a post.
 *
 * @category Fill it
 */
export interface ReplyAct extends Written, ToPost {
  readonly act: 'reply';
}

/**
 * Chooses an option of a post's poll, once.
 *
 * @category Fill it
 */
export interface VoteAct extends ToPost {
  readonly act: 'vote';
  /** Which one, counted from 1. */
  readonly option: number;
}

/**
 * Does something to a post. What is done already stays as it is. `approve` and `ignore`: a reply that waits for the
 * approval of who does it; `hide` and `unhide`: a reply to a post of theirs; `delete`: a post of their own.
 *
 * @category Fill it
 */
export interface PostedAct extends ToPost {
  readonly act: 'like' | 'unlike' | 'repost' | 'approve' | 'ignore' | 'hide' | 'unhide' | 'delete';
}

/**
 * Follows a user, or no longer.
 *
 * @category Fill it
 */
export interface FollowAct extends ByUser {
  readonly act: 'follow' | 'unfollow';
  /** The username of who is followed. */
  readonly to: string;
}
