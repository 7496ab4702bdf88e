import { type Client, createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import {
  createEmulator,
  type Emulator,
  type EmulatorClock,
  type MediaFetchOptions,
} from '@threads-sdk/emulator';
import { CredentialsError } from '@threads-sdk/errors';
import {
  type FilePost,
  type Journal,
  type MediaStorage,
  type Post,
  publish,
  publishChain,
  type PublishedPost,
  publishRepost,
  stepPublish,
} from '../../src/index.ts';
import { createConcurrentClock } from '../concurrent-clock.ts';
import { allScopes, connectionReset, graphError, namesOf, notFound } from '../stage.ts';
import { createDraw, type Draw } from './draw.ts';
import { type Ending, falseWords, type Job, mayStay, overlooked } from './judge.ts';

/** What became of one world. */
export interface Verdict {
  /** What was wrong, none if nothing was. */
  readonly faults: readonly string[];
  /** What happened in it, for the mix that is printed. */
  readonly happened: readonly string[];
}

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** What can happen to a request. */
const networkFaults = [
  'lost before the effect',
  'lost after the effect',
  'slow',
  'lost, with the effect later',
  'doubled',
  'doubled, the second late',
  'doubled, answered to the second',
  '500 before the effect',
  '500 after the effect',
  'code 10 after the effect',
  'not found before the effect',
  'not found after the effect',
  'no such object, after the effect',
  'throttled',
  'dead token',
  'crash before the effect',
  'crash after the effect',
  'abort before the effect',
  'abort after the effect',
] as const;

/** What can be wrong with everything for a while. */
const troubles = {
  'the quota is used up': (effect: Effect) => (effect === 'publish' ? graphError(400, 4) : undefined),
  'the token is refused': () => graphError(401, 190),
  'the server is down': () => graphError(500, 2),
  'lists may not be read': (effect: Effect) => (effect === 'list' ? graphError(500, 10) : undefined),
  'containers are found at times only': (effect: Effect, { onceIn }: Draw) =>
    (effect === 'publish' || effect === 'status') && onceIn(2) ? notFound() : undefined,
} as const;

/** What Threads makes of a text. */
const textChanges = {
  'as it was sent': (text: string) => text,
  'without the sign of its tag': (text: string) => text.replace('#', ''),
  'with other white space': (text: string) => text.replaceAll(/\s+/g, ' ').trim(),
  'as another': (text: string) => `${text} (edited)`,
} as const;

type Effect = 'create' | 'publish' | 'status' | 'list' | 'other';

const image = { image: 'https://example.com/gate.jpg' };
const tagged = 'Hello  #kyoto ';

/** What can be published. */
const kinds = {
  text: { text: tagged },
  image: { text: tagged, media: [image] },
  carousel: { text: tagged, media: [image, { video: 'https://example.com/walk.mp4' }] },
  reply: { text: tagged },
  'fast text': { text: tagged },
  repost: { text: '' },
  chain: { text: tagged },
} as const satisfies Readonly<Record<string, Post>>;

/** What can be published, by name. */
export type Kind = keyof typeof kinds;
const weighted: readonly [Kind, ...Kind[]] = [
  ...(['text', 'text', 'image', 'carousel', 'reply', 'fast text', 'repost', 'chain'] as const),
];

/** What those get of a world who lay out files in it. */
export interface Ground {
  readonly draw: Draw;
  readonly clock: EmulatorClock;
  readonly faults: string[];
  readonly happened: string[];
  /** Whether something strikes that does so once in so many times. In the end nothing does. */
  readonly strikes: (among: number) => boolean;
}

/** Files in a world whose posts have some: `packages/storage/test/worlds` lays them out. */
export interface Files {
  readonly kinds: readonly [Kind, ...Kind[]];
  /** What rivals say, if it is not the same. */
  readonly rivalText: string | undefined;
  /** How the emulator gets them. */
  readonly media: MediaFetchOptions;
  /** Stands before the emulator. */
  readonly before: (request: Request, emulator: Emulator['fetch']) => Promise<Response>;
  readonly open: (process: Process) => OpenFiles;
  /** Looks for secrets in what somebody can read. */
  readonly look: (where: string, what: unknown) => void;
  /** What is wrong with them in the end. */
  readonly judge: (jobs: readonly Job[], emulator: Emulator) => readonly string[];
}

/** A process that works with files. */
export interface Process {
  readonly clock: EmulatorClock;
  readonly caller: AbortController;
  readonly die: () => void;
  /** Whether nobody else publishes anything. */
  readonly isAlone: boolean;
}

/** What a process has of the files. */
export interface OpenFiles {
  readonly storage: MediaStorage;
  /** The posts of a job with their files, as a caller gives them. */
  readonly give: (of: Job, posts: readonly Post[]) => Promise<readonly (Post | FilePost)[]>;
}

/**
 * Lives through the world of a seed.
 *
 * @param layOut lays out files, for posts that have some
 */
export async function livesThrough(seed: number, layOut?: (ground: Ground) => Files): Promise<Verdict> {
  const draw = createDraw(seed);
  const faults: string[] = [];
  const happened: string[] = [];
  const clock = createConcurrentClock();
  const startedAt = clock.now();
  let isCalm = false; // in the end nothing goes wrong any more
  const strikes = (among: number): boolean => !isCalm && draw.onceIn(among);
  const files = layOut?.({ draw, clock, faults, happened, strikes });

  const kind = draw.oneOf(files?.kinds ?? weighted);
  const job = jobOf('a', kind);
  const hasContainer = kind !== 'fast text' && kind !== 'repost';
  const rivals = draw.onceIn(3) ? [jobOf('b', kind, files?.rivalText)] : [];
  const areAlike = files?.rivalText === undefined;
  const workers = draw.oneOf([1, 1, 2, 3]);
  const rate = draw.oneOf([3, 5, 8, 15]);
  const journalRate = draw.oneOf([5, 20, 1000]);
  const change = draw.oneOf([...sometimes, ...namesOf(textChanges)]);
  const troubled = draw.onceIn(4) ? draw.oneOf(namesOf(troubles)) : undefined;
  const troubleFrom = startedAt + draw.upTo(40) * second;
  const troubleUntil = troubleFrom + draw.oneOf([20 * second, 10 * minute, day]);
  // What is exactly alike and comes from elsewhere can be told from it by its container alone, once both show.
  const readingLag = draw.oneOf([0, 0, 5 * second, 20 * second]);
  const hasStranger = !files && hasContainer && kind !== 'chain' && readingLag === 0 && draw.onceIn(8);
  const trouble = hasStranger ? undefined : troubled;
  // Without it, one process at a time works under a key.
  const canCompare = workers > 1 || rivals.length > 0 || draw.onceIn(2);
  const way = kind === 'repost' || draw.onceIn(2) ? publishAll : publishByStep;
  happened.push(
    kind,
    way === publishAll ? 'by one call' : 'by steps',
    `${workers} at work`,
    `texts show ${change}`,
    ...(trouble === undefined ? [] : [`for a while ${trouble}`]),
    ...rivals.map(() => `a rival with ${areAlike ? 'the same' : 'another'} text`),
    ...(hasStranger ? ['a stranger with the same text'] : []),
    ...(canCompare ? [] : ['a journal that cannot compare']),
  );

  const emulator = createEmulator({
    clock,
    readingLag,
    users: [{ username: 'mika' }],
    ...(files && { media: files.media }),
    behaviour: { secondPublication: draw.oneOf(['same-id', 'refuse']) },
    processing: { text: 0, image: draw.upTo(3) * second, video: draw.upTo(40) * second, carousel: 0 },
  });
  const credentials = createCredentials(emulator.issueToken({ username: 'mika', scopes: allScopes }));
  const calm = createClient({ credentials, clock, fetch: emulator.fetch, random: draw.random });
  const root = kind === 'reply' || kind === 'repost' ? await publish(calm, { text: 'Root' }) : { id: '' };
  /** What is in each container. */
  const contents = new Map<string, string>();
  const entries = new Map<string, string>();
  let lastWrite: { readonly key: string; readonly before: string | undefined } | undefined;
  let wasSent = false; // by an attempt that has ended
  let isLate = false; // a request that publishes
  let hasLost = false; // the journal a write; what is late then, nobody can know of

  // What was tried to publish is the only one of its like, and shows as it was sent.
  const isPlain =
    workers === 1 && rivals.length === 0 && !hasStranger && kind !== 'chain' && change !== 'as another';

  /** The journal of a process. */
  const journalOf = (): Journal => {
    const fails = (name: string): boolean => {
      const strikesNow = strikes(journalRate);
      if (strikesNow) happened.push(`the journal ${name}`);
      return strikesNow;
    };
    const loseLastWrite = (): void => {
      // What has no container to ask is known by the journal alone.
      if (
        !hasContainer ||
        hasLost ||
        isLate ||
        !lastWrite ||
        lastWrite.key.includes('//') ||
        !fails('loses its last write')
      )
        return;
      if (lastWrite.before === undefined) entries.delete(lastWrite.key);
      else entries.set(lastWrite.key, lastWrite.before);
      lastWrite = undefined;
      hasLost = true;
    };
    const put = (key: string, entry: string): void => {
      lastWrite = { key, before: entries.get(key) };
      entries.set(key, entry);
      files?.look('the journal', entry);
    };
    const compareAndSet = (key: string, entry: string, expected: string | undefined): boolean => {
      if (entries.get(key) !== expected) return false;
      put(key, entry);
      return true;
    };
    return {
      get: async (key) => {
        loseLastWrite();
        if (fails('cannot be read')) throw new Error('down');
        return entries.get(key);
      },
      set: async (key, entry) => {
        if (fails('cannot be written')) throw new Error('down');
        put(key, entry);
        if (fails('cannot be written, and has kept it')) throw new Error('down');
      },
      ...(canCompare && {
        compareAndSet: async (key, entry, expected) => {
          if (fails('cannot be written')) throw new Error('down');
          const isKept = compareAndSet(key, entry, expected);
          if (fails('cannot be written, and has kept it')) throw new Error('down');
          return fails('has sent its comparison twice') ? compareAndSet(key, entry, expected) : isKept;
        },
      }),
    };
  };

  /** What Threads does with a request for a job, noting what it makes live. */
  const carryOut = async (
    of: Job,
    request: Request,
    effect: Effect,
    body: URLSearchParams,
  ): Promise<Response> => {
    const response = await (files?.before(request.clone(), emulator.fetch) ??
      emulator.fetch(request.clone()));
    if (!response.ok) return response;
    if (effect === 'list') return shownAs(textChanges[change], response);
    const { id = '' }: { id?: string } = await response.clone().json();
    const isChild = body.get('is_carousel_item') === 'true';
    if (effect === 'create' && !isChild) contents.set(id, body.get('text') ?? '');
    if (effect === 'publish') {
      const text = contents.get(body.get('creation_id') ?? '') ?? body.get('text') ?? '';
      const ids = of.live.get(text);
      if (!ids?.has(id)) ids?.set(id, clock.now());
    }
    return response;
  };

  /** A process: it dies in the middle of a request, or goes on until its call ends. */
  const attempt = async (of: Job): Promise<Ending> => {
    let die = (): void => {};
    const death = new Promise<'died'>((resolve) => {
      die = () => resolve('died');
    });
    const caller = new AbortController();
    const offset = isCalm ? 0 : draw.oneOf([0, 0, -10 * minute, 10 * minute]);
    let sentAt: number | undefined; // when it was first tried to publish
    let isSeen = isPlain && !wasSent && offset <= 0; // whatever it makes live
    const ownClock = { ...clock, now: () => clock.now() + offset };
    const look = (event: unknown): void => files?.look('what is heard', event);
    const client: Client = createClient({
      ...(files && { hooks: { onRequest: look, onResponse: look, onRetry: look, onEnd: look } }),
      credentials: async () => {
        if (hasStranger || !strikes(8 * rate)) return credentials;
        happened.push('the credentials cannot be read');
        isSeen = false;
        throw new CredentialsError('STORE_FAILED', 'down', { remedy: 'Look at it.', retryable: 'later' });
      },
      random: draw.random,
      clock: ownClock,
      fetch: async (request) => {
        const body = new URLSearchParams(await request.clone().text());
        const effect = effectOf(request, body);
        const act = (): Promise<Response> => carryOut(of, request, effect, body);
        const isTroubled = !isCalm && clock.now() >= troubleFrom && clock.now() < troubleUntil;
        /** Sends it after the answer: then nothing that was said in between may have been wrong. */
        const later = (): void => {
          if (effect !== 'publish') return void clock.sleep(draw.upTo(240) * second).then(act);
          if (hasLost) return;
          isLate = true;
          const said = of.denials.length;
          const count = (part: string): number => of.live.get(part)?.size ?? 0;
          void clock.sleep(draw.upTo(240) * second).then(async () => {
            const before = new Map(of.parts.map((part) => [part, count(part)]));
            await act();
            const denied = of.denials.slice(said).filter(({ part }) => count(part) > (before.get(part) ?? 0));
            faults.push(...denied.map(({ says }) => `called not live, and became it: ${says}`));
          });
        };
        const refusal = isTroubled && trouble !== undefined ? troubles[trouble](effect, draw) : undefined;
        if (refusal) {
          isSeen = false;
          // Who refuses a request knows that it comes to nothing; of one that is lost nobody does.
          if (!hasContainer || effect !== 'publish' || !draw.onceIn(3)) return refusal;
          later();
          throw connectionReset();
        }
        if (effect === 'publish') sentAt ??= clock.now();
        if (
          (hasStranger && effect === 'status') ||
          !strikes(effect === 'publish' ? Math.ceil(rate / 2) : rate)
        )
          return act();
        const fault = draw.oneOf(networkFaults);
        // What has no container is made twice by a network that doubles it, and its refusal is believed.
        if (!hasContainer && effect === 'publish' && /^doubled|^no(t| such)/.test(fault)) return act();
        happened.push(`${effect}: ${fault}`);
        if (sentAt !== undefined && effect !== 'publish') isSeen = false;
        switch (fault) {
          case 'lost before the effect':
            throw connectionReset();
          case 'lost after the effect':
            await act();
            throw connectionReset();
          case 'slow':
            await clock.sleep(draw.upTo(20) * second);
            return act();
          case 'lost, with the effect later':
            later();
            throw connectionReset();
          case 'doubled':
            return [await act(), await act()][0] ?? act();
          case 'doubled, answered to the second':
            await act();
            return act();
          case 'doubled, the second late':
            later();
            return act();
          case '500 before the effect':
            return graphError(500, 2);
          case '500 after the effect':
            await act();
            return graphError(500, 2);
          case 'code 10 after the effect':
            await act();
            return graphError(500, 10);
          case 'not found before the effect':
            return notFound();
          case 'not found after the effect':
            await act();
            return notFound();
          case 'no such object, after the effect':
            await act();
            return graphError(400, 100, 33);
          case 'throttled':
            return graphError(400, 613);
          case 'dead token':
            return graphError(401, 190);
          case 'crash before the effect':
            die();
            return new Promise(() => {});
          case 'crash after the effect':
            await act();
            die();
            return new Promise(() => {});
          case 'abort before the effect':
            caller.abort();
            throw connectionReset();
          case 'abort after the effect':
            await act();
            caller.abort();
            throw connectionReset();
        }
      },
    });
    const own = files?.open({ clock: ownClock, caller, die, isAlone: rivals.length === 0 });
    const options = {
      idempotencyKey: of.key,
      journal: journalOf(),
      signal: caller.signal,
      ...(own && { storage: own.storage, onProgress: look }),
    };
    const plain = postsOf(of, kind, root.id);
    const notBegun = (error: unknown): 'died' => {
      files?.look('an error', error);
      return 'died';
    };
    const publishThem = (all: Parameters<typeof way>[3]): Promise<Ending> =>
      way(client, kind, root.id, all, options).catch((error: unknown) => ({ error }));
    // A process that has not got its files together has not begun.
    const posts = own ? own.give(of, plain).then(publishThem, notBegun) : publishThem(plain);
    const ending = await Promise.race([posts, death]);
    files?.look('what a call ends with', ending);
    if (ending === 'died') caller.abort(); // nothing of it goes on
    else faults.push(...falseWords(ending, of));
    wasSent ||= sentAt !== undefined;
    if (isSeen && sentAt !== undefined) faults.push(...overlooked(ending, of, sentAt, readingLag));
    return ending;
  };

  /** A worker that tries again after every error, as a queue does. */
  const work = async (of: Job): Promise<void> => {
    for (let tries = 0; tries < 4; tries += 1) {
      const ending = await attempt(of);
      if (ending !== 'died' && !('error' in ending)) return;
      await clock.sleep(draw.oneOf([second, 30 * second, 10 * minute, 2 * day]));
    }
  };

  const jobs = [job, ...rivals];
  await Promise.all([
    ...Array.from({ length: workers }, async () => {
      await clock.sleep(draw.upTo(20) * second);
      await work(job);
    }),
    ...rivals.map(async (rival) => {
      await clock.sleep(draw.upTo(40) * second);
      await work(rival);
    }),
    ...(hasStranger
      ? [
          clock
            .sleep(draw.upTo(60) * second)
            .then(() => publishAll(calm, kind, root.id, postsOf(job, kind, root.id), {})),
        ]
      : []),
  ]);
  await clock.sleep(10 * minute); // whatever is late happens
  isCalm = true;
  const ends = new Map<Job, Ending>();
  // Each part of a chain may have a container that expired, which its call tells of before the next one goes on.
  const rounds = 3 + job.parts.length;
  for (let round = 0, open = jobs; round < rounds && open.length > 0; round += 1) {
    const isOpen: Job[] = [];
    for (const each of open) {
      const end = await attempt(each);
      ends.set(each, end);
      if (end === 'died' || 'error' in end) isOpen.push(each);
    }
    open = isOpen;
    await clock.sleep(2 * day);
  }
  // Of several that are exactly alike nobody can tell which it is, nor what became of a text that shows as another.
  const isObscure = (rivals.length > 0 && areAlike) || hasStranger || change === 'as another';
  // What has no container to ask is known for certain only if each request to publish it was answered, and each write kept.
  const isUnclear =
    trouble !== undefined ||
    happened.some((event) => /^publish: (?!throttled|dead token|slow)|^the journal/.test(event));
  for (const each of jobs) {
    for (const [part, { size }] of each.live) {
      if (size > 1) faults.push(`${each.key}: ${part} is live ${size} times`);
    }
    const end = ends.get(each) ?? 'died';
    const error = end === 'died' ? end : 'error' in end ? end.error : undefined;
    const words = String(error);
    if (error !== undefined && !mayStay(error, hasContainer, hasContainer ? isObscure : isUnclear))
      faults.push(`${each.key} is stuck: ${words}`);
  }
  faults.push(...(files?.judge(jobs, emulator) ?? []));
  return { faults, happened };
}

/** Most texts show as they were sent. */
const sometimes = ['as it was sent', 'as it was sent', 'as it was sent', 'as it was sent'] as const;

function jobOf(key: string, kind: Kind, text: string = kinds[kind].text): Job {
  const parts = kind === 'chain' ? [text, `${text}2`, `${text}3`] : [text];
  return { key, parts, live: new Map(parts.map((part) => [part, new Map()])), denials: [] };
}

function postsOf({ parts }: Job, kind: Kind, rootId: string): readonly Post[] {
  return parts.map((text) =>
    kind === 'chain' ? { text } : { ...kinds[kind], text, ...(kind === 'reply' && { replyTo: rootId }) },
  );
}

/** Calls again whenever that is due, as an engine does. */
async function publishByStep(
  client: Client,
  kind: Kind,
  _rootId: string,
  posts: readonly (Post | FilePost)[],
  { idempotencyKey: key, ...options }: KeyOptions & { readonly signal: AbortSignal },
): Promise<readonly PublishedPost[]> {
  const [post = { text: '' }] = posts;
  const task = kind === 'chain' ? { chain: posts } : { post, fast: kind === 'fast text' };
  for (;;) {
    const step = await stepPublish(client, key, { ...options, ...task });
    if (step.done) return step.published;
    await client.clock.sleep(Math.max(0, step.due - client.clock.now()));
  }
}

interface KeyOptions {
  readonly idempotencyKey: string;
  readonly journal: Journal;
}

async function publishAll(
  client: Client,
  kind: Kind,
  rootId: string,
  posts: readonly (Post | FilePost)[],
  options: Partial<KeyOptions> & { readonly signal?: AbortSignal },
): Promise<readonly PublishedPost[]> {
  const [post = { text: '' }] = posts;
  switch (kind) {
    case 'repost':
      return [await publishRepost(client, { mediaId: rootId }, options)];
    case 'chain':
      return publishChain(client, posts, options);
    case 'fast text':
      return [await publish(client, post, { ...options, fast: true })];
    default:
      return [await publish(client, post, options)];
  }
}

function effectOf({ method, url }: Request, body: URLSearchParams): Effect {
  const { pathname } = new URL(url);
  if (method !== 'POST') {
    if (/\/(threads|replies|ghost_posts)$/.test(pathname)) return 'list';
    return pathname.endsWith('/me') ? 'other' : 'status';
  }
  if (/\/(threads_publish|repost)$/.test(pathname)) return 'publish';
  return body.get('auto_publish_text') === 'true' ? 'publish' : 'create';
}

/** A list with its texts as they show. */
async function shownAs(change: (text: string) => string, response: Response): Promise<Response> {
  const page: { data: { text?: string }[] } = await response.json();
  for (const post of page.data) if (post.text !== undefined) post.text = change(post.text);
  return Response.json(page);
}
