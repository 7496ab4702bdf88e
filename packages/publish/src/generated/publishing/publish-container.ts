// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import type { PublishContainerParameters } from '@threads-sdk/endpoints';
import { checkedInput } from '@threads-sdk/internal';
import { type PublishedMedia, publishedMediaSchema } from '../schemas/published-media.ts';

/**
 * Publish a finished container.
 *
 * Never repeat this call blindly: nothing tells Meta that it is a repetition, and what a second publication of
 * one container does is unknown. After an unclear answer read the container: `PUBLISHED` means that the post is
 * out.
 *
 * It is *observed* that a container that is not ready is refused with 24/4279009, text containers included; wait
 * and publish the same one again. One that stays missing after `FINISHED` is *observed* to be lost: create a new
 * one, the old one is invisible. It was *observed* once that HTTP 500 with code 10 came although the post was
 * out. Meta recommends about 30 seconds between creating and publishing. The quotas are enforced here, not at
 * creation.
 *
 * Permissions: `threads_basic`, `threads_content_publish`. Quota: 250 posts in 24 hours, 1000 replies in 24
 * hours. In the API since 2024-04-08.
 *
 * @see https://developers.facebook.com/documentation/threads/reference/publishing
 */
export function publishContainer(
  client: Client,
  params: PublishContainerParameters,
  options?: RequestOptions,
): Promise<PublishedMedia> {
  return request(client, operation, params, options);
}

const operation: Operation<PublishedMedia> = {
  id: 'publishContainer',
  method: 'POST',
  path: '/{user_id}/threads_publish',
  repeat: 'never',
  scopes: ['threads_basic', 'threads_content_publish'],
  input: /* @__PURE__ */ checkedInput({ user_id: 'me' }),
  output: publishedMediaSchema,
};
