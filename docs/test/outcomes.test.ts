import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import { isThreadsError, type ThreadsError } from '@threads-sdk/errors';
import {
  type Journal,
  type Post,
  publish,
  publishRepost,
  type PublishStep,
  type ResumeOptions,
} from '@threads-sdk/publish';
import { expect, it, onTestFinished, vi } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { allScopes, connectionReset, graphError, namesOf } from '../../packages/publish/test/stage.ts';

// What every error says of the post, whatever goes wrong at whatever step, held against what is live at that moment. The
// table of what was seen is docs/guides/outcomes.md; `./run vitest run docs/test/outcomes.test.ts -u` writes it.

const minute = 60_000;
const hour = 60 * minute;

/** An answer, or none, in place of the one of Threads. */
const answers = {
  TOKEN_INVALID: () => graphError(400, 190),
  TOKEN_ALREADY_LONG_LIVED: () => graphError(400, 452),
  GRANT_MISSING: () => graphError(400, 100, 10),
  PERMISSION_MISSING: () => graphError(500, 10),
  RATE_LIMITED: () => graphError(400, 4),
  'RATE_LIMITED (code 9)': () => graphError(400, 9),
  BLOCKED: () => graphError(403, 368),
  OBJECT_NOT_FOUND: () => graphError(400, 100, 33),
  MEDIA_NOT_FOUND: () => graphError(400, 24, 4279009),
  MEDIA_DOWNLOAD_FAILED: () => graphError(400, 1, 2207052),
  LINK_REJECTED: () => graphError(400, 100, 4279047),
  CAROUSEL_CHILDREN_INVALID: () => graphError(400, 100, 4279004),
  DUPLICATE_POST: () => graphError(400, 506),
  REQUEST_REJECTED: () => graphError(400, 100),
  SERVER_FAILED: () => graphError(500, 2),
  UNKNOWN_API_ERROR: () => graphError(400, 999),
  NETWORK_FAILED: () => {
    throw connectionReset();
  },
  TIMED_OUT: () => {
    vi.advanceTimersByTime(hour); // of the client's time-outs alone
    return new Promise<Response>(() => {});
  },
  REDIRECT_REFUSED: () => new Response(null, { status: 302, headers: { location: 'https://example.com/' } }),
  RESPONSE_TOO_LARGE: () => new Response(megabytes(9)),
  RESPONSE_INVALID: () => new Response('<html>'),
} as const satisfies Readonly<Record<string, () => Response | Promise<Response>>>;

/** What Threads can say of a container. */
const statuses = {
  'the container fails': { status: 'ERROR', error_message: 'UNKNOWN' },
  'the container expires': { status: 'EXPIRED' },
  'the container is never ready': { status: 'IN_PROGRESS' },
} as const;

/** What else can happen at a step. */
const events = [
  'the signal is aborted',
  'the token expires',
  'the journal cannot be read any more',
  'the journal cannot be written any more',
] as const;

/** Where what happens begins, and how often. */
interface Plan {
  readonly step: PublishStep;
  readonly trouble: keyof typeof answers | keyof typeof statuses | (typeof events)[number];
  /** Whether Threads does what it was asked for all the same. */
  readonly hasEffect: boolean;
  /** Whether only the first request of the step is concerned. */
  readonly isOnce: boolean;
  readonly hasKey: boolean;
}

/** What is published, and the steps that it goes through and others do not. */
const kinds: Readonly<
  Record<string, { readonly post: Post | 'repost'; readonly steps: readonly PublishStep[] }>
> = {
  text: {
    post: { text: 'Hello' },
    steps: ['create-container', 'wait-for-container', 'publish', 'confirm', 'find-post'],
  },
  carousel: {
    post: { media: [{ image: 'https://example.com/a.jpg' }, { image: 'https://example.com/b.jpg' }] },
    steps: ['create-children', 'wait-for-children', 'create-container'],
  },
  'fast text': { post: { text: 'Hello' }, steps: ['publish-at-once', 'confirm-at-once'] },
  repost: { post: 'repost', steps: ['publish-at-once', 'confirm-at-once'] },
};

/** What an error said, and when. */
interface Statement {
  readonly code: string;
  readonly step: PublishStep;
  readonly carriedOut: ThreadsError['carriedOut'];
}

