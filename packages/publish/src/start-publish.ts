import { checkPost } from './post/check-post.ts';
import { firstState } from './steps/first-state.ts';
import type { PublishOptions } from './options.ts';
import type { Post } from './post/post.ts';
import type { PublishState } from './state.ts';

/**
 * Makes the state in which publishing a post begins, for those who take the steps themselves with `advancePublish`: in
 * a queue, or an engine for durable execution.
 *
 * @param post what to publish: text of at most 500 characters, at most 20 media, and settings
 * @param options `fast`: whether to publish a text with one request, default `false`
 * @returns the state before the first step, plain JSON
 * @throws {InvalidInputError} The post cannot be published as it is; all faults are named.
 *
 * @example
 * ```ts
 * import { startPublish } from '@threads-sdk/publish';
 *
 * console.log(startPublish({ text: 'Good morning' }).step); // 'create-container'
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Never publish twice
 */
export function startPublish(post: Post, options: Pick<PublishOptions, 'fast'> = {}): PublishState {
  checkPost('startPublish', post, options);
  return stateOf(post, options);
}

/** The first state of a checked post. */
export function stateOf(post: Post, { fast = false }: PublishOptions): PublishState {
  const copy = structuredClone(post); // the caller may change theirs while we wait
  return fast ? { step: 'publish-at-once', post: copy, refusals: 0 } : firstState(copy, false);
}
