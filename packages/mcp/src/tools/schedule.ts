import { fail, refuse } from '@threads-sdk/internal';
import type { PublishLookUp } from '@threads-sdk/publish';
import * as v from 'valibot';
import { checkPosts } from '../check-posts.ts';
import { confirmInput, defaultLimit, keyInput, postsInput } from '../posts-input.ts';
import type { McpScheduledPost, McpScheduler } from '../scheduler.ts';
import { showPosts } from '../show-posts.ts';
import { type Answer, defineTool, type Inside, type Tool } from '../tool.ts';

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
      if (at !== undefined && Number.isNaN(Date.parse(at)))
        faults.push({ path: 'at', message: 'must be an ISO time' });
      else if (at !== undefined && timeZone === undefined && !/(?:Z|[+-]\d\d:?\d\d)$/.test(at))
        faults.push({ path: 'at', message: 'must have an offset, or go with timeZone' });
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
        question: () => checked.question(showPosts(posts ?? [], 0), when),
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

async function planCancel(
  { account }: Inside,
  scheduler: McpScheduler,
  key: string,
  signal: AbortSignal,
): Promise<
  | Answer
  | {
      readonly key: string;
      readonly about: unknown;
      readonly question: () => string;
      readonly carryOut: () => Promise<Answer>;
    }
> {
  const { username } = await account(signal);
  return {
    key,
    about: ['cancel'],
    question: () => `Cancel the scheduled post “${key}” of @${username}?`,
    carryOut: async () => done(await scheduler.cancel(key), 'It is cancelled.'),
  };
}

async function list(scheduler: McpScheduler): Promise<Answer['content']> {
  const posts: object[] = [];
  for await (const post of scheduler.list()) {
    if (/^(?:cancelled|ended|published)$/.test(post.state)) continue;
    if (posts.length === defaultLimit) return { posts, more: true };
    posts.push(viewOf(post));
  }
  return { posts };
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
  return { outcome: 'done', content: { status: 'done', message, ...viewOf(post) } };
}