/** Publishes with something going wrong; gives what the error said, `undefined` if there was none, and what was false in it. */
async function tryOut(
  kind: string,
  post: Post | 'repost',
  plan: Plan,
): Promise<{ readonly said?: Statement; readonly faults: readonly string[] }> {
  const clock = createVirtualClock();
  const emulator = createEmulator({
    clock,
    users: [{ username: 'mika' }],
    processing: { text: 0, image: 0, carousel: 0 },
  });
  const issued = emulator.issueToken({ username: 'mika', scopes: allScopes });
  const caller = new AbortController();
  const entries = new Map<string, string>();
  let step: PublishStep | undefined;
  let strikes = 0;
  let isTokenOld = false;
  let isRequested = false; // the request that makes the post live was sent
  // Only an unclear answer leads to the steps that look what became of it.
  const isLooking = /^(confirm|find-post)/.test(plan.step);
  const isAt = (): boolean => step === plan.step && !(plan.isOnce && strikes > 0);

  const isHit = (name: Plan['trouble']): boolean => {
    const hits = plan.trouble === name && isAt();
    if (hits) strikes += 1;
    return hits;
  };
  const journal: Journal = {
    get: async (key) => {
      if (isHit('the journal cannot be read any more')) throw new Error('down');
      return entries.get(key);
    },
    set: async () => {
      throw new Error('not used');
    },
    compareAndSet: async (key, entry, expected) => {
      if (isHit('the journal cannot be written any more')) throw new Error('down');
      if (entries.get(key) !== expected) return false;
      entries.set(key, entry);
      return true;
    },
  };
  const client = createClient({
    clock,
    random: () => 0.5,
    credentials: async () =>
      createCredentials({ ...issued, ...(isTokenOld && { expiration: new Date(clock.now() - 1) }) }),
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      const body = await request.clone().text();
      const isDecisive =
        /\/(threads_publish|repost)$/.test(pathname) || body.includes('auto_publish_text=true');
      isRequested ||= isDecisive;
      const pass = (): Promise<Response> => emulator.fetch(request);
      // The way into the steps that look: with the effect, or without where the answer is to be told by looking.
      if (isLooking && isDecisive) {
        if (plan.hasEffect) await pass();
        return graphError(500, 2);
      }
      if (isStatus(plan.trouble) && request.url.includes('status') && isAt()) {
        return Response.json({ id: '1', ...statuses[plan.trouble] });
      }
      if (!isAnswer(plan.trouble) || !isAt()) return pass();
      strikes += 1;
      if (plan.hasEffect) await pass();
      return answers[plan.trouble]();
    },
  });
  const options: ResumeOptions = {
    signal: caller.signal,
    onProgress: (progress) => {
      if (progress.step === 'upload') return; // there are no files
      step = progress.step;
      if (plan.trouble === 'the signal is aborted' && isAt()) caller.abort();
      if (plan.trouble === 'the token expires' && isAt()) isTokenOld = true;
    },
    ...(plan.hasKey && { idempotencyKey: 'a', journal }),
  };
  const calm = createClient({ clock, credentials: createCredentials(issued), fetch: emulator.fetch });
  const root = await publish(calm, { text: 'Root' });
  const call =
    post === 'repost'
      ? publishRepost(client, { mediaId: root.id }, options)
      : publish(client, post, { ...options, fast: kind === 'fast text' });
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const live = (): number =>
    emulator.snapshot().store.posts.filter((each) => !('carouselItem' in each && each.carouselItem)).length -
    1; // without the root
  const words = String(error);
  if (error === undefined) return { faults: live() === 1 ? [] : ['it is not live once'] };
  if (!isThreadsError(error) || step === undefined) return { faults: [`no error of ours: ${words}`] };
  const { carriedOut, code } = error;
  const now = live();
  clock.advance(10 * minute);
  const later = live();
  const faults = [
    ...(carriedOut === 'unsent' && isRequested ? ['it was sent'] : []),
    ...(carriedOut === 'no' && !isRequested ? ['it was not sent'] : []),
    ...((carriedOut === 'unsent' || carriedOut === 'no') && now + later > 0 ? ['it is live'] : []),
    ...(carriedOut === 'yes' && now === 0 ? ['it is not live'] : []),
    ...(later > 1 ? ['it is live twice'] : []),
  ];
  return { said: { code, step, carriedOut }, faults };
}

