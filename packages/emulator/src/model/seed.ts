import * as v from 'valibot';
import { lastTime } from './clock.ts';
import type { World } from './world.ts';
import { InvalidInput } from '../input/invalid-input.ts';
import { limits } from '../description/limits.ts';
import { knownLocations } from './locations.ts';
import { composePost, type MediaSeed } from './compose-post.ts';
import { mediaSchema } from './media-schema.ts';
import { filmPath, picturePath } from '../pictures/own-media.ts';
import { plainContent } from './posts.ts';
import {
  assertInput,
  boolean,
  type Entries,
  integer,
  listOf,
  number,
  object,
  text,
} from '../input/schemas.ts';
import type { Content, Poll, PostRecord, UserRecord } from './records.ts';
import { userByName } from './store.ts';
import type { Behaviour } from './behaviour.ts';
import { isTooLong } from './text-length.ts';

/**
 * A user to start with.
 *
 * @category Fill it
 */
export interface UserSeed {
  /** Without `@`. */
  readonly username: string;
  /** The name that is shown. Default: the username. */
  readonly name?: string;
  readonly biography?: string;
  /** Default `false`. */
  readonly verified?: boolean;
  /** How many follow the user; from 100 on the profile can be looked up. Default 1000. */
  readonly followers?: number;
  /** Whether the user may limit posts to countries. Default `true`. */
  readonly geoGating?: boolean;
  /** Whether the user accepted to be a tester of the app, which matters to one with standard access. Default `true`. */
  readonly tester?: boolean;
  /** Whether nobody else may read the user's posts. Default `false`. */
  readonly private?: boolean;
  /** The usernames of those whom the user follows, which matters to `reply_control`. Default: nobody. */
  readonly follows?: readonly string[];
  /** Oldest first. A text is a text post. */
  readonly posts?: readonly (string | PostSeed)[];
}

/**
 * A post to start with.
 *
 * @category Fill it
 */
export interface PostSeed {
  readonly text?: string;
  /** None: a text post; one: an image or video post; more: a carousel. */
  readonly media?: readonly MediaSeed[];
  /** Two to four options. */
  readonly poll?: readonly string[];
  /** How often each option of the poll was chosen. Default: it follows from the emulator's seed. */
  readonly votes?: readonly number[];
  /** Without `#`. */
  readonly topicTag?: string;
  /** The URL of a link card. */
  readonly link?: string;
  /** Whether the post is archived a day after its creation. Default `false`. */
  readonly ghost?: boolean;
  /** Whether replies of others wait for approval. Default `false`. */
  readonly replyApprovals?: boolean;
  /** Epoch milliseconds, from 0 on. Default: a minute after the post before it; the last post of all is a minute old. */
  readonly createdAt?: number;
  /** Oldest first. */
  readonly replies?: readonly ReplySeed[];
}

/**
 * A reply to start with.
 *
 * @category Fill it
 */
export interface ReplySeed extends Omit<PostSeed, 'ghost' | 'replyApprovals'> {
  /** The username of one of the users. */
  readonly by: string;
}

/**
 * A user who was added, with the ids of their posts in the order of the seed.
 *
 * @category Fill it
 */
export interface AddedUser {
  readonly id: string;
  readonly username: string;
  readonly posts: readonly string[];
}

/** Who is there when nobody is named. */
export const defaultUsers: readonly UserSeed[] = [
  {
    username: 'threads_dev',
    name: 'Threads Developer',
    biography: 'Builds things on the Threads API.',
    posts: [
      { text: 'Hello, Threads!', replies: [{ by: 'reader', text: 'Welcome, @threads_dev!' }] },
      {
        text: 'A gate in the morning',
        media: [{ image: picturePath('gate'), altText: 'A red gate in front of the setting sun' }],
        topicTag: 'travel',
      },
      {
        text: 'Three days in Kyoto',
        media: [
          { image: picturePath('river'), altText: 'A river between houses at dusk' },
          { video: filmPath, altText: 'A look along the river' },
        ],
      },
      { text: 'Tea or coffee?', poll: ['Tea', 'Coffee'] },
    ],
  },
  {
    username: 'reader',
    name: 'A Reader',
    posts: [
      {
        text: 'Both, please',
        media: [{ image: picturePath('cups'), altText: 'Green tea and coffee, seen from above' }],
      },
    ],
  },
];

