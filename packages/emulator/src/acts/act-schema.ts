import * as v from 'valibot';
import { atLeast, integer, listOf, object, oneOf, text } from '../input/schemas.ts';
import { mediaSchema } from '../model/media-schema.ts';
import type { Act, FollowAct, PostAct, PostedAct, ReplyAct, VoteAct } from './act.ts';

const postedActs: readonly PostedAct['act'][] = [
  'like',
  'unlike',
  'repost',
  'approve',
  'ignore',
  'hide',
  'unhide',
  'delete',
];

const followActs: readonly FollowAct['act'][] = ['follow', 'unfollow'];

/** What an act has to look like; whether it can be done is another question. */
export function actSchema(): v.GenericSchema<Act> {
  const written = {
    by: text,
    text: v.optional(text),
    media: v.optional(listOf(mediaSchema())),
    poll: v.optional(listOf(text)),
  };
  const to = { by: text, to: text };
  const schemas: readonly (readonly [readonly Act['act'][], v.GenericSchema<Act>])[] = [
    [['post'], object<PostAct>({ act: oneOf(['post']), ...written })],
    [['reply'], object<ReplyAct>({ act: oneOf(['reply']), to: text, ...written })],
    [['vote'], object<VoteAct>({ act: oneOf(['vote']), ...to, option: integer(1) })],
    [postedActs, object<PostedAct>({ act: oneOf(postedActs), ...to })],
    [followActs, object<FollowAct>({ act: oneOf(followActs), ...to })],
  ];
  const byName = new Map<unknown, v.GenericSchema<Act>>(
    schemas.flatMap(([names, schema]) => names.map((name) => [name, schema] as const)),
  );
  // Of an unknown act, no other member can be called unknown.
  const ofNoAct = atLeast<Act>({ act: oneOf([...byName.keys()].map(String)), by: text });
  return v.lazy((given) => byName.get(Object(given).act) ?? ofNoAct);
}
