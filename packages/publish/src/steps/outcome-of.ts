import type { PublishState } from '../state.ts';
import { containerSeconds } from '../generated/limits.ts';

/** What can be said about a post whose publishing ended early, and what to do. */
export interface Outcome {
  readonly says: string;
  readonly remedy: string;
}

/** Tells whether a post may be live. */
export function outcomeOf({ step }: PublishState): Outcome {
  switch (step) {
    case 'confirm':
    case 'confirm-at-once':
      return {
        says: 'It is not known whether the post went out.',
        remedy:
          'Go on with `resume` and error.state, or with the same idempotencyKey. Look at the profile before publishing it anew.',
      };
    case 'find-post':
    case 'done':
      return {
        says: 'The post is live, but its id is not known.',
        remedy:
          'Do not publish it again; look for it on the profile, or go on with `resume` and error.state.',
      };
    default:
      return {
        says: 'Nothing was published.',
        remedy: `Publish again, or go on with \`resume\` and error.state. What was made so far is invisible and vanishes within ${containerSeconds / 3600} hours.`,
      };
  }
}
