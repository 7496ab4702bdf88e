import * as v from 'valibot';

const string = v.optional(v.string());
const boolean = v.optional(v.boolean());
const number = v.optional(v.number());
const reference = v.optional(v.object({ id: v.string() }));

const post = v.object({
  id: v.string(),
  media_product_type: string,
  media_type: string,
  media_url: string,
  thumbnail_url: string,
  permalink: string,
  owner: reference,
  username: string,
  text: string,
  timestamp: string,
  shortcode: string,
  children: v.optional(v.object({ data: v.array(v.object({ id: v.string(), media_url: string })) })),
  is_quote_post: boolean,
  quoted_post: reference,
  reposted_post: reference,
  alt_text: string,
  link_attachment_url: string,
  gif_url: string,
  poll_attachment: v.optional(
    v.object({ option_a: string, option_b: string, option_c: string, option_d: string, total_votes: number }),
  ),
  has_replies: boolean,
  topic_tag: string,
  is_spoiler_media: boolean,
  text_entities: v.optional(
    v.object({ data: v.array(v.object({ entity_type: string, offset: number, length: number })) }),
  ),
  text_attachment: v.optional(v.object({ plaintext: string, link_attachment_url: string })),
  is_verified: boolean,
  profile_picture_url: string,
  location: v.optional(v.object({ id: v.string(), name: string, city: string, country: string })),
  hide_status: string,
  reply_audience: string,
});

/** A page of posts as one writes it by hand with valibot, with the fields that are asked for. */
export const page = v.object({
  data: v.array(post),
  paging: v.optional(
    v.object({ cursors: v.optional(v.object({ before: string, after: string })), next: string }),
  ),
});

/** Checks a page. */
export function validate(answer: unknown): unknown {
  return v.parse(page, answer);
}
