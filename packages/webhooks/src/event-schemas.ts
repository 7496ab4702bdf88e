import * as v from 'valibot';
import type { DeleteValue, Delivery, MentionValue, PublishValue, ReplyValue } from './event-values.ts';

// Only what is documented is checked, and only where it is there. Members are written out: a bundler keeps what is spread.
const id = /* @__PURE__ */ v.string();
const text = /* @__PURE__ */ v.exactOptional(id);
const flag = /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.boolean());
const reference = /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.looseObject({ id }));

export const deliverySchema: v.GenericSchema<Delivery> = /* @__PURE__ */ v.looseObject({
  app_id: text,
  topic: text,
  target_id: text,
  time: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  subscription_id: text,
  has_uid_field: flag,
});

export const replySchema: v.GenericSchema<ReplyValue> = /* @__PURE__ */ v.looseObject({
  id,
  username: text,
  timestamp: text,
  media_type: text,
  permalink: text,
  text,
  shortcode: text,
  replied_to: reference,
  root_post: /* @__PURE__ */ v.exactOptional(
    /* @__PURE__ */ v.looseObject({ id, owner_id: text, username: text }),
  ),
  is_verified: flag,
  profile_picture_url: text,
});

export const mentionSchema: v.GenericSchema<MentionValue> = /* @__PURE__ */ v.looseObject({
  id,
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
});

export const deleteSchema: v.GenericSchema<DeleteValue> = /* @__PURE__ */ v.looseObject({
  id,
  username: text,
  timestamp: text,
  owner: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.looseObject({ owner_id: text })),
  deleted_at: text,
});

export const publishSchema: v.GenericSchema<PublishValue> = /* @__PURE__ */ v.looseObject({
  id,
  username: text,
  timestamp: text,
  media_type: text,
  permalink: text,
});

/** One of the `values` of a delivery. */
export interface Change {
  readonly field: string;
  readonly value?: unknown;
}

const change = /* @__PURE__ */ v.looseObject({ field: id });

/** What has to be there, or else nobody can tell what happened. */
export const envelopeSchema: v.GenericSchema<{
  readonly values: Change | readonly Change[];
  readonly [member: string]: unknown;
}> = /* @__PURE__ */ v.looseObject({
  values: /* @__PURE__ */ v.union([change, /* @__PURE__ */ v.array(change)]),
});
