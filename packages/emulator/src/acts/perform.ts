import { limits } from '../description/limits.ts';
import { announce } from '../events/deliveries.ts';
import type { EventWorld } from '../events/event-state.ts';
import { GraphError } from '../graph/errors.ts';
import { checkLength, checkLinks, checkText, topicIn } from '../graph/text-rules.ts';
import { InvalidInput } from '../input/invalid-input.ts';
import { assertInput } from '../input/schemas.ts';
import { composePost } from '../model/compose-post.ts';
import {
  addRepost,
  decideReply,
  hideReply,
  isVisibleTo,
  plainContent,
  pollEnd,
  removePost,
} from '../model/posts.ts';
import type { Content, PostRecord, UserRecord } from '../model/records.ts';
import { mayReply } from '../model/reply-control.ts';
import { userByName, type Store } from '../model/store.ts';
import type { Act, FollowAct, PostAct, ReplyAct } from './act.ts';
import { actSchema } from './act-schema.ts';

/** What speaks against an act, and what it does where nothing does: it gives the id of what came to be, or was acted on. */
interface Deed {
  readonly faults: readonly (string | false)[];
  readonly carryOut: () => string;
}

/**
 * Does what a user wants to do, `Act`.
 *
 * @throws {InvalidInput} naming everything that speaks against it; then nothing is done.
 */
export function perform(world: EventWorld, given: unknown): { readonly id: string } {
  assertInput<Act>('act', actSchema(), given);
  const user = userByName(world.store, given.by);
  const deed = deedOf(world, user, given);
  const faults = [user === undefined && `by: there is no user ${given.by}`, ...deed.faults];
  const issues = faults.filter((fault) => fault !== false);
  if (issues.length > 0) throw new InvalidInput('act', issues);
  return Object.freeze({ id: deed.carryOut() });
}

