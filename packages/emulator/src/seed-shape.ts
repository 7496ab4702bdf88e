import type { PostSeed, ReplySeed, UserSeed } from './seed.ts';
import {
  boolean,
  either,
  listOf,
  number,
  object,
  optional,
  text,
  type Check,
  type Members,
  type Shape,
} from './shape.ts';

/** What seeds of users have to look like; whether they contradict each other is another question. */
export const usersShape: Shape<{ readonly users: readonly UserSeed[] }> = (value, path) =>
  object<{ readonly users: readonly UserSeed[] }>({ users: listOf(userSeed) })(value, path);

const userSeed: Check = (value, path) =>
  object<UserSeed>({
    username: text,
    name: optional(text),
    biography: optional(text),
    verified: optional(boolean),
    followers: optional(number(0)),
    geoGating: optional(boolean),
    posts: optional(listOf((post, place) => (typeof post === 'string' ? [] : postSeed(post, place)))),
  })(value, path);

const mediaSeed: Check = /* @__PURE__ */ either(
  '{ image } or { video }, with altText or without',
  /* @__PURE__ */ object({ image: text, altText: /* @__PURE__ */ optional(text) }),
  /* @__PURE__ */ object({ video: text, altText: /* @__PURE__ */ optional(text) }),
);

function replyMembers(): Members<Omit<ReplySeed, 'by'>> {
  return {
    text: optional(text),
    media: optional(listOf(mediaSeed)),
    poll: optional(listOf(text)),
    topicTag: optional(text),
    link: optional(text),
    createdAt: optional(number()),
    replies: optional(listOf(replySeed)),
  };
}

const postSeed: Check = (value, path) =>
  object<PostSeed>({ ...replyMembers(), ghost: optional(boolean), replyApprovals: optional(boolean) })(
    value,
    path,
  );

const replySeed: Check = (value, path) => object<ReplySeed>({ ...replyMembers(), by: text })(value, path);
