import { type Client, isApiError } from '@threads-sdk/core-http';
import { getContainer } from '@threads-sdk/endpoints';
import { redact } from './redact.ts';
import { requestOptions } from './request-options.ts';

/** What Threads says about a container. */
export interface ContainerStatus {
  /** `undefined` while it says nothing. */
  readonly status: string | undefined;
  readonly errorMessage: string | undefined;
  /** Whether it does not know the container (yet, or any more). */
  readonly isUnknown: boolean;
}

/** Asks for the status of a container once. */
export async function readStatus(
  client: Client,
  containerId: string,
  signal: AbortSignal | undefined,
): Promise<ContainerStatus> {
  try {
    const container = await getContainer(
      client,
      { container_id: containerId, fields: ['status', 'error_message'] },
      requestOptions(signal),
    );
    return {
      status: redact(container.status),
      errorMessage: redact(container.error_message),
      isUnknown: false,
    };
  } catch (error) {
    if (!isApiError(error) || error.code !== 'MEDIA_NOT_FOUND') throw error;
    return { status: undefined, errorMessage: undefined, isUnknown: true };
  }
}