/** The post that an id, a shortcode or a permalink names. */
export function findPost({ posts }: Store, name: string): PostRecord | undefined {
  const shortcode = /\/(?:post|t)\/([\w-]+)\/?(?:[?#].*)?$/.exec(name)?.[1] ?? name;
  return posts.get(name) ?? posts.withShortcode(shortcode);
}

type Actor = UserRecord | undefined;

function deedOf(world: EventWorld, user: Actor, act: Act): Deed {
  if (act.act === 'post') return postDeed(world, user, act);
  return isFollow(act) ? followDeed(world, user, act) : deedTo(world, user, act);
}

function isFollow(act: Act): act is FollowAct {
  return act.act === 'follow' || act.act === 'unfollow';
}

function postDeed(world: EventWorld, user: Actor, act: PostAct): Deed {
  return {
    faults: writtenFaults(world, act),
    carryOut: () => write(world, user, act, {}),
  };
}

function deedTo(world: EventWorld, user: Actor, act: Exclude<Act, PostAct | FollowAct>): Deed {
  const { store } = world;
  const named = findPost(store, act.to);
  // What is done to a repost is done to what it shows; deleted is the repost itself.
  const original = named?.repostedPostId === undefined ? named : store.posts.get(named.repostedPostId);
  const post = act.act === 'delete' ? named : original;
  const seen =
    post !== undefined && !post.carouselItem && (user === undefined || isVisibleTo(world, post, user.id));
  if (!seen) {
    const missing = `to: there is no post ${act.to}${user === undefined ? '' : ` that @${user.username} can see`}`;
    return {
      faults: [missing, ...(act.act === 'reply' ? writtenFaults(world, act) : [])],
      carryOut: nothing,
    };
  }
  const reaction = { userId: user?.id ?? '', postId: post.id, at: world.clock.now() };
  const done = (change: () => void): (() => string) => {
    return () => {
      change();
      return post.id;
    };
  };
  switch (act.act) {
    case 'reply':
      return {
        faults: [
          user !== undefined &&
            !mayReply(world, user, post) &&
            `@${user.username} may not reply to this post: its reply_control is ${post.content.replyAudience}, or that of the post at the head of its conversation forbids it`,
          ...writtenFaults(world, act),
        ],
        carryOut: () => write(world, user, act, { replyToId: post.id }),
      };
    case 'like':
      return { faults: [], carryOut: done(() => store.likes.add(Object.freeze(reaction))) };
    case 'unlike':
      return { faults: [], carryOut: done(() => store.likes.remove(reaction.userId, post.id)) };
    case 'repost':
      return { faults: [], carryOut: () => addRepost(world, reaction.userId, post).id };
    case 'vote': {
      const count = post.content.poll?.options.length;
      return {
        faults:
          count === undefined
            ? ['the post has no poll']
            : [
                act.option > count && `option must be from 1 to ${count}`,
                pollEnd(post) <= reaction.at && 'the poll is closed',
                store.votes.of(reaction.userId, post.id) !== undefined &&
                  `@${user?.username} has voted already`,
              ],
        carryOut: done(() => store.votes.add(Object.freeze({ ...reaction, option: act.option - 1 }))),
      };
    }
    case 'approve':
    case 'ignore':
      return {
        faults: [
          ruledByOther(store, user, post),
          post.approval === undefined && 'the post needs no approval',
        ],
        carryOut: done(() => decideReply(store, post, act.act === 'approve')),
      };
    case 'hide':
    case 'unhide':
      return {
        faults: [
          ruledByOther(store, user, post),
          post.content.replyToId !== post.rootPostId &&
            'only a direct reply to a post can be hidden or shown',
        ],
        carryOut: done(() => hideReply(store, post, act.act === 'hide')),
      };
    case 'delete':
      return {
        faults: [user !== undefined && post.ownerId !== user.id && `it is not a post of @${user.username}`],
        carryOut: done(() => {
          removePost(store, post);
          announce(world, 'deleted', post);
        }),
      };
  }
}

const nothing = (): string => '';

function ruledByOther({ posts }: Store, user: Actor, reply: PostRecord): string | false {
  const root = reply.rootPostId === undefined ? undefined : posts.get(reply.rootPostId);
  if (user === undefined || root?.ownerId === user.id) return false;
  return `the post is no reply below a post of @${user.username}`;
}

function writtenFaults(
  { settings }: EventWorld,
  { text, media = [], poll }: PostAct | ReplyAct,
): Deed['faults'] {
  const { minPollOptions: min, maxPollOptions: max, maxPollOptionLength, maxCarouselItems } = limits;
  const addresses = media.map((item) => ('image' in item ? item.image : item.video));
  return [
    (text ?? '').trim() === '' && media.length === 0 && 'a post needs a text or media',
    refusal(() => checkText(text, settings.current.behaviour.textLength)),
    refusal(() => checkLinks(text, [])),
    media.length > maxCarouselItems.value && `media may have at most ${maxCarouselItems.value} items`,
    ...addresses.map(
      (address, index) => !isWebAddress(address) && `media[${index}] must have an address with http or https`,
    ),
    poll !== undefined &&
      (poll.length < min.value || poll.length > max.value) &&
      `poll needs ${min.value} to ${max.value} options`,
    ...(poll ?? []).map((option, index) =>
      option.trim() === ''
        ? `poll[${index}] must not be empty`
        : refusal(() => checkLength(`poll[${index}]`, option, maxPollOptionLength.value)),
    ),
    poll !== undefined && media.length > 0 && 'a post cannot have both a poll and media',
  ];
}

// What the API would say of it.
function refusal(check: () => void): string | false {
  try {
    check();
    return false;
  } catch (error) {
    if (error instanceof GraphError) return error.message.replace(/^Param |\.$/g, '');
    throw error;
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

function write(
  world: EventWorld,
  user: Actor,
  { text, media = [], poll }: PostAct | ReplyAct,
  place: Pick<Content, 'replyToId'>,
): string {
  const topicTag = text === undefined ? undefined : topicIn(text);
  const content: Content = {
    ...plainContent,
    ...place,
    ...(text === undefined || text === '' ? {} : { text }),
    ...(topicTag === undefined ? {} : { topicTag }),
    ...(poll === undefined ? {} : { poll: { options: poll } }),
  };
  const head = { ownerId: user?.id ?? '', createdAt: world.clock.now() };
  const post = composePost(world.store, head, content, media);
  announce(world, 'published', post);
  return post.id;
}

function followDeed({ store }: EventWorld, user: Actor, { act, to }: FollowAct): Deed {
  const other = userByName(store, to.replace(/^@/, ''));
  return {
    faults: [
      other === undefined && `to: there is no user ${to}`,
      other !== undefined && other.id === user?.id && 'nobody follows themselves',
    ],
    carryOut: () => {
      if (user === undefined || other === undefined) return '';
      const name = other.username.toLowerCase();
      const [follows, wants] = [user.follows.includes(name), act === 'follow'];
      if (follows === wants) return other.id;
      const followed = wants ? [...user.follows, name] : user.follows.filter((followed) => followed !== name);
      store.users.set(user.id, Object.freeze({ ...user, follows: followed }));
      const followers = Math.max(0, other.followers + (wants ? 1 : -1));
      store.users.set(other.id, Object.freeze({ ...other, followers }));
      return other.id;
    },
  };
}
