import { type Client, isApiError } from '@threads-sdk/core-http';
import { ThreadsError } from '@threads-sdk/errors';
import * as v from 'valibot';
import { checkInput } from './check-input.ts';
import { describeFailure, type Failure } from './steps/container-error.ts';
import { id } from './id.ts';
import { defaultProcessingTimeout, type WaitOptions } from './options.ts';
import { readStatus } from './steps/read-status.ts';
import { waitPause } from './steps/wait-pause.ts';
import { containerSeconds } from './generated/limits.ts';

/**
 * Waits until Meta has processed a container, for those who create and publish containers themselves. The pauses
 * between two looks are a fifth of the time waited so far, between 0.5 and 15 seconds.
 *
 * @param client the client of the user who owns the container; needs the permission `threads_basic`
 * @param params `containerId`: the id that `createContainer` returned
 * @param options signal, progress, and how long to wait (default 600,000 ms from now)
 * @returns `'FINISHED'` when it can be published, `'PUBLISHED'` when it already is
 * @throws {ThreadsError} `CONTAINER_FAILED`: Meta could not process the media, see `remedy`. `CONTAINER_EXPIRED`: it is
 *   older than 24 hours. `CONTAINER_TIMED_OUT`: it was not ready by the deadline. `ABORTED`: the signal ended the waiting.
 *   `CREDENTIALS_EXPIRED`: the access token has expired; nothing was sent.
 * @throws {ApiError} Threads refused to tell the status.
 * @throws {TransportError} Threads could not be reached.
 * @throws {InvalidInputError} The id or the options are not usable; all faults are named and nothing was sent.
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
 * @see https://developers.facebook.com/docs/threads/troubleshooting#publishing-does-not-return-a-media-id
 * @category Publish
 */
export async function waitForContainer(
  client: Client,
  params: { readonly containerId: string },
  options: WaitOptions = {},
): Promise<'FINISHED' | 'PUBLISHED'> {
  const call = 'waitForContainer';
  checkInput(call, v.object({ containerId: id() }, 'must be an object'), params, options);
  const { containerId } = params;
  const { signal, onProgress, processingTimeout = defaultProcessingTimeout } = options;
  const { clock } = client;
  const since = clock.now();

  try {
    for (;;) {
      signal?.throwIfAborted();
      const look = await readStatus(client, containerId, signal);
      const { status } = look;
      const waited = clock.now() - since;
      onProgress?.({ step: 'wait-for-container', containerId, status, elapsed: waited });
      if (status === 'FINISHED' || status === 'PUBLISHED') return status;
      if (status === 'ERROR' || status === 'EXPIRED') throw failed(call, containerId, { ...look, status });
      const left = processingTimeout - waited;
      if (left <= 0) throw failed(call, containerId, { status: 'TIMED_OUT', lastStatus: status, waited });
      await clock.sleep(Math.min(waitPause(waited), left), signal);
    }
  } catch (error) {
    if (!signal?.aborted || isApiError(error)) throw error;
    throw new ThreadsError('ABORTED', `${call}: aborted while container ${containerId} was waited for.`, {
      remedy: `Wait again whenever you like: the container lives for ${containerSeconds / 3600} hours.`,
      cause: signal.reason,
    });
  }
}

function failed(call: string, containerId: string, failure: Failure): ThreadsError {
  const { code, message, remedy } = describeFailure(call, containerId, failure);
  return new ThreadsError(code, message, { remedy });
}
