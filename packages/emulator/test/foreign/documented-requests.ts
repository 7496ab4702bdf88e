import { expect } from 'vitest';
import { redirectUri } from './serve-town.ts';

/** A request as Meta's pages and its Postman collection show it. `{name}` stands for what an earlier answer was kept as. */
export interface Example {
  readonly title: string;
  readonly request: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly answer: object;
  /** The name for the `id` or `access_token` of the answer. */
  readonly keep?: string;
  /** Milliseconds that pass before it is sent. */
  readonly wait?: number;
}

const id = expect.stringMatching(/^\d{17}$/);
const token = expect.stringMatching(/^THAA/);
const image = { media_type: 'IMAGE', image_url: 'https://images.example/gate.jpg' };

/** What sections of Meta's documentation show, in an order in which each can succeed. */
export const documentedRequests: readonly Example[] = [
  {
    title: 'a code for a token, without version, type and lifetime',
    request: 'POST /oauth/access_token',
    parameters: {
      client_id: '{client_id}',
      client_secret: '{client_secret}',
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code: '{code}',
    },
    answer: { access_token: token, user_id: expect.any(Number) },
    keep: 'short_lived',
  },
  {
    title: 'a code that was used',
    request: 'POST /oauth/access_token',
    parameters: {
      client_id: '{client_id}',
      client_secret: '{client_secret}',
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code: '{code}',
    },
    status: 400,
    answer: {
      error_type: 'OAuthException',
      code: 400,
      error_message: 'Matching code was not found or was already used',
    },
  },
  {
    title: 'a long-lived token',
    request: 'GET /access_token',
    parameters: {
      grant_type: 'th_exchange_token',
      client_secret: '{client_secret}',
      access_token: '{short_lived}',
    },
    answer: { access_token: token, token_type: 'bearer', expires_in: 5_184_000 },
    keep: 'token',
  },
  {
    title: 'a refreshed token',
    request: 'GET /refresh_access_token',
    parameters: { grant_type: 'th_refresh_token', access_token: '{token}' },
    wait: 25 * 3_600_000,
    answer: { access_token: token, token_type: 'bearer', expires_in: 5_184_000 },
    keep: 'token',
  },
  {
    title: "the app's token",
    request: 'GET /oauth/access_token',
    parameters: {
      client_id: '{client_id}',
      client_secret: '{client_secret}',
      grant_type: 'client_credentials',
    },
    answer: { access_token: expect.stringMatching(/^TH\|/), token_type: 'bearer' },
  },
  {
    title: 'what a token is',
    request: 'GET /v1.0/debug_token',
    parameters: { access_token: '{token}', input_token: '{token}' },
    answer: {
      data: expect.objectContaining({
        type: 'USER',
        is_valid: true,
        user_id: id,
        scopes: expect.arrayContaining(['threads_basic']),
      }),
    },
  },
  {
    title: 'the profile',
    request: 'GET /v1.0/me',
    parameters: {
      fields: 'id,username,name,threads_profile_picture_url,threads_biography,is_verified',
      access_token: '{token}',
    },
    answer: {
      id,
      username: 'alice',
      name: 'Alice',
      threads_profile_picture_url: expect.any(String),
      threads_biography: 'Writes.',
      is_verified: false,
    },
  },
  {
    title: 'a text with a poll',
    request: 'POST /v1.0/me/threads',
    parameters: {
      media_type: 'TEXT',
      text: 'Tea & coffee?',
      poll_attachment: '{"option_a":"Tea","option_b":"Coffee"}',
      access_token: '{token}',
    },
    answer: { id },
    keep: 'poll',
  },
  {
    title: 'a text with a spoiler, its offsets as texts',
    request: 'POST /v1.0/me/threads',
    parameters: {
      media_type: 'TEXT',
      text: 'Rosebud',
      text_entities: '[{"entity_type":"SPOILER","offset":"0","length":"7"}]',
      access_token: '{token}',
    },
    answer: { id },
  },
  {
    title: 'a long text',
    request: 'POST /v1.0/me/threads',
    parameters: {
      media_type: 'TEXT',
      text: 'Long',
      text_attachment:
        '{"plaintext":"A long text","text_with_styling_info":[{"offset":0,"length":1,"styling_info":["bold"]}]}',
      access_token: '{token}',
    },
    answer: { id },
  },
  {
    title: 'a GIF',
    request: 'POST /v1.0/me/threads',
    parameters: {
      media_type: 'TEXT',
      text: 'Look',
      gif_attachment: '{"gif_id":"abc","provider":"GIPHY"}',
      access_token: '{token}',
    },
    answer: { id },
  },
  {
    title: 'an image for a carousel',
    request: 'POST /v1.0/me/threads',
    parameters: { ...image, is_carousel_item: 'true', alt_text: 'A gate', access_token: '{token}' },
    answer: { id },
    keep: 'first',
  },
  {
    title: 'a second one, its type left out',
    request: 'POST /v1.0/me/threads',
    parameters: {
      image_url: 'https://images.example/river.jpg',
      is_carousel_item: 'true',
      access_token: '{token}',
    },
    answer: { id },
    keep: 'second',
  },
  {
    title: 'the carousel',
    request: 'POST /v1.0/me/threads',
    parameters: {
      media_type: 'CAROUSEL',
      children: '{first},{second}',
      text: 'Two',
      is_spoiler_media: 'true',
      access_token: '{token}',
    },
    answer: { id },
    keep: 'carousel',
  },
  {
    title: 'its status',
    request: 'GET /v1.0/{carousel}',
    parameters: { fields: 'status,error_message', access_token: '{token}' },
    answer: { id, status: 'IN_PROGRESS' },
  },
  {
    title: 'its publication, too early',
    request: 'POST /v1.0/me/threads_publish',
    parameters: { creation_id: '{carousel}', access_token: '{token}' },
    status: 400,
    answer: { error: expect.objectContaining({ code: 24, error_subcode: 4279009, is_transient: false }) },
  },
  {
    title: 'its publication',
    request: 'POST /v1.0/me/threads_publish',
    parameters: { creation_id: '{carousel}', access_token: '{token}' },
    wait: 30_000,
    answer: { id },
    keep: 'post',
  },
  {
    title: 'the post',
    request: 'GET /{post}',
    parameters: { fields: 'media_type,text,children{media_type,alt_text},owner', access_token: '{token}' },
    answer: {
      id,
      media_type: 'CAROUSEL_ALBUM',
      text: 'Two',
      children: {
        data: [
          { id, media_type: 'IMAGE', alt_text: 'A gate' },
          { id, media_type: 'IMAGE' },
        ],
      },
      owner: { id },
    },
  },
  {
    title: 'a text at once, as a reply',
    request: 'POST /me/threads',
    parameters: {
      media_type: 'TEXT',
      text: 'More',
      auto_publish_text: 'true',
      reply_to_id: '{post}',
      access_token: '{token}',
    },
    answer: { id },
    keep: 'reply',
  },
  {
    title: 'hiding the reply',
    request: 'POST /v1.0/{reply}/manage_reply',
    parameters: { hide: 'true', access_token: '{token}' },
    answer: { success: true },
  },
  {
    title: 'showing it again',
    request: 'POST /v1.0/{reply}/manage_reply',
    parameters: { hide: 'false', access_token: '{token}' },
    answer: { success: true },
  },
  {
    title: 'the conversation',
    request: 'GET /v1.0/{post}/conversation',
    parameters: {
      fields: 'text,hide_status,root_post,replied_to',
      reverse: 'false',
      access_token: '{token}',
    },
    answer: {
      data: [{ id, text: 'More', hide_status: 'UNHUSHED', root_post: { id }, replied_to: { id } }],
      paging: { cursors: { before: expect.any(String), after: expect.any(String) } },
    },
  },
  {
    title: 'a share on Instagram',
    request: 'POST /v1.0/me/threads',
    parameters: {
      media_type: 'TEXT',
      text: 'Shared',
      auto_publish_text: 'true',
      crossreshare_to_ig: 'true',
      access_token: '{token}',
    },
    answer: { id, crossreshare_to_ig_status: 'SUCCESS' },
  },
  {
    title: 'a post whose replies wait',
    request: 'POST /v1.0/me/threads',
    parameters: {
      media_type: 'TEXT',
      text: 'Asked',
      auto_publish_text: 'true',
      enable_reply_approvals: 'true',
      access_token: '{token}',
    },
    answer: { id },
    keep: 'asked',
  },
  {
    title: 'the replies that wait',
    request: 'GET /v1.0/{asked}/pending_replies',
    parameters: { fields: 'id,text,reply_approval_status', reverse: 'false', access_token: '{token}' },
    answer: { data: [] },
  },
  {
    title: 'a repost',
    request: 'POST /v1.0/{post}/repost',
    parameters: { access_token: '{token}' },
    answer: { id },
  },
  {
    title: 'the quotas',
    request: 'GET /v1.0/me/threads_publishing_limit',
    parameters: { fields: 'quota_usage,config,reply_quota_usage', access_token: '{token}' },
    answer: {
      data: [{ quota_usage: 3, config: { quota_total: 250, quota_duration: 86_400 }, reply_quota_usage: 1 }],
    },
  },
  {
    title: 'places, their ids as bare numbers',
    request: 'GET /v1.0/location_search',
    parameters: { q: 'Menlo Park', fields: 'id,name', access_token: '{token}' },
    answer: {
      data: expect.arrayContaining([
        { id: expect.stringMatching(/^\d+$/), name: expect.stringContaining('Menlo Park') },
      ]),
    },
  },
  {
    title: 'insights',
    request: 'GET /v1.0/me/threads_insights',
    parameters: { metric: 'views,likes', access_token: '{token}' },
    answer: {
      data: [
        expect.objectContaining({ name: 'views', values: expect.any(Array) }),
        expect.objectContaining({ name: 'likes', total_value: expect.any(Object) }),
      ],
      paging: { previous: expect.any(String), next: expect.any(String) },
    },
  },
  {
    title: 'search',
    request: 'GET /v1.0/keyword_search',
    parameters: { q: 'Two', search_type: 'RECENT', fields: 'id,text', access_token: '{token}' },
    answer: expect.objectContaining({ data: [{ id, text: 'Two' }] }),
  },
  {
    title: 'a deletion',
    request: 'DELETE /v1.0/{post}',
    parameters: { access_token: '{token}' },
    answer: { success: true, deleted_id: id },
  },
  {
    title: 'what is no more',
    request: 'GET /v1.0/{post}',
    parameters: { access_token: '{token}' },
    status: 400,
    answer: { error: expect.objectContaining({ code: 100, error_subcode: 33, type: 'THApiException' }) },
  },
  {
    title: 'a field that is none',
    request: 'GET /v1.0/me',
    parameters: { fields: 'age', access_token: '{token}' },
    status: 500,
    answer: {
      error: expect.objectContaining({ code: 100, message: 'Tried accessing nonexisting field (age)' }),
    },
  },
  {
    title: 'a token that is none',
    request: 'GET /v1.0/me',
    parameters: { access_token: 'THAA' },
    status: 500,
    answer: { error: expect.objectContaining({ code: 190, message: 'Invalid OAuth 2.0 Access Token' }) },
  },
];
