import { type ThreadsErrorCode, toInputIssues, type InputIssue } from '@threads-sdk/errors';
import * as v from 'valibot';
import { id } from './id.ts';
import type { Post } from './post.ts';
import type { Repost } from './repost.ts';
import type { PublishState } from './state.ts';

/** Reads a state that was kept as text; `undefined` if it is none. */
export function parseState(text: string): PublishState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { success, output } = v.safeParse(stateSchema(), value);
  return success ? output : undefined;
}

/** What is wrong with a state, its post aside. */
export function stateFaults(state: unknown): readonly InputIssue[] {
  return toInputIssues(v.safeParse(stateSchema(), state).issues ?? []);
}

// A function, so that importing the package builds nothing.
function stateSchema(): v.GenericSchema<unknown, PublishState> {
  const containerId = id();
  const number = v.pipe(v.number('must be a number'), v.minValue(0, 'must be 0 or more'));
  const isPost = (value: unknown): boolean => typeof value === 'object' && value !== null;
  const every = {
    post: v.custom<Post | Repost>(isPost, 'must be a post'),
    due: v.exactOptional(number),
  };
  const course = {
    ...every,
    post: v.custom<Post>((value) => isPost(value) && !('repost' in Object(value)), 'must be a post'),
    children: v.array(containerId, 'must be a list of ids'),
    recreated: v.boolean('must be true or false'),
  };
  const waiting = { ...course, since: number };
  return v.variant(
    'step',
    [
      v.object({ step: v.literal('create-children'), ...course }),
      v.object({ step: v.literal('wait-for-children'), ...waiting, pending: course.children }),
      v.object({ step: v.literal('create-container'), ...course, refusals: number }),
      v.object({ step: v.literal('wait-for-container'), ...waiting, containerId }),
      v.object({
        step: v.literal('publish'),
        ...course,
        containerId,
        refusals: number,
        unclear: number,
        sentAt: v.exactOptional(number),
      }),
      v.object({
        step: v.literal('confirm'),
        ...course,
        containerId,
        sentAt: number,
        unclear: number,
        because: v.exactOptional(v.custom<ThreadsErrorCode>((value) => typeof value === 'string')),
        looks: number,
      }),
      v.object({ step: v.literal('find-post'), ...course, containerId, sentAt: number, looks: number }),
      v.object({ step: v.literal('publish-at-once'), ...every, refusals: number }),
      v.object({ step: v.literal('confirm-at-once'), ...every, sentAt: number, looks: number }),
      v.object({
        step: v.literal('done'),
        ...every,
        containerId: v.exactOptional(containerId),
        id: containerId,
        crossreshareToIgStatus: v.exactOptional(v.string()),
      }),
    ],
    'must be a state of publishing',
  );
}
