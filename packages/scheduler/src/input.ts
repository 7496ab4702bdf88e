import { createHash } from 'node:crypto';
import { InvalidInputError, type InputIssue } from '@threads-sdk/errors';
import { custom, inputObject, issuesOf, isObject, refuse } from '@threads-sdk/internal';
import {
  type FilePost,
  type Media,
  type MediaCheck,
  type OpenFiles,
  type Post,
  startChain,
  startPublish,
} from '@threads-sdk/publish';
import type { PostContent, PostName, PostTime } from './post.ts';
import type { Insides } from './scheduler.ts';
import { readTime, type WantedTime } from './times.ts';

const name = ['account', 'key'];
const time = ['at', 'timeZone', 'repeat'];
const members = { post: ['post', 'fast', 'extra'], chain: ['chain', 'replyTo'] } as const;

/**
 * The name of a post, also of one that was listed.
 *
 * @throws {InvalidInputError} if it does not name a post
 */
export function checkName(call: string, input: PostName): PostName {
  refuse(call, nameIssues(input));
  return { account: input.account, key: input.key };
}

/** @throws {InvalidInputError} if it does not name an account */
export function checkAccount(call: string, account: string): void {
  refuse(call, issuesOf(nameText(), account, 'account'));
}

/** A content as it is kept: with keys in the place of files. */
export interface CheckedContent {
  readonly content: PostContent;
  /**
   * Has the media looked at and the files uploaded; absent if there is nothing to do.
   *
   * @throws {InvalidInputError} if the check finds faults; it names all of them, and nothing was uploaded
   */
  readonly prepare?: () => Promise<void>;
}

/** @throws {InvalidInputError} if it is no post with its name and its time, naming every fault */
export function checkScheduled(
  call: string,
  input: PostName & PostContent<Post | FilePost> & PostTime,
  kind: 'post' | 'chain',
  options: ContentOptions,
): Promise<CheckedContent & { readonly wanted: WantedTime }> {
  return checked(call, input, async (faults) => {
    const content = await readContent(call, input, kind, options, faults);
    const wanted = readTime(Object(input), faults);
    faults.push(...repeatIssues(input));
    if (/@\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(Object(input).key))
      faults.push({
        path: 'key',
        message: 'must not end with @ and a time, as those of posts that repeat do',
      });
    faults.push(...unknownIssues(input, [...name, ...time, ...members[kind]]));
    return content && wanted && { ...content, wanted };
  });
}

/** @throws {InvalidInputError} if it is no post with its name, naming every fault */
export function checkContent(
  call: string,
  input: PostName & PostContent<Post | FilePost>,
  options: ContentOptions,
): Promise<CheckedContent> {
  return checked(call, input, async (faults) => {
    const kind = 'chain' in Object(input) ? 'chain' : 'post';
    faults.push(...unknownIssues(input, [...name, ...members[kind]]));
    return readContent(call, input, kind, options, faults);
  });
}

/** @throws {InvalidInputError} if it is no time with the name of a post, naming every fault */
export function checkTime(call: string, input: PostName & PostTime): Promise<WantedTime> {
  return checked(call, input, async (faults) => {
    faults.push(...repeatIssues(input), ...unknownIssues(input, [...name, ...time]));
    return readTime(Object(input), faults);
  });
}

async function checked<Result>(
  call: string,
  input: PostName,
  read: (faults: InputIssue[]) => Promise<Result | undefined>,
): Promise<Result> {
  const faults: InputIssue[] = [...nameIssues(input)];
  const result = await read(faults);
  if (result === undefined || faults.length > 0) throw new InvalidInputError(call, faults);
  return result;
}

function nameIssues(input: PostName): readonly InputIssue[] {
  const { account, key } = Object(input);
  return issuesOf(inputObject({ account: nameText(), key: nameText() }, name), { account, key });
}

/** A text that a table can have as a key, and that is told apart from others by what it shows. */
function nameText(): ReturnType<typeof custom<string>> {
  return custom<string>(
    (value) =>
      typeof value === 'string' && value.length > 0 && value.length <= 300 && !/[\p{Cc}\p{Cs}]/u.test(value),
    'must be a text of 1 to 300 characters, without control characters and halves of surrogate pairs',
  );
}

/** Each time of one that repeats has a name that is longer than its own, by the time. */
function repeatIssues(input: PostName & PostTime): readonly InputIssue[] {
  const { key, repeat } = Object(input);
  if (repeat === undefined || String(key).length <= 270) return [];
  return [{ path: 'key', message: 'must have at most 270 characters, if it repeats' }];
}

function unknownIssues(input: object, known: readonly string[]): readonly InputIssue[] {
  if (!isObject(input)) return [];
  return Object.keys(input)
    .filter((member) => !known.includes(member))
    .map((path) => ({ path, message: `is unknown; known: ${known.join(', ')}` }));
}

