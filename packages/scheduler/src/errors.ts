import { SchedulerError } from '@threads-sdk/errors';
import type { PostName, PostState } from './post.ts';

export function postNotFound(call: string, { account, key }: PostName): SchedulerError {
  return new SchedulerError('POST_NOT_FOUND', `${call}: ${account} has no post under the key ${key}.`, {
    remedy: 'Look for it with listPosts. Keys belong to an account.',
    carriedOut: 'unsent',
  });
}

export function keyReused(call: string, { account, key }: PostName): SchedulerError {
  return new SchedulerError(
    'POST_KEY_REUSED',
    `${call}: ${account} has another post, or another time for it, under the key ${key}. Nothing was changed.`,
    {
      remedy:
        'Give each post a key of its own; use changePost and movePost to change the one that is scheduled.',
      carriedOut: 'unsent',
    },
  );
}

export function notChangeable(call: string, { account, key }: PostName, state: PostState): SchedulerError {
  const reasons: Readonly<Record<PostState, string>> = {
    scheduled: 'has not been begun',
    repeating: 'is one that repeats',
    publishing: 'is being published',
    published: 'is live',
    parked: 'is parked',
    cancelled: 'is cancelled',
    ended: 'has come for the last time',
  };
  return new SchedulerError(
    'POST_NOT_CHANGEABLE',
    `${call}: the post ${key} of ${account} ${reasons[state]}, so that cannot be done. Nothing was changed.`,
    { remedy: 'Look at it with getPost, whose history says what became of it.', carriedOut: 'unsent' },
  );
}
