import { createHash } from 'node:crypto';
import { InvalidInputError, type InputIssue } from '@threads-sdk/errors';
import { custom, inputObject, issuesOf, isObject, refuse } from '@threads-sdk/internal';
import { startChain, startPublish } from '@threads-sdk/publish';
import type { PostContent, PostName, PostTime } from './post.ts';
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

/** @throws {InvalidInputError} if it is no post with its name and its time, naming every fault */
export function checkScheduled(
  call: string,
  input: PostName & PostContent & PostTime,
  kind: 'post' | 'chain',
): { readonly content: PostContent; readonly wanted: WantedTime } {
  return checked(call, input, (faults) => {
    const content = readContent(input, kind, faults);
    const wanted = readTime(Object(input), faults);
    faults.push(...repeatIssues(input));
    if (/@\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(Object(input).key))
      faults.push({
        path: 'key',
        message: 'must not end with @ and a time, as those of posts that repeat do',
      });
    faults.push(...unknownIssues(input, [...name, ...time, ...members[kind]]));
    return content && wanted && { content, wanted };
  });
}

/** @throws {InvalidInputError} if it is no post with its name, naming every fault */
export function checkContent(call: string, input: PostName & PostContent): PostContent {
  return checked(call, input, (faults) => {
    const kind = 'chain' in Object(input) ? 'chain' : 'post';
    faults.push(...unknownIssues(input, [...name, ...members[kind]]));
    return readContent(input, kind, faults);
  });
}

/** @throws {InvalidInputError} if it is no time with the name of a post, naming every fault */
export function checkTime(call: string, input: PostName & PostTime): WantedTime {
  return checked(call, input, (faults) => {
    faults.push(...repeatIssues(input), ...unknownIssues(input, [...name, ...time]));
    return readTime(Object(input), faults);
  });
}

function checked<Result>(
  call: string,
  input: PostName,
  read: (faults: InputIssue[]) => Result | undefined,
): Result {
  const faults: InputIssue[] = [...nameIssues(input)];
  const result = read(faults);
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

/** Checked as `publish` does, and made into what stays the same in the database. */
function readContent(
  input: PostContent,
  kind: 'post' | 'chain',
  faults: InputIssue[],
): PostContent | undefined {
  const { chain, extra, fast, post, replyTo } = Object(input);
  try {
    if (kind === 'chain') startChain(chain, { ...(replyTo !== undefined && { replyTo }) });
    else startPublish(post, { ...(fast !== undefined && { fast }), ...(extra !== undefined && { extra }) });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    for (const { message, path } of error.issues) faults.push({ path: placeOf(path, kind), message });
    return undefined;
  }
  let isStorable = true;
  const text = JSON.stringify(
    kind === 'chain' ? { chain, replyTo } : { post, fast, extra },
    (_, member: unknown) => {
      isStorable &&= typeof member !== 'string' || !/[\p{Cs}\0]/u.test(member);
      return member;
    },
  );
  if (!isStorable)
    faults.push({ path: kind, message: 'must have no NUL and no half of a surrogate pair in it' });
  return JSON.parse(text);
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
