// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import type { CreateContainerParameters } from '@threads-sdk/endpoints';
import { checkedInput } from '@threads-sdk/internal';
import { type CreatedContainer, createdContainerSchema } from '../schemas/created-container.ts';

/**
 * Create a container, the first step of publishing.
 *
 * The second step is to wait until the container is `FINISHED` (`getContainer`), the third to publish it
 * (`publishContainer`). A container that is not published within 24 hours expires; until then nobody sees it, so
 * creating one again does no harm. With `auto_publish_text` a text is published at once: then the answer's id is
 * the post's, and the call must not be repeated.
 *
 * A carousel takes a container for each child, with `is_carousel_item`, and one of the type `CAROUSEL` for them.
 *
 * What goes together: `poll_attachment`, `link_attachment`, `gif_attachment`, `text_attachment`,
 * `auto_publish_text` and `is_ghost_post` need `TEXT`. A poll takes neither a link nor a long text; a ghost post
 * is no reply and takes only `text_entities` besides its text. Other combinations are unknown.
 *
 * A text and its attachment may hold 5 different links, since 2025-12-22; reports of failures from 4 links on
 * are unconfirmed. Meta fetches `image_url` and `video_url` itself, from a public server; one source saw it fail
 * with some tunnels and content networks. What it takes:
 *
 * | | image | video |
 * | --- | --- | --- |
 * | format | JPEG, PNG | MOV, MP4; moov atom first, no edit lists |
 * | encoding | sRGB (others are converted) | H.264 or HEVC, progressive, closed GOP, 4:2:0; AAC up to 48 kHz, 1 or 2 channels, 128 kbps |
 * | size | 8 MB | 1 GB; more than 0 and up to 300 seconds; VBR up to 100 Mbps |
 * | width | 320 to 1440 pixels (scaled to fit) | up to 1920 columns; 23 to 60 frames per second |
 * | aspect ratio | up to 10:1 | 0.01:1 to 10:1, 9:16 recommended |
 *
 * Replies need to be to an own post, or `threads_keyword_search` or `threads_manage_mentions` as documented; it
 * is *observed* that they need `threads_manage_replies`, and denied by another source.
 *
 * Permissions: `threads_basic`, `threads_content_publish`. In the API since 2024-04-08.
 *
 * @see https://developers.facebook.com/documentation/threads/reference/publishing
 */
export function createContainer(
  client: Client,
  params: CreateContainerParameters,
  options?: RequestOptions,
): Promise<CreatedContainer> {
  return request(client, operation, params, options);
}

const operation: Operation<CreatedContainer> = {
  id: 'createContainer',
  method: 'POST',
  path: '/{user_id}/threads',
  repeat: 'safe',
  neverWhen: 'auto_publish_text',
  scopes: ['threads_basic', 'threads_content_publish'],
  input: /* @__PURE__ */ checkedInput({ user_id: 'me' }),
  output: createdContainerSchema,
};
