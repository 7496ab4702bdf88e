// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { inputObject, matching } from '@threads-sdk/internal';
import { type PublishedMedia, publishedMediaSchema } from '../schemas/published-media.ts';

/**
 * The parameters of {@link publishContainer}.
 *
 * @category Parameters
 */
export interface PublishContainerParameters {
  /**
   * The id of the token's user, or `me`. One source saw writing under an id that is no longer the user's fail with
   * 24/4279009 where `me` worked. Default: `me`.
   */
  readonly user_id?: string | undefined;
  /** The container's id. */
  readonly creation_id: string;
}

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
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `user_id` (optional) - The id of the token's user, or `me`. One source saw writing under an id that is no
 *     longer the user's fail with 24/4279009 where `me` worked. Default: `me`.
 *   - `creation_id` - The container's id.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The post.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { publishContainer } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await publishContainer(client, { creation_id: '17889615691921648' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/reference/publishing
 * @category Create and publish posts
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
  input: /* @__PURE__ */ inputObject(
    {
      user_id: /* @__PURE__ */ matching(
        /^(me|[0-9]+)$/u,
        'must be me or an id of digits, not a username, permalink or shortcode',
      ),
      creation_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
    },
    ['creation_id'],
    { user_id: 'me' },
  ),
  output: publishedMediaSchema,
};
