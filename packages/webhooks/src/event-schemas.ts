import { custom, flag, number, shape, text } from '@threads-sdk/internal';
import * as v from 'valibot';
import type { DeleteValue, Delivery, MentionValue, PublishValue, ReplyValue } from './event-values.ts';

// Only what is documented is checked, and only where it is there. Members are written out: a bundler keeps what is spread.
const reference = /* @__PURE__ */ shape({ id: text }, ['id']);

export const deliverySchema: v.GenericSchema<unknown, Delivery> = /* @__PURE__ */ shape({
  app_id: text,
  topic: text,
  target_id: text,
  time: number,
  subscription_id: text,
  has_uid_field: flag,
});

export const replySchema: v.GenericSchema<unknown, ReplyValue> = /* @__PURE__ */ shape(
  {
    id: text,
    username: text,
    timestamp: text,
    media_type: text,
    permalink: text,
    text,
    shortcode: text,
    replied_to: reference,
    root_post: /* @__PURE__ */ shape({ id: text, owner_id: text, username: text }, ['id']),
    is_verified: flag,
    profile_picture_url: text,
  },
  ['id'],
);

export const mentionSchema: v.GenericSchema<unknown, MentionValue> = /* @__PURE__ */ shape(
  {
    id: text,
    username: text,
    timestamp: text,
    media_type: text,
    permalink: text,
    text,
    media_product_type: text,
    shortcode: text,
    has_replies: flag,
    is_reply: flag,
    is_quote_post: flag,
    alt_text: text,
    gif_url: text,
    media_url: text,
    thumbnail_url: text,
    is_verified: flag,
    profile_picture_url: text,
    replied_to: reference,
    root_post: reference,
  },
  ['id'],
);

export const deleteSchema: v.GenericSchema<unknown, DeleteValue> = /* @__PURE__ */ shape(
  {
    id: text,
    username: text,
    timestamp: text,
    owner: /* @__PURE__ */ shape({ owner_id: text }),
    deleted_at: text,
  },
  ['id'],
);

export const publishSchema: v.GenericSchema<unknown, PublishValue> = /* @__PURE__ */ shape(
  {
    id: text,
    username: text,
    timestamp: text,
    media_type: text,
    permalink: text,
  },
  ['id'],
);

/** One of the `values` of a delivery. */
export interface Change {
  readonly field: string;
  readonly value?: unknown;
}

const change = /* @__PURE__ */ shape({ field: text }, ['field']);

/** What has to be there, or else nobody can tell what happened. */
export const envelopeSchema: v.GenericSchema<
  unknown,
  { readonly values: Change | readonly Change[]; readonly [member: string]: unknown }
> = /* @__PURE__ */ shape(
  { values: /* @__PURE__ */ custom((values) => [values].flat().every((each) => v.is(change, each))) },
  ['values'],
);
