import type { Client } from '@threads-sdk/core-http/fetch';
import { AbortError, isThreadsError } from '@threads-sdk/errors';
import { checkInput, inputObject, notify } from '@threads-sdk/internal';
import { containerError, findContainerFailure } from './errors.ts';
import { containerSeconds } from './generated/limits.ts';
import { optionIssues } from './check-options.ts';
import { defaultProcessingTimeout, requestOptions, type WaitOptions } from './options.ts';
import { id } from './state.ts';
import { readStatus } from './steps/container-status.ts';
import { waitPause } from './steps/pauses.ts';

/**
 * Waits until Meta has processed a container, for those who create and publish containers themselves. The pauses
 * between two looks are a fifth of the time waited so far, between 0.5 and 15 seconds.
 *
 * @param client the client of the user who owns the container; needs the permission `threads_basic`
 * @param params `containerId`: the id that `createContainer` returned
 * @param options signal, progress, and how long to wait (default 600,000 ms from now)
 * @returns `'FINISHED'` when it can be published, `'PUBLISHED'` when it already is
 * @throws {InvalidInputError} if the id or the options are not usable; it names every fault, and nothing was sent
 * @throws {ContainerError} with code `CONTAINER_FAILED` if Meta could not process the media, see `remedy`;
 *   `CONTAINER_EXPIRED` if it is older than 24 hours; `CONTAINER_TIMED_OUT` if it was not ready by the deadline
 * @throws {AbortError} if the signal was aborted
 * @throws {ApiError} if the token or the permission of the user has ended. Other looks that fail are no news: it looks again
 *   until the deadline, and `cause` is the last failure
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the access token has expired; nothing was sent
 *
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { createContainer, publishContainer } from '@threads-sdk/endpoints';
 * import { waitForContainer } from '@threads-sdk/publish';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * const container = await createContainer(client, { media_type: 'IMAGE', image_url: 'https://example.com/gate.jpg' });
 * await waitForContainer(client, { containerId: container.id });
 * const { id } = await publishContainer(client, { creation_id: container.id });
 * console.log(id);
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/troubleshooting#publishing-does-not-return-a-media-id
 * @category Publish
 */
export async function waitForContainer(
  client: Client,
  params: { readonly containerId: string },
  options: WaitOptions = {},
): Promise<'FINISHED' | 'PUBLISHED'> {
  const call = 'waitForContainer';
  checkInput(call, inputObject({ containerId: id() }, ['containerId']), params, optionIssues(options));
  const { containerId } = params;
  const { signal, onProgress, processingTimeout = defaultProcessingTimeout } = options;
  const { clock } = client;
  const since = clock.now();

  try {
    for (;;) {
      signal?.throwIfAborted();
      const look = await readStatus(client, containerId, requestOptions(options));
      const { status } = look;
      const elapsed = clock.now() - since;
      void notify('onProgress', onProgress, { step: 'wait-for-container', containerId, status, elapsed });
      if (status === 'FINISHED' || status === 'PUBLISHED') return status;
      const left = processingTimeout - elapsed;
      const late = {
        code: 'CONTAINER_TIMED_OUT',
        containerId,
        status,
        waited: elapsed,
        cause: look.failure,
      } as const;
      const failure = findContainerFailure(containerId, look) ?? (left <= 0 ? late : undefined);
      if (failure) throw containerError(call, failure, false);
      await clock.sleep(Math.min(waitPause(elapsed), left), signal);
    }
  } catch (error) {
    const isAnswer = isThreadsError(error) && (error.name === 'ApiError' || error.name === 'ContainerError');
    if (!signal?.aborted || isAnswer) throw error;
    throw new AbortError('ABORTED', `${call}: aborted while container ${containerId} was waited for.`, {
      call,
      remedy: `Wait again whenever you like: the container lives for ${containerSeconds / 3600} hours.`,
      retryable: 'now',
      carriedOut: 'no',
      cause: signal.reason,
    });
  }
}
