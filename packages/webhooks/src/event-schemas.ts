import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import type { DeleteValue, Delivery, MentionValue, PublishValue, ReplyValue } from './event-values.ts';

// Only what is documented is checked, only where it is there, and left out where it is of another type.
// Members are written out: a bundler keeps what is spread.
const reference = /* @__PURE__ */ answerObject<{ readonly id: string }>({ id: 'id' }, ['id']);

export const deliverySchema: v.GenericSchema<unknown, Delivery> = /* @__PURE__ */ answerObject<Delivery>({
  app_id: 'id',
  topic: 'string',
  target_id: 'id',
  time: 'number',
  subscription_id: 'id',
  has_uid_field: 'boolean',
});

export const replySchema: v.GenericSchema<unknown, ReplyValue> = /* @__PURE__ */ answerObject<ReplyValue>(
  {
    id: 'id',
    username: 'string',
    timestamp: 'string',
    media_type: 'string',
    permalink: 'string',
    text: 'string',
    shortcode: 'string',
    replied_to: reference,
    root_post: /* @__PURE__ */ answerObject<NonNullable<ReplyValue['root_post']>>(
      { id: 'id', owner_id: 'id', username: 'string' },
      ['id'],
    ),
    is_verified: 'boolean',
    profile_picture_url: 'string',
  },
  ['id'],
);

export const mentionSchema: v.GenericSchema<unknown, MentionValue> =
  /* @__PURE__ */ answerObject<MentionValue>(
    {
      id: 'id',
      username: 'string',
      timestamp: 'string',
      media_type: 'string',
      permalink: 'string',
      text: 'string',
      media_product_type: 'string',
      shortcode: 'string',
      has_replies: 'boolean',
      is_reply: 'boolean',
      is_quote_post: 'boolean',
      alt_text: 'string',
      gif_url: 'string',
      media_url: 'string',
      thumbnail_url: 'string',
      is_verified: 'boolean',
      profile_picture_url: 'string',
      replied_to: reference,
      root_post: reference,
    },
    ['id'],
  );

export const deleteSchema: v.GenericSchema<unknown, DeleteValue> = /* @__PURE__ */ answerObject<DeleteValue>(
  {
    id: 'id',
    username: 'string',
    timestamp: 'string',
    owner: /* @__PURE__ */ answerObject<NonNullable<DeleteValue['owner']>>({ owner_id: 'id' }),
    deleted_at: 'string',
  },
  ['id'],
);

export const publishSchema: v.GenericSchema<unknown, PublishValue> =
  /* @__PURE__ */ answerObject<PublishValue>(
    {
      id: 'id',
      username: 'string',
      timestamp: 'string',
      media_type: 'string',
      permalink: 'string',
    },
    ['id'],
  );
