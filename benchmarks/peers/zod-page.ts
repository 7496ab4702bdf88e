import * as z from 'zod';

const string = z.string().optional();
const boolean = z.boolean().optional();
const number = z.number().optional();
const reference = z.object({ id: z.string() }).optional();

const post = z.object({
  id: z.string(),
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
  children: z.object({ data: z.array(z.object({ id: z.string(), media_url: string })) }).optional(),
  is_quote_post: boolean,
  quoted_post: reference,
  reposted_post: reference,
  alt_text: string,
  link_attachment_url: string,
  gif_url: string,
  poll_attachment: z
    .object({ option_a: string, option_b: string, option_c: string, option_d: string, total_votes: number })
    .optional(),
  has_replies: boolean,
  topic_tag: string,
  is_spoiler_media: boolean,
  text_entities: z
    .object({ data: z.array(z.object({ entity_type: string, offset: number, length: number })) })
    .optional(),
  text_attachment: z.object({ plaintext: string, link_attachment_url: string }).optional(),
  is_verified: boolean,
  profile_picture_url: string,
  location: z.object({ id: z.string(), name: string, city: string, country: string }).optional(),
  hide_status: string,
  reply_audience: string,
});

/** A page of posts as one writes it by hand with zod, with the fields that are asked for. */
export const page = z.object({
  data: z.array(post),
  paging: z
    .object({ cursors: z.object({ before: string, after: string }).optional(), next: string })
    .optional(),
});

/** Checks a page. */
export function validate(answer: unknown): unknown {
  return page.parse(answer);
}
