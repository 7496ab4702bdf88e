import type { InputIssue } from '@threads-sdk/errors';
import { fail, refuse } from '@threads-sdk/internal';
import type { PublishLookUp } from '@threads-sdk/publish';
import * as v from 'valibot';
import { checkPosts } from '../check-posts.ts';
import { confirmInput, defaultLimit, keyInput, postsInput } from '../posts-input.ts';
import type { McpScheduledPost, McpScheduler } from '../scheduler.ts';
import { showPosts } from '../show-posts.ts';
import { inLine } from '../shown.ts';
import { type Answer, defineTool, type Inside, type PlannedDeed, type Tool } from '../tool.ts';

export function scheduleTool(inside: Inside, scheduler: McpScheduler): Tool {
  const text = v.optional(v.string());
  return defineTool({
    name: 'schedule',
    description:
      'Posts at their time: add, list, cancel. add and cancel need a key and a person who says yes',
    input: {
      action: v.picklist(['add', 'list', 'cancel'], 'must be one of: add, list, cancel'),
      key: v.optional(keyInput()),
      posts: v.optional(postsInput()),
      at: v.optional(v.pipe(v.string(), v.description('ISO time, with an offset or with timeZone'))),
      timeZone: text,
      repeat: v.optional(v.pipe(v.string(), v.description('RFC 5545 rule'))),
      confirm: confirmInput(),
    },
    scopes: ['threads_content_publish'],
    annotations: { destructiveHint: true, idempotentHint: true, openWorldHint: true },
    async plan({ action, at, key, posts, repeat, timeZone }, call) {
      if (action === 'list') {
        refuse('schedule', call.faults);
        return { outcome: 'answered', content: await list(scheduler) };
      }
      const faults = [...call.faults];
      const needs = action === 'add' ? { key, posts, at } : { key };
      for (const [path, value] of Object.entries(needs))
        if (value === undefined) faults.push({ path, message: `is missing; ${action} needs it` });
      if (action === 'cancel') {
        refuse('schedule', faults);
        return planCancel(inside, scheduler, String(key), call.signal);
      }
      faults.push(...timeFaults(at, timeZone, repeat));
      const name = String(key);
      const checked = await checkPosts('schedule', inside, { ...call, faults }, name, posts ?? []);
      const { asked, found, scheduled } = checked;
      refuseBegun(found);
      const input = {
        ...asked,
        key: name,
        at: String(at),
        ...(timeZone !== undefined && { timeZone }),
        ...(repeat !== undefined && { repeat }),
      };
      const when = [` at ${at}`, timeZone, repeat && `repeating by ${repeat}`].filter(Boolean).join(', ');
      return {
        key: name,
        about: ['add', found.posts, at, timeZone ?? null, repeat ?? null],
        // The same again changes nothing, and something else under the key is refused.
        isAgreed: scheduled !== undefined,
        question: (quote) => checked.question(quote, showPosts(posts ?? [], 0), when),
        carryOut: async () => {
          await checked.lookAtAddresses();
          const post = await inside.inTurn(name, async () => {
            refuseBegun(await checked.lookUp());
            return scheduler.schedule(input);
          });
          return done(
            post,
            post.state === 'cancelled'
              ? 'It was cancelled before, and stays so. Another time needs another key.'
              : 'It is scheduled.',
          );
        },
      };
    },
  });
}

function refuseBegun({ begun }: PublishLookUp): void {
  if (begun > 0) fail('schedule', { path: 'key', message: 'belongs to a post that was published at once' });
}

/** A person is asked with these words: they have the form that they need to have, and no room for others. */
function timeFaults(at?: string, timeZone?: string, repeat?: string): readonly InputIssue[] {
  const faults: InputIssue[] = [];
  const [isTime, offset] = /^\d{4}-\d\d-\d\dT[\d:.]{5,12}(Z|[+-]\d\d:\d\d)?$/.exec(at ?? '') ?? [];
  if (at !== undefined && (isTime === undefined || Number.isNaN(Date.parse(at))))
    faults.push({ path: 'at', message: 'must be an ISO time' });
  else if (at !== undefined && timeZone === undefined && offset === undefined)
    faults.push({ path: 'at', message: 'must have an offset, or go with timeZone' });
  if (timeZone !== undefined && !isTimeZone(timeZone))
    faults.push({ path: 'timeZone', message: 'must be the name of a time zone, such as Asia/Tokyo' });
  if (repeat !== undefined && !/^[\w=;:,+-]+$/.test(repeat))
    faults.push({ path: 'repeat', message: 'must be a rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO' });
  if (repeat !== undefined && timeZone === undefined)
    faults.push({ path: 'timeZone', message: 'is missing; repeat needs it' });
  return faults;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

async function planCancel(
  { account }: Inside,
  scheduler: McpScheduler,
  key: string,
  signal: AbortSignal,
): Promise<Answer | PlannedDeed> {
  const post = await scheduler.get(key);
  if (post === undefined) fail('schedule', { path: 'key', message: 'belongs to no scheduled post' });
  const cancelled = 'It is cancelled.';
  if (post.state === 'cancelled') return done(post, cancelled);
  const { username } = await account(signal);
  const { at, repeat, state } = post;
  const when = [at.toISOString(), repeat && `repeating by ${inLine(repeat)}`].filter(Boolean).join(', ');
  return {
    key,
    about: ['cancel'],
    question: () =>
      `Cancel this scheduled post of @${username}?\n\nIt is ${inLine(state)}, for ${when}\n\nKey: ${inLine(key)}`,
    carryOut: async () => done(await scheduler.cancel(key), cancelled),
  };
}

async function list(scheduler: McpScheduler): Promise<Answer['content']> {
  const posts: object[] = [];
  for await (const post of scheduler.list()) {
    if (/^(?:cancelled|ended|published)$/.test(post.state)) continue;
    if (posts.length === defaultLimit)
      return { ...said('The next ones; there are more.'), posts, more: true };
    posts.push(viewOf(post));
  }
  return { ...said(posts.length === 0 ? 'Nothing is scheduled.' : 'All that is scheduled.'), posts };
}

/** What every answer of a tool has that changes something: clients refuse one without. */
function said(message: string): { readonly status: 'done'; readonly message: string } {
  return { status: 'done', message };
}

function viewOf({ at, error, ids, key, repeat, state }: McpScheduledPost): object {
  return {
    key,
    state,
    at: at.toISOString(),
    ...(repeat !== undefined && { repeat }),
    ...(ids && { ids }),
    ...(error && { error: error.message }),
  };
}

function done(post: McpScheduledPost, message: string): Answer {
  return { outcome: 'done', content: { ...said(message), ...viewOf(post) } };
}
