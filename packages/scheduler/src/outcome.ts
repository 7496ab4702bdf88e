import { isThreadsError } from '@threads-sdk/errors';
import type { Pause } from './accounts.ts';
import type { PostFault } from './post.ts';

/** What a step ended with. */
export type Outcome =
  | { readonly result: 'published'; readonly ids: readonly string[] }
  /** The next step is due. */
  | { readonly result: 'waiting'; readonly due: number }
  /** It failed and is repeated. */
  | {
      readonly result: 'delayed';
      readonly due: number;
      readonly fault: PostFault;
      readonly ids: readonly string[];
    }
  /** It failed because of its account, or of the app: both wait. */
  | {
      readonly result: 'paused';
      readonly pause: Pause;
      readonly isForAll: boolean;
      readonly fault: PostFault;
      readonly ids: readonly string[];
    }
  /** It failed, and would again. `ids`, as above: what is live of a chain. */
  | { readonly result: 'parked'; readonly fault: PostFault; readonly ids: readonly string[] };

/** How often steps of a post may fail before it is parked, in all, since a look that is taken in steps fails only at its end. */
const maxAttempts = 12;

/** Milliseconds until the second attempt at least, and between two attempts at most. */
const leastPause = 5000;
const mostPause = 1_800_000;

/** Milliseconds for which an account waits, or all do, at a limit that does not say when it ends. */
const accountLimitPause = 900_000;
const appLimitPause = 300_000;

const loginAgain: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_MISSING',
  'TOKEN_INVALID',
  'GRANT_MISSING',
]);

/**
 * What becomes of a post whose step failed, by the error's own advice.
 *
 * @param attempts how often steps of it failed before
 * @param isUnread whether the post was begun by an earlier step, and the journal was not read in this one
 */
export function outcomeOf(
  error: unknown,
  attempts: number,
  now: number,
  random: () => number,
  { isUnread }: { readonly isUnread: boolean },
): Outcome {
  const fault = isUnread ? unread(faultOf(error)) : faultOf(error);
  if (!isThreadsError(error)) return delayed(fault, [], attempts, now, random);
  const first = error.name === 'PublishChainError' ? error.cause : error;
  const ids = error.name === 'PublishChainError' ? error.published.map(({ id }) => id) : [];
  // Where it is not known whether a post is live, the cause says why that could not be found out.
  const { apiCode, code } = Object(first.code === 'OUTCOME_UNKNOWN' ? (first.cause ?? first) : first);
  if (loginAgain.has(code))
    return { result: 'paused', pause: { reason: 'login' }, isForAll: false, fault, ids };
  if (code === 'RATE_LIMITED') {
    // Of these Meta says that they count the app's calls; the others count those of a user.
    const isForAll = apiCode === 4 || apiCode === 341;
    const until = error.retryAt ?? new Date(now + (isForAll ? appLimitPause : accountLimitPause));
    return { result: 'paused', pause: { reason: 'rate-limit', until }, isForAll, fault, ids };
  }
  if (error.retryable === 'never') return { result: 'parked', fault, ids };
  return delayed(fault, ids, attempts, now, random, error.retryAt?.getTime());
}

function delayed(
  fault: PostFault,
  ids: readonly string[],
  attempts: number,
  now: number,
  random: () => number,
  earliest = 0,
): Outcome {
  if (attempts + 1 >= maxAttempts) return { result: 'parked', fault, ids };
  const pause = Math.min(leastPause * 2 ** attempts, mostPause) * (1 + random() / 2);
  return { result: 'delayed', due: Math.max(earliest, now + (earliest > now ? 0 : pause)), fault, ids };
}

/** An error as it is kept. One that is not of this SDK may quote secrets: of it, only what it is called is kept. */
export function faultOf(error: unknown): PostFault {
  if (isThreadsError(error)) {
    const first = error.name === 'PublishChainError' ? error.cause : error;
    const { carriedOut, message, remedy } = error;
    return { code: first.code, message: forScheduler(message), remedy: forScheduler(remedy), carriedOut };
  }
  const { code, name } = Object(error);
  const what =
    typeof code === 'string' ? code : typeof name === 'string' ? name : 'something that is no error';
  const message = `${what} was thrown, which is no error of the SDK. Its message is not kept, as it may quote secrets.`;
  return { code: what, message, remedy: 'Look at what `accounts` of the scheduler does for this account.' };
}

/** The same where it is not known what an earlier step has sent. */
function unread(fault: PostFault): PostFault {
  const message = `${fault.message} What was sent before may be live: that was not looked at.`;
  return { ...fault, message, carriedOut: 'maybe' };
}

/**
 * What an error says to whoever takes the steps, said to whoever uses the scheduler. Threads may quote the address of a file, whose
 * query may be a signature: that is not kept.
 */
function forScheduler(text: string): string {
  return text
    .replaceAll(/(https?:\/\/[^\s?]+)\?\S+/g, '$1?…')
    .replace(/^stepPublish: /, '')
    .replaceAll(/\b([Cc]all) stepPublish again with the same (?:chain and )?key\b/g, '$1 retryPost');
}
