import type { Client, RequestOptions } from '@threads-sdk/core-http/fetch';
import { getContainer } from '@threads-sdk/endpoints';
import { createRedactor, isThreadsError } from '@threads-sdk/errors';

/** What Threads says about a container. */
export interface ContainerStatus {
  /** `undefined` while it says nothing. */
  readonly status?: string | undefined;
  readonly errorMessage?: string | undefined;
  /** Why it says nothing. */
  readonly failure?: Error;
  /** Whether it does not know the container (yet, or any more). */
  readonly isUnknown?: boolean;
}

/**
 * Asks for the status of a container once. A look that fails is no news, since the next one may succeed; it throws only if
 * no other can.
 */
export async function readStatus(
  client: Client,
  containerId: string,
  request: RequestOptions,
): Promise<ContainerStatus> {
  try {
    const params = { container_id: containerId, fields: ['status', 'error_message'] } as const;
    const { status, error_message: errorMessage } = await getContainer(client, params, request);
    return { status: redact(status), errorMessage: redact(errorMessage) };
  } catch (error) {
    const isNews =
      !isThreadsError(error) ||
      /^(ABORTED|CREDENTIALS_EXPIRED|GRANT_MISSING|INVALID_INPUT|TOKEN_INVALID)$/.test(error.code);
    if (isNews) throw error;
    return { failure: error, isUnknown: error.code === 'MEDIA_NOT_FOUND' };
  }
}

/** A word of Threads that is passed on, without anything shaped like a secret. */
export function redact(word: string | undefined): string | undefined {
  return word && createRedactor([])(word);
}
