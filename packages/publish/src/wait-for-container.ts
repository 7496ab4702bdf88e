import { type Client, isApiError } from '@threads-sdk/core-http';
import * as v from 'valibot';
import { aborted } from './aborted.ts';
import { checkInput } from './check-input.ts';
import { containerError } from './container-error.ts';
import { id } from './id.ts';
import { defaultProcessingTimeout, type PublishOptions } from './options.ts';
import type { StateAt } from './state.ts';
import { watchContainer } from './watch-container.ts';

/**
 * Waits until Meta has processed a container, for those who create and publish containers themselves. The pauses
 * between two looks are a fifth of the time waited so far, between 0.5 and 15 seconds.
 *
 * @param client the client of the user who owns the container; needs the permission `threads_basic`
 * @param params `containerId`: the id that `createContainer` returned
 * @param options signal, progress, and how long to wait (default 600,000 ms from now)
 * @returns `'FINISHED'` when it can be published, `'PUBLISHED'` when it already is
 * @throws {PublishError} `CONTAINER_FAILED`: Meta could not process the media, see `errorMessage` and `remedy`.
 *   `CONTAINER_EXPIRED`: it is older than 24 hours. `CONTAINER_TIMED_OUT`: it was not ready by the deadline. `ABORTED`:
 *   the signal ended the waiting.
 * @throws {ApiError} Threads refused to tell the status.
 * @throws {TransportError} Threads could not be reached.
 * @throws {InvalidInputError} The id or the options are not usable; all faults are named and nothing was sent.
 * @throws {ThreadsError} `CREDENTIALS_EXPIRED`: the access token has expired; nothing was sent.
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
 */
export async function waitForContainer(
  client: Client,
  params: { readonly containerId: string },
  options: PublishOptions = {},
): Promise<'FINISHED' | 'PUBLISHED'> {
  checkInput('waitForContainer', v.object({ containerId: id() }), params, options);
  const { containerId } = params;
  const { signal, onProgress, processingTimeout = defaultProcessingTimeout } = options;
  const since = client.clock.now();
  const state: StateAt<'wait-for-container'> = {
    step: 'wait-for-container',
    children: [],
    containerId,
    recreated: false,
    since,
  };

  try {
    signal?.throwIfAborted();
    const verdict = await watchContainer(client, containerId, {
      since,
      timeout: processingTimeout,
      signal,
      onStatus: (status) =>
        onProgress?.({ step: state.step, containerId, status, elapsed: client.clock.now() - since }),
    });
    if (verdict.status === 'FINISHED' || verdict.status === 'PUBLISHED') return verdict.status;
    throw containerError('waitForContainer', containerId, verdict, state);
  } catch (error) {
    if (signal?.aborted && !isApiError(error)) throw aborted('waitForContainer', state, signal);
    throw error;
  }
}
