import {
  type AnyThreadsError,
  CredentialsError,
  isThreadsError,
  PublishChainError,
  type PublishedPost,
} from '@threads-sdk/errors';
import { reasonOf } from '@threads-sdk/internal';

/**
 * The error of a chain that stopped at a part.
 *
 * @param error what the part ended with
 * @param published the parts that are live
 * @param goOn the call that goes on with this part; none if nothing is kept by which one could
 */
export function chainStopped(
  call: string,
  error: unknown,
  published: readonly PublishedPost[],
  goOn: string | undefined,
): unknown {
  const { length: index } = published;
  const isOurs = isThreadsError(error);
  if (index === 0 && (!isOurs || error.name === 'InvalidInputError')) return error;
  const cause = isOurs ? error : credentialsFailed(error);
  const next =
    goOn === undefined
      ? 'Those before it are live and stay: publish only it and the rest, each with the post that it answers as `replyTo`. For it go by `cause.remedy`.'
      : `${goOn}: it goes on with this post.`;
  const hasKept = goOn !== undefined;
  const message = `${call}: posts[${index}] failed, ${index} before it are live. ${cause.message}`;
  return new PublishChainError('CHAIN_STOPPED', message, {
    cause,
    published,
    index,
    remedy: hasKept ? `${cause.remedy} ${next}` : index === 0 ? cause.remedy : next,
    // Where nothing is kept, the same call would publish those that are live once more.
    retryable: hasKept || index === 0 ? cause.retryable : 'never',
    retryAt: cause.retryAt,
    carriedOut: index === 0 ? cause.carriedOut : 'yes',
  });
}

/** What is live must not be forgotten for what somebody's own function throws. Only its code is told: it may hold a secret. */
function credentialsFailed(error: unknown): AnyThreadsError {
  return new CredentialsError('STORE_FAILED', `publish: the client got no credentials${reasonOf(error)}.`, {
    remedy: "Look at the function that gives the client's credentials.",
    retryable: 'later',
  });
}