const minute = 60_000;

/**
 * Puts users, their posts and some places into the store.
 *
 * @throws {InvalidInput} naming every fault of the seeds.
 */
export function plantUsers(world: World, users: readonly UserSeed[]): void {
  if (users.length === 0) throw new InvalidInput('createEmulator', ['users must name at least one user']);
  const { store } = world;
  for (const location of knownLocations) {
    const record = Object.freeze({ id: store.identifiers.location(), ...location });
    store.locations.set(record.id, record);
  }
  addUsers(world, users, 'createEmulator');
}

/**
 * Puts users and their posts, `UserSeed` each, into the store, beside those that are there.
 *
 * @throws {InvalidInput} naming every fault of the seeds; then nobody is added.
 */
export function addUsers(world: World, given: readonly unknown[], subject: string): readonly AddedUser[] {
  const seeds: unknown = { users: given };
  assertInput(subject, usersSchema(), seeds);
  const { users } = seeds;
  const { store } = world;
  const faults = faultsOf(
    users,
    [...store.users.values()].map(({ username }) => username.toLowerCase()),
    world.settings.current.behaviour.textLength,
  );
  if (faults.length > 0) throw new InvalidInput(subject, faults);
  const planted = users.map((seed) => ({ seed, user: plantUser(world, seed) }));
  const count = users.flatMap(({ posts = [] }) => posts).reduce((sum, post) => sum + postsIn(post), 0);
  let nextTime = world.clock.now() - count * minute;
  return planted.map(({ seed, user: { id, username }, user }) => {
    const posts = (seed.posts ?? []).map((given) => {
      const post = plantPost(
        world,
        user,
        typeof given === 'string' ? { text: given } : given,
        undefined,
        nextTime,
      );
      ({ nextTime } = post);
      return post.id;
    });
    return Object.freeze({ id, username, posts: Object.freeze(posts) });
  });
}

function plantUser({ store }: World, seed: UserSeed): UserRecord {
  const id = store.identifiers.user();
  const record: UserRecord = Object.freeze({
    id,
    username: seed.username,
    name: seed.name ?? seed.username,
    biography: seed.biography ?? '',
    pictureUrl: `https://scontent.cdninstagram.com/emulator/${id}.jpg`,
    verified: seed.verified ?? false,
    followers: seed.followers ?? 1000,
    geoGating: seed.geoGating ?? true,
    tester: seed.tester ?? true,
    private: seed.private ?? false,
    follows: (seed.follows ?? []).map((username) => username.toLowerCase()),
  });
  store.users.set(id, record);
  return record;
}

// Returns its id and the time of the next post.
function plantPost(
  world: World,
  author: UserRecord,
  seed: PostSeed,
  parent: PostRecord | undefined,
  time: number,
): { readonly id: string; readonly nextTime: number } {
  const { store } = world;
  const createdAt = seed.createdAt ?? time;
  const content: Content = {
    ...plainContent,
    ...(seed.text !== undefined && { text: seed.text }),
    ...(seed.poll !== undefined && { poll: pollOf(seed.poll, seed.votes) }),
    ...(seed.topicTag !== undefined && { topicTag: seed.topicTag }),
    ...(seed.link !== undefined && { linkAttachmentUrl: seed.link }),
    ...(parent !== undefined && { replyToId: parent.id }),
    ghost: seed.ghost ?? false,
    replyApprovals: seed.replyApprovals ?? false,
  };
  const post = composePost(store, { ownerId: author.id, createdAt }, content, seed.media ?? []);
  let nextTime = Math.min(Math.max(time, createdAt) + minute, lastTime);
  for (const reply of seed.replies ?? []) {
    const replier = userByName(store, reply.by);
    if (replier !== undefined) ({ nextTime } = plantPost(world, replier, reply, post, nextTime));
  }
  return { id: post.id, nextTime };
}

function pollOf(options: readonly string[], votes: readonly number[] | undefined): Poll {
  return votes === undefined ? { options } : { options, votes };
}

