import type { CreateContainerParameters } from '@threads-sdk/endpoints';
import type { Client, RequestOptions } from '@threads-sdk/core-http/fetch';
import { createContainer } from '../generated/publishing/create-container.ts';
import { idOf } from '../errors.ts';

/** Creates a container, or a post with `auto_publish_text`; resolves to its id. */
export async function createdId(
  client: Client,
  params: CreateContainerParameters,
  request: RequestOptions,
  extra?: RequestOptions['extra'],
): Promise<string> {
  const answer = await createContainer(client, params, { ...request, ...(extra && { extra }) });
  return idOf(answer, 'createContainer', '/{user_id}/threads');
}
