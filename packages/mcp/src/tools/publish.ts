import type { PublishedPost } from '@threads-sdk/errors';
import { fail } from '@threads-sdk/internal';
import { stepPublish, type StepOptions } from '@threads-sdk/publish';
import { checkPosts } from '../check-posts.ts';
import { confirmInput, keyInput, postsInput } from '../posts-input.ts';
import type { McpScheduledPost } from '../scheduler.ts';
import { showPosts } from '../show-posts.ts';
import { type Answer, type Call, defineTool, type Inside, type Tool } from '../tool.ts';

/** Milliseconds of waiting before the answer is `processing`: clients wait a minute at most, of which a person needs some. */
const patience = 30_000;

export function publishTool(inside: Inside): Tool {
  return defineTool({
    name: 'publish',
    description:
      'Publishes a post or chain, once per key, after a person said yes. status processing: call again, same arguments',
    input: { key: keyInput(), posts: postsInput(), confirm: confirmInput() },
    scopes: ['threads_content_publish'],
    annotations: { destructiveHint: false, idempotentHint: true, openWorldHint: true },
    async plan({ key, posts }, call) {
      const checked = await checkPosts('publish', inside, call, key, posts);
      const { asked, found, scheduled } = checked;
      if (found.published.length === found.posts.length) return live(found.published, key);
      refuseScheduled(scheduled);
      return {
        key,
        about: found.posts,
        // Of a chain each post has to be begun: it may have had fewer when somebody said yes.
        isAgreed: found.begun === found.posts.length,
        question: (quote) => checked.question(quote, showPosts(posts, found.published.length)),
        carryOut: async () => {
          await checked.lookAtAddresses();
          return publishFor(inside, call, key, asked, async () =>
            refuseScheduled(await checked.findScheduled()),
          );
        },
      };
    },
  });
}

function refuseScheduled(scheduled: McpScheduledPost | undefined): void {
  if (scheduled && scheduled.state !== 'cancelled')
    fail('publish', { path: 'key', message: `belongs to a scheduled post, which is ${scheduled.state}` });
}

/**
 * Takes steps until all is live, or it takes too long.
 *
 * @param before throws if the first step must not be taken
 */
async function publishFor(
  { client, inTurn, journal, storage }: Inside,
  { progress, signal }: Call,
  key: string,
  asked:
    | Pick<Extract<StepOptions, { post: object }>, 'post'>
    | Pick<Extract<StepOptions, { chain: object }>, 'chain'>,
  before: () => Promise<void>,
): Promise<Answer> {
  const { clock } = client;
  const until = clock.now() + patience;
  const takeStep = (): ReturnType<typeof stepPublish> =>
    stepPublish(client, key, {
      ...asked,
      journal,
      signal,
      ...(storage && { storage }),
      onProgress: ({ index, status, step: name }) =>
        progress(`post ${index + 1}: ${name}${status === undefined ? '' : ` (${status})`}`),
    });
  // After the first step it is in the journal. Until then it could be scheduled as well.
  let step = await inTurn(key, async () => {
    await before();
    return takeStep();
  });
  for (;;) {
    if (step.done) return live(step.published, key);
    const now = clock.now();
    if (Math.max(step.due, now) > until) return processing(key, step.due - now);
    await clock.sleep(Math.max(0, step.due - now), signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    // The client gave up. Whoever calls again goes on.
    if (signal.aborted) return processing(key, step.due - clock.now());
    step = await takeStep();
  }
}

function live(published: readonly PublishedPost[], key: string): Answer {
  const ids = published.map(({ id }) => id);
  return { outcome: 'done', ids, content: { status: 'done', message: 'It is live.', key, ids } };
}

function processing(key: string, wait: number): Answer {
  const seconds = Math.max(1, Math.ceil(wait / 1000));
  // It may have been sent, and be looked for: that it is not live is not known.
  const message = `It is under way, and not known to be live yet. Call publish again in ${seconds} s with the same key and posts, and with no other key. For an hour from now the person is not asked again.`;
  return { outcome: 'processing', content: { status: 'processing', message, key } };
}
