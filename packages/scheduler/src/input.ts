import { createHash } from 'node:crypto';
import { InvalidInputError, type InputIssue } from '@threads-sdk/errors';
import { filledText, inputObject, issuesOf, isObject, refuse } from '@threads-sdk/internal';
import { startChain, startPublish } from '@threads-sdk/publish';
import type { PostContent, PostName, PostTime } from './post.ts';
import { readTime, type WantedTime } from './times.ts';

const name = ['account', 'key'];
const time = ['at', 'timeZone', 'repeat'];
const ofPost = ['post', 'fast', 'extra'];
const ofChain = ['chain', 'replyTo'];

/** @throws {InvalidInputError} if it does not name a post */
export function checkName(call: string, input: PostName): void {
  refuse(call, [...nameIssues(input), ...unknownIssues(input, name)]);
}

/** @throws {InvalidInputError} if it does not name an account */
export function checkAccount(call: string, account: string): void {
  refuse(call, issuesOf(filledText, account, 'account'));
}

/** @throws {InvalidInputError} if it is no post with its name and its time, naming every fault */
export function checkScheduled(
  call: string,
  input: PostName & PostContent & PostTime,
): { readonly content: PostContent; readonly wanted: WantedTime } {
  return checked(call, input, (faults) => {
    const content = readContent(input, faults);
    const wanted = readTime(Object(input), faults);
    faults.push(
      ...unknownIssues(input, [...name, ...time, ...('chain' in Object(input) ? ofChain : ofPost)]),
    );
    return content && wanted && { content, wanted };
  });
}

/** @throws {InvalidInputError} if it is no post with its name, naming every fault */
export function checkContent(call: string, input: PostName & PostContent): PostContent {
  return checked(call, input, (faults) => {
    faults.push(...unknownIssues(input, [...name, ...('chain' in Object(input) ? ofChain : ofPost)]));
    return readContent(input, faults);
  });
}

/** @throws {InvalidInputError} if it is no time with the name of a post, naming every fault */
export function checkTime(call: string, input: PostName & PostTime): WantedTime {
  return checked(call, input, (faults) => {
    faults.push(...unknownIssues(input, [...name, ...time]));
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
  return issuesOf(inputObject({ account: filledText, key: filledText }, name), { account, key });
}

function unknownIssues(input: object, known: readonly string[]): readonly InputIssue[] {
  if (!isObject(input)) return [];
  return Object.keys(input)
    .filter((member) => !known.includes(member))
    .map((path) => ({ path, message: `is unknown; known: ${known.join(', ')}` }));
}

/** Checked as `publish` does, and made into what stays the same in the database. */
function readContent(input: PostContent, faults: InputIssue[]): PostContent | undefined {
  const prefix = 'chain' in Object(input) ? 'chain' : 'post';
  try {
    if ('chain' in Object(input)) {
      const { chain, replyTo } = Object(input);
      startChain(chain, { ...(replyTo !== undefined && { replyTo }) });
      return plain({ chain, replyTo });
    }
    const { extra, fast, post } = Object(input);
    startPublish(post, { ...(fast !== undefined && { fast }), ...(extra !== undefined && { extra }) });
    return plain({ post, fast, extra });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    for (const { message, path } of error.issues) {
      const isOption = /^(?:fast|extra|replyTo)\b/.test(path);
      const inside = path.replace(/^posts?\b\.?/, '');
      const place = inside === '' || inside.startsWith('[') ? `${prefix}${inside}` : `${prefix}.${inside}`;
      faults.push({ path: isOption ? path : place, message });
    }
    return undefined;
  }
}

function plain<Content extends PostContent>(content: {
  readonly [Name in keyof Content]: Content[Name] | undefined;
}): Content {
  return JSON.parse(JSON.stringify(content));
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