/** What the scheduler has for the media of posts. */
type ContentOptions = Pick<Insides, 'check' | 'storage'>;

/** Checked as `publish` does, and made into what stays the same in the database. */
async function readContent(
  call: string,
  input: PostContent<Post | FilePost>,
  kind: 'post' | 'chain',
  { check, storage }: ContentOptions,
  faults: InputIssue[],
): Promise<CheckedContent | undefined> {
  const { chain: parts, extra, fast, post: one, replyTo } = Object(input);
  const given = kind === 'chain' ? (Array.isArray(parts) ? parts : []) : [one];
  const files = storage ? await storage.open(given, check ? { check } : {}) : withoutStorage(given);
  const { posts } = files;
  const [post] = posts;
  const pathOf = (index: number): string => (kind === 'chain' ? `chain[${index}]` : 'post');
  for (const [index, issues] of files.issues.entries())
    for (const { message, path } of issues) faults.push({ path: `${pathOf(index)}.${path}`, message });
  try {
    if (kind === 'chain') startChain(posts, { ...(replyTo !== undefined && { replyTo }) });
    else
      startPublish(post as Post, {
        ...(fast !== undefined && { fast }),
        ...(extra !== undefined && { extra }),
      });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    for (const { message, path } of error.issues) faults.push({ path: placeOf(path, kind), message });
    return undefined;
  }
  let isStorable = true;
  const text = JSON.stringify(
    kind === 'chain' ? { chain: posts, replyTo } : { post, fast, extra },
    (_, member: unknown) => {
      isStorable &&= typeof member !== 'string' || !/[\p{Cs}\0]/u.test(member);
      return member;
    },
  );
  if (!isStorable)
    faults.push({ path: kind, message: 'must have no NUL and no half of a surrogate pair in it' });
  const content: PostContent = JSON.parse(text);
  if ((!storage && !check) || !posts.some(({ media = [] }) => media.length > 0)) return { content };
  const prepare = async (): Promise<void> => {
    if (check) refuse(call, await mediaIssues(files, check, pathOf));
    await files.upload(() => undefined);
  };
  return { content, prepare };
}

type FilesOfPosts = Pick<OpenFiles, 'issues' | 'posts' | 'source' | 'upload'>;

/** The same for a scheduler without a storage: there nothing can be a file. */
function withoutStorage(given: readonly (Post | FilePost)[]): FilesOfPosts {
  const issues: InputIssue[][] = [];
  const message = 'is a file, for which openScheduler needs the option storage';
  const posts = given.map((post): Post => {
    const own: InputIssue[] = [];
    issues.push(own);
    const { media }: Post | FilePost = Object(post);
    if (!Array.isArray(media)) return post as Post;
    const named = media.map((each, place) => {
      const kind = kindOf(Object(each));
      if (!isObject(Object(each)[kind])) return each;
      own.push({ path: `media[${place}].${kind}`, message });
      return { ...each, [kind]: { stored: '' } };
    });
    return { ...post, media: named } as Post;
  });
  const source: OpenFiles['source'] = async (media) => String(media[kindOf(media)]);
  return { issues, posts, source, upload: async () => {} };
}

/** What the app's check finds wrong with media; all are looked at at once. */
async function mediaIssues(
  { posts, source }: FilesOfPosts,
  check: MediaCheck,
  pathOf: (index: number) => string,
): Promise<readonly InputIssue[]> {
  const found = posts.flatMap(({ media = [] }, index) =>
    media.map(async (each, place) => {
      const kind = kindOf(each);
      const { issues } = await check(await source(each), { kind });
      return issues.map(({ message }) => ({ path: `${pathOf(index)}.media[${place}].${kind}`, message }));
    }),
  );
  return (await Promise.all(found)).flat();
}

function kindOf({ image }: Media): 'image' | 'video' {
  return image === undefined ? 'video' : 'image';
}

/** Where a fault stands in what the scheduler was given: `posts[1].text` is `chain[1].text`, `options.fast` is `fast`. */
function placeOf(path: string, kind: 'post' | 'chain'): string {
  if (path.startsWith('options.')) return path.slice('options.'.length);
  const inside = path.replace(/^posts?\b\.?/, '');
  return inside === '' || inside.startsWith('[') ? `${kind}${inside}` : `${kind}.${inside}`;
}

/** What tells whether the same was asked for: of a post, its content and its time. */
export function fingerprint(content: PostContent, { at, repeat, timeZone }: WantedTime): string {
  const asked = JSON.stringify([sorted(content), at.toJSON(), timeZone ?? null, repeat ?? null]);
  return createHash('sha256').update(asked).digest('base64url');
}

/** The same object with its members in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((member) => [member, sorted(value[member])]),
  );
}
