import { type InputIssue, InvalidInputError } from '@threads-sdk/errors';
import { refuse } from '@threads-sdk/internal';
import {
  type FilePost,
  lookUpPublish,
  type MediaCheck,
  type Post,
  type PublishLookUp,
} from '@threads-sdk/publish';
import { describePost } from './describe-post.ts';
import { openPaths } from './open-paths.ts';
import type { McpScheduledPost } from './scheduler.ts';
import { inLine } from './shown.ts';
import type { Call, Inside } from './tool.ts';

/** Posts that can be published, and what became of them under their key. */
export interface CheckedPosts {
  /** With files in the place of paths. */
  readonly asked: { readonly post: Post | FilePost } | { readonly chain: readonly (Post | FilePost)[] };
  readonly found: PublishLookUp;
  /** What is scheduled under the key. */
  readonly scheduled: McpScheduledPost | undefined;
  /** The same two once more, for when a person has answered. */
  readonly lookUp: () => Promise<PublishLookUp>;
  readonly findScheduled: () => Promise<McpScheduledPost | undefined>;
  /**
   * Has media looked at that have an address. Whoever is asked for one hears all that is in it, which an agent may have been talked
   * into telling: so it waits for the yes.
   *
   * @throws {InvalidInputError} naming everything that is wrong with them
   */
  readonly lookAtAddresses: () => Promise<void>;
  /** The question to a person, with what the posts look like, and the posts of others that they answer or quote. */
  readonly question: (quote: (text: string) => string, shown: string, when?: string) => string;
}

/**
 * Checks posts that an agent gave, and asks the journal and the scheduler what they know of the key.
 *
 * @throws {InvalidInputError} naming everything that is wrong with the arguments
 */
export async function checkPosts(
  tool: 'publish' | 'schedule',
  inside: Inside,
  { faults, signal }: Call,
  key: string,
  posts: readonly unknown[],
): Promise<CheckedPosts> {
  const { account, check, client, files, journal, scheduler, storage } = inside;
  const opened = await openPaths(Array.isArray(posts) ? posts : [], files);
  const issues = [...faults, ...opened.issues];
  // Of what they are nothing is known: that is checked now.
  const given = opened.posts as readonly (Post | FilePost)[];
  const [first] = given;
  const asked = given.length === 1 && first !== undefined ? { post: first } : { chain: given };
  const isOne = 'post' in asked;
  /** @param looks whether a file, or what has an address, is looked at */
  const lookUp = async (looks?: (media: string | Blob) => boolean): Promise<PublishLookUp> => {
    const some: MediaCheck = async (media, options) =>
      check && looks?.(media) ? check(media, options) : { issues: [] };
    try {
      const options = { ...asked, journal, signal, ...(storage && { storage }) };
      return await lookUpPublish(client, key, { ...options, ...(looks && { check: some }) });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      throw new InvalidInputError(tool, locate(error.issues, isOne));
    }
  };
  let found: PublishLookUp | undefined;
  try {
    // No media are looked at for a post that is refused anyway.
    found = await lookUp(issues.length === 0 ? isFile : undefined);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    issues.push(...error.issues.filter(({ path }) => !issues.some((known) => known.path === path)));
  }
  refuse(tool, issues);
  if (found === undefined) throw new TypeError('Posts without a fault were not looked up.');
  const findScheduled = async (): Promise<McpScheduledPost | undefined> =>
    scheduler?.get(key).catch(unlessNotFound);
  const scheduled = await findScheduled();
  const { username } = await account(signal);
  const isAgreed = tool === 'schedule' ? scheduled !== undefined : found.begun === found.posts.length;
  const others = isAgreed ? [] : await describeOthers(inside, found.posts, signal);
  const number = given.length === 1 ? 'this post' : `this chain of ${given.length} posts`;
  return {
    asked,
    found,
    scheduled,
    lookUp,
    findScheduled,
    lookAtAddresses: async () => {
      if (check) await lookUp((media) => !isFile(media));
    },
    question: (quote, shown, when = '') =>
      [
        `Publish ${number} on Threads as @${username}${when}?`,
        shown,
        `Key: ${inLine(key)}`,
        ...others.map((describe) => describe(quote)),
      ].join('\n\n'),
  };
}

/** How many posts of others are read for one question. Of more, the person sees the ids. */
const maxDescribed = 10;

/** Reads what posts answer and quote: an id says nothing to a person. */
async function describeOthers(
  inside: Inside,
  posts: readonly Post[],
  signal: AbortSignal,
): Promise<readonly ((quote: (text: string) => string) => string)[]> {
  const named = posts.flatMap(({ quote, replyTo }) => [
    ...(replyTo === undefined ? [] : [{ as: 'What is answered', id: replyTo }]),
    ...(quote === undefined ? [] : [{ as: 'What is quoted', id: quote }]),
  ]);
  return Promise.all(
    named.slice(0, maxDescribed).map(async ({ as, id }) => {
      const described = await describePost(inside, id, signal);
      return (quote: (text: string) => string) => `${as}: ${described(quote)}`;
    }),
  );
}

/** Where faults stand in the arguments. */
function locate(issues: readonly InputIssue[], isOne: boolean): readonly InputIssue[] {
  return issues.map(({ message, path }) => {
    if (!isOne || path === 'key' || path.startsWith('options.')) return { message, path };
    return { message, path: path === '' ? 'posts[0]' : `posts[0].${path}` };
  });
}

function isFile(media: string | Blob): boolean {
  return typeof media !== 'string';
}

function unlessNotFound(error: unknown): undefined {
  if (Object(error).code !== 'POST_NOT_FOUND') throw error;
  return undefined;
}