function postsIn(post: string | PostSeed): number {
  return typeof post === 'string'
    ? 1
    : 1 + (post.replies ?? []).reduce((sum, reply) => sum + postsIn(reply), 0);
}

function faultsOf(
  users: readonly UserSeed[],
  existing: readonly string[],
  rule: Behaviour['textLength'],
): readonly string[] {
  const names = new Set([...existing, ...users.map(({ username }) => username.toLowerCase())]);
  const taken = new Set(existing);
  const faults: string[] = [];
  for (const [index, { username, posts = [], follows = [] }] of users.entries()) {
    const path = `users[${index}]`;
    if (!/^[\w.]{1,30}$/.test(username))
      faults.push(`${path}.username must be 1 to 30 letters, digits, _ or .`);
    if (taken.has(username.toLowerCase())) faults.push(`${path}.username is taken`);
    taken.add(username.toLowerCase());
    for (const [place, followed] of follows.entries()) {
      if (!names.has(followed.toLowerCase())) faults.push(`${path}.follows[${place}] is none of the users`);
    }
    for (const [place, post] of posts.entries()) {
      const seed = typeof post === 'string' ? { text: post } : post;
      faults.push(...postFaults(`${path}.posts[${place}]`, seed, names, rule));
    }
  }
  return faults;
}

function postFaults(
  path: string,
  post: PostSeed,
  names: ReadonlySet<string>,
  rule: Behaviour['textLength'],
): readonly string[] {
  const { text, media = [], poll, votes, replies = [] } = post;
  const faults: string[] = [];
  if (text === undefined && media.length === 0) faults.push(`${path} needs a text or media`);
  if (text !== undefined && isTooLong(text, rule))
    faults.push(`${path}.text must be at most ${limits.maxTextLength.value} characters long`);
  const maxMedia = limits.maxCarouselItems.value;
  if (media.length > maxMedia) faults.push(`${path}.media may have at most ${maxMedia} items`);
  const [minOptions, maxOptions] = [limits.minPollOptions.value, limits.maxPollOptions.value];
  if (poll !== undefined && (poll.length < minOptions || poll.length > maxOptions))
    faults.push(`${path}.poll needs ${minOptions} to ${maxOptions} options`);
  if (poll !== undefined && media.length > 0) faults.push(`${path} cannot have both a poll and media`);
  if (votes !== undefined && votes.length !== poll?.length)
    faults.push(`${path}.votes needs a number for each option of the poll`);
  for (const [place, reply] of replies.entries()) {
    const replyPath = `${path}.replies[${place}]`;
    if (!names.has(reply.by.toLowerCase())) faults.push(`${replyPath}.by is none of the users`);
    faults.push(...postFaults(replyPath, reply, names, rule));
  }
  return faults;
}

/** What seeds of users have to look like; whether they contradict each other is another question. */
function usersSchema(): v.GenericSchema<{ readonly users: readonly UserSeed[] }> {
  const replyEntries: Entries<Omit<ReplySeed, 'by'>> = {
    text: v.optional(text),
    media: v.optional(listOf(mediaSchema())),
    poll: v.optional(listOf(text)),
    votes: v.optional(listOf(integer(0))),
    topicTag: v.optional(text),
    link: v.optional(text),
    createdAt: v.optional(integer(0, lastTime)),
    replies: v.optional(listOf(v.lazy(() => replySeed))),
  };
  const replySeed: v.GenericSchema<ReplySeed> = object<ReplySeed>({ ...replyEntries, by: text });
  const postSeed = object<PostSeed>({
    ...replyEntries,
    ghost: v.optional(boolean),
    replyApprovals: v.optional(boolean),
  });
  const userSeed = object<UserSeed>({
    username: text,
    name: v.optional(text),
    biography: v.optional(text),
    verified: v.optional(boolean),
    followers: v.optional(number(0)),
    geoGating: v.optional(boolean),
    tester: v.optional(boolean),
    private: v.optional(boolean),
    follows: v.optional(listOf(text)),
    // Of a text nothing else can be wrong.
    posts: v.optional(listOf(v.lazy((post) => (typeof post === 'string' ? text : postSeed)))),
  });
  return object<{ readonly users: readonly UserSeed[] }>({ users: listOf(userSeed) });
}