it(
  'every error says truly whether the post is live, whatever goes wrong at whatever step',
  { timeout: 120_000 },
  async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const wrong: string[] = [];
    const said: Statement[] = [];
    for (const [kind, { post, steps }] of Object.entries(kinds)) {
      for (const plan of plansFor(steps)) {
        const { faults, said: statement } = await tryOut(kind, post, plan);
        wrong.push(
          ...faults.map(
            (fault) => `${kind}, ${JSON.stringify(plan)}: ${fault}: ${JSON.stringify(statement)}`,
          ),
        );
        if (statement) said.push(statement);
      }
    }
    expect(wrong).toEqual([]);
    await expect(pageOf(said)).toMatchFileSnapshot('../guides/outcomes.md');
  },
);

function plansFor(steps: readonly PublishStep[]): readonly Plan[] {
  return steps.flatMap((step) => {
    const mayHaveEffect = (trouble: Plan['trouble']): boolean => {
      // Where there is no container to ask, a refusal is believed, but for one that was seen with an effect.
      if (step === 'publish-at-once') return unclear.test(trouble);
      // What was published says so.
      return /^(publish|confirm|find-post)/.test(step) && !isStatus(trouble);
    };
    return [...namesOf(answers), ...namesOf(statuses), ...events].flatMap((trouble) =>
      (mayHaveEffect(trouble) ? [true, false] : [false]).flatMap((hasEffect) => [
        { step, trouble, hasEffect, isOnce: true, hasKey: true },
        { step, trouble, hasEffect, isOnce: false, hasKey: true },
        { step, trouble, hasEffect, isOnce: false, hasKey: false },
      ]),
    );
  });
}

/** What does not say that a request was not carried out. */
const unclear =
  /^(OBJECT_NOT_FOUND|PERMISSION_MISSING|SERVER_FAILED|UNKNOWN_API_ERROR|NETWORK_FAILED|TIMED_OUT|R.*_(REFUSED|TOO_LARGE|INVALID)$)/;

/** The steps in their order. */
const order = [
  'create-children',
  'wait-for-children',
  'create-container',
  'wait-for-container',
  'publish',
  'confirm',
  'find-post',
  'publish-at-once',
  'confirm-at-once',
] as const satisfies readonly PublishStep[];

/** The guide. */
function pageOf(said: readonly Statement[]): string {
  const codes = [...new Set(said.map(({ code }) => code))].toSorted();
  const cell = (code: string, step: PublishStep): string => {
    const seen = said.filter((each) => each.code === code && each.step === step);
    return ['unsent', 'no', 'maybe', 'yes']
      .filter((word) => seen.some(({ carriedOut }) => carriedOut === word))
      .map((word) => `\`${word}\``)
      .join(', ');
  };
  return `${intro}${tableOf([
    ['', ...order.map((step) => `\`${step}\``)],
    ...codes.map((code) => [`\`${code}\``, ...order.map((step) => cell(code, step))]),
  ])}`;
}

/** A table as it is formatted in this repository. */
function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('');
}

const intro = `# What each error says of the post, by step

Every error of publishing says in \`carriedOut\` whether the post is live, by what is known at that moment:

- \`unsent\`: the request that makes it live was not sent
- \`no\`: it was tried, and the post is certainly not live
- \`maybe\`: nobody can tell
- \`yes\`: it is live

Several in one place: it depends on what happened before. Nothing: publishing does not end there with this error; it tries
again, or finds out what became of the post. The rows come from a test that makes each kind of trouble happen at each step of a
text, a carousel, a fast text and a repost, once and for good, with and without an effect, with and without a key, and compares
every error with what is live at that moment and ten minutes later.

Not in the table: \`INVALID_INPUT\` is always \`unsent\`; \`IDEMPOTENCY_KEY_REUSED\` speaks of the post that has the key;
\`CHAIN_STOPPED\` says \`yes\` as soon as a part is live, and its \`cause\` speaks of the next.

A call that goes on by its key says \`maybe\` until it has seen the container, whatever its error is: the journal may have lost
its last write. So does one whose journal cannot be read.

[What happens when publishing fails](publishing-failures.md) says what to do.

`;

function isAnswer(trouble: Plan['trouble']): trouble is keyof typeof answers {
  return trouble in answers;
}

function isStatus(trouble: Plan['trouble']): trouble is keyof typeof statuses {
  return trouble in statuses;
}

/** A stream without a copy of so much. */
function megabytes(count: number): ReadableStream<Uint8Array> {
  const piece = new Uint8Array(1024 * 1024);
  let sent = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (sent === count) return controller.close();
      sent += 1;
      controller.enqueue(piece);
    },
  });
}
